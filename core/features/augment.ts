import type { NumpyRandom } from '../random/numpy-random.ts';

const CHANNELS = 3;
/** Of the edge, what a copy may be cut to at the least; the rest of the picture is zoomed to fill it. */
const SMALLEST_CUT = 0.84;
/** How much lighter or darker a copy may be, and how much stronger or weaker in contrast. */
const MOST_LIGHT = 32;
const MOST_CONTRAST = 0.2;

/** Examples in all, copies included, so that memory stays bounded. */
const MOST_EXAMPLES = 8000;
const MOST_COPIES = 3;

/** How many copies each of `trainingCount` pictures gets: at most `most`, none where there are thousands. */
export function augmentationCopies(trainingCount: number, most = MOST_COPIES): number {
  const room = Math.floor(MOST_EXAMPLES / Math.max(1, trainingCount)) - 1;
  return Math.max(0, Math.min(most, room));
}

/** One way to change a picture: what of it is cut out, whether it is mirrored, and how light it becomes. */
export interface PictureChange {
  mirrored: boolean;
  /** The square that is cut out, in pixels, and need not be whole; it is zoomed to fill the picture. */
  left: number;
  top: number;
  size: number;
  /** value ← (value − 128) · contrast + 128 + light, cut to 0 … 255. */
  contrast: number;
  light: number;
}

/**
 * Draws how to change a picture of edge × edge pixels: mirrored in one case of two; a square of 84 to 100% of
 * the edge, wherever it fits; contrast times 0.8 to 1.2; lighter or darker by up to 32 of 255. Takes the same
 * number of random numbers each time.
 */
export function drawChange(edge: number, random: Pick<NumpyRandom, 'rand'>): PictureChange {
  const mirrored = random.rand() < 0.5;
  const size = edge * (SMALLEST_CUT + (1 - SMALLEST_CUT) * random.rand());
  return {
    mirrored,
    left: (edge - size) * random.rand(),
    top: (edge - size) * random.rand(),
    size,
    contrast: 1 + MOST_CONTRAST * (2 * random.rand() - 1),
    light: MOST_LIGHT * (2 * random.rand() - 1),
  };
}

/**
 * Writes into `out` how `picture` (edge × edge × 3 bytes, row by row) looks after `change`. The middle of the
 * pixel in column x of `out` lies at u = left + (x + ½) · size / edge in the picture, at left + size − … where it
 * is mirrored; likewise for rows. Between the middles of four pixels their values are mixed in proportion,
 * and beyond the outermost ones the border's values go on.
 *
 * @throws RangeError when a length is not edge × edge × 3, or `out` is `picture`.
 */
export function changePicture(
  out: Uint8Array,
  picture: Uint8Array,
  edge: number,
  { mirrored, left, top, size, contrast, light }: PictureChange,
): void {
  expectPictures(out, picture, edge);
  const columns = placesOf(edge, left, size, mirrored);
  const rows = placesOf(edge, top, size, false);
  const tones = tonesOf(contrast, light);
  const stride = edge * CHANNELS;
  let written = 0;
  for (let y = 0; y < edge; y++) {
    const upper = rows.first[y] * stride;
    const lower = rows.second[y] * stride;
    const down = rows.share[y];
    for (let x = 0; x < edge; x++) {
      const near = columns.first[x] * CHANNELS;
      const far = columns.second[x] * CHANNELS;
      const right = columns.share[x];
      for (let channel = 0; channel < CHANNELS; channel++) {
        const [one, other] = [near + channel, far + channel];
        const above = mix(picture[upper + one], picture[upper + other], right);
        const below = mix(picture[lower + one], picture[lower + other], right);
        out[written++] = tones[Math.round(mix(above, below, down))]!;
      }
    }
  }
}

/**
 * Writes into `out` a copy of `picture` that is mirrored or not, cut a little, lighter or darker (`drawChange`).
 * The same seed gives the same bytes.
 *
 * @throws RangeError when a length is not edge × edge × 3, or `out` is `picture`.
 */
export function augmentPicture(
  out: Uint8Array,
  picture: Uint8Array,
  edge: number,
  random: Pick<NumpyRandom, 'rand'>,
): void {
  changePicture(out, picture, edge, drawChange(edge, random));
}

/** For each pixel along an edge the two pixels it lies between, and the share of the second. */
interface Places {
  first: Uint16Array;
  second: Uint16Array;
  share: Float64Array;
}

function placesOf(edge: number, start: number, size: number, mirrored: boolean): Places {
  const places = {
    first: new Uint16Array(edge),
    second: new Uint16Array(edge),
    share: new Float64Array(edge),
  };
  for (let i = 0; i < edge; i++) {
    const from = ((mirrored ? edge - 1 - i : i) + 0.5) * (size / edge);
    const place = Math.min(Math.max(start + from - 0.5, 0), edge - 1);
    places.first[i] = Math.floor(place);
    places.second[i] = Math.min(Math.floor(place) + 1, edge - 1);
    places.share[i] = place - Math.floor(place);
  }
  return places;
}

/** What each of the 256 values becomes. */
function tonesOf(contrast: number, light: number): Uint8ClampedArray {
  return Uint8ClampedArray.from(
    { length: 256 },
    (_, value) => (value - 128) * contrast + 128 + light,
  );
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}

function expectPictures(out: Uint8Array, picture: Uint8Array, edge: number): void {
  const expected = edge * edge * CHANNELS;
  if (picture.length !== expected || out.length !== expected) {
    throw new RangeError(
      `Expected pictures of ${expected} bytes, got ${picture.length} and ${out.length}`,
    );
  }
  if (out === picture)
    throw new RangeError('Expected another array to write into, got the picture');
}
