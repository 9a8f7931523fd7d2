import { colourKinds } from './colours.ts';
import { hogCount, histogramsOfGradients } from './hog.ts';
import { binaryPatterns, halve, lightnessOf, PATTERN_COUNT } from './patterns.ts';
import { pyramidCount, pyramidHistograms } from './pyramid.ts';

/** Pixels along each side of the picture that `shapesOf` looks at. */
export const SHAPES_EDGE = 96;

const HOG = { orientations: 9, cell: 16, block: 2 };
const COLOURS = { hues: 8, saturations: 3, values: 3 };
const COLOUR_COUNT = COLOURS.hues * COLOURS.saturations * COLOURS.values;
/** The whole picture, and its nine parts. */
const GRIDS = [1, 3];
/** Patterns are looked for in the picture, in half its size, and in a quarter. */
const PATTERN_SIZES = 3;

export const SHAPES_FEATURE_COUNT =
  hogCount(SHAPES_EDGE, HOG) +
  PATTERN_SIZES * pyramidCount(PATTERN_COUNT, GRIDS) +
  pyramidCount(COLOUR_COUNT, GRIDS);

/**
 * What shapes, surfaces and colours a picture has, as 3,390 numbers:
 * - 900 histograms of oriented gradients, 9 directions in 6 × 6 cells: where outlines run;
 * - 1,770 of local binary patterns, 59 of them at 3 sizes, in the whole picture and its nine parts: fur,
 *   grass, wood, eyes;
 * - 720 of colours, 72 of them in the whole picture and its nine parts.
 *
 * Measured on photos of cats and dogs: patterns tell most, colours add to them, outlines the least.
 *
 * @param picture 96 × 96 × 3 bytes, red, green and blue, row by row.
 * @throws RangeError for any other length.
 */
export function shapesOf(picture: Uint8Array): Float32Array {
  const expected = SHAPES_EDGE * SHAPES_EDGE * 3;
  if (picture.length !== expected) {
    throw new RangeError(`Expected a picture of ${expected} bytes, got ${picture.length}`);
  }
  const features = new Float32Array(SHAPES_FEATURE_COUNT);
  const outlines = histogramsOfGradients(picture, SHAPES_EDGE, HOG);
  features.set(outlines);
  let written = outlines.length;
  const add = (kinds: Uint8Array, edge: number, kindCount: number) => {
    const histograms = pyramidHistograms(kinds, edge, kindCount, GRIDS);
    features.set(histograms, written);
    written += histograms.length;
  };
  let lightness = lightnessOf(picture);
  for (let size = 0, edge = SHAPES_EDGE; size < PATTERN_SIZES; size++, edge >>= 1) {
    if (size > 0) lightness = halve(lightness, 2 * edge);
    add(binaryPatterns(lightness, edge), edge - 2, PATTERN_COUNT);
  }
  add(colourKinds(picture, COLOURS), SHAPES_EDGE, COLOUR_COUNT);
  return features;
}
