/** How histograms of oriented gradients are made. */
export interface HogOptions {
  /** Bins of the half circle. */
  orientations: number;
  /** Pixels along each side of a cell. */
  cell: number;
  /** Cells along each side of a block. */
  block: number;
}

/** The strongest gradient of a pixel's three channels: how strong, and in which bin its direction lies. */
interface Gradients {
  magnitudes: Float64Array;
  bins: Uint8Array;
}

const CHANNELS = 3;
const EPSILON = 1e-5;
/** What no value of a block may be over after the first normalisation. */
const MOST = 0.2;

/** Cells along each side of a square picture; what is left over at the right and below is not looked at. */
function cellsOf(edge: number, { cell }: HogOptions): number {
  return Math.floor(edge / cell);
}

/** How many numbers `histogramsOfGradients` gives: ((cells − block + 1) · block)² · orientations. */
export function hogCount(edge: number, options: HogOptions): number {
  const { orientations, block } = options;
  return (Math.max(0, cellsOf(edge, options) - block + 1) * block) ** 2 * orientations;
}

/**
 * Histograms of oriented gradients: which way the edges run in each small cell of a picture.
 *
 * For a picture I of edge × edge pixels, each pixel and channel has the gradient
 *
 *     gx = I(y, x+1) − I(y, x−1),   gy = I(y+1, x) − I(y−1, x),   0 at the picture's border,
 *
 * and of the three channels the one with the greatest magnitude ‖g‖ = √(gx² + gy²) counts. Its direction
 * θ = atan2(gy, gx) mod 180° falls into the bin ⌊θ · orientations / 180°⌋. The histogram of a cell is
 *
 *     h(k) = 1/cell² · Σ ‖g‖ over its pixels whose direction lies in bin k.
 *
 * The histograms v of block × block neighbouring cells are normalised together (L2-Hys):
 *
 *     v ← v / √(‖v‖² + ε²),   v ← min(v, 0.2),   v ← v / √(‖v‖² + ε²),   ε = 10⁻⁵.
 *
 * Blocks overlap: there is one at each cell that has enough cells to its right and below. The numbers come
 * row of blocks by row, in each block row of cells by row, the bins of each cell together.
 *
 * Source: Dalal and Triggs, "Histograms of Oriented Gradients for Human Detection" (2005), without their
 * interpolation between bins, as scikit-image's `hog` does it.
 *
 * @param picture edge × edge × 3 bytes, row by row.
 */
export function histogramsOfGradients(
  picture: Uint8Array,
  edge: number,
  options: HogOptions,
): Float64Array {
  const gradients = strongestGradients(picture, edge, options);
  return normaliseBlocks(cellHistograms(gradients, edge, options), cellsOf(edge, options), options);
}

function strongestGradients(
  picture: Uint8Array,
  edge: number,
  { orientations }: HogOptions,
): Gradients {
  const magnitudes = new Float64Array(edge * edge);
  const bins = new Uint8Array(edge * edge);
  const row = edge * CHANNELS;
  for (let y = 0, pixel = 0; y < edge; y++) {
    const down = y > 0 && y < edge - 1 ? row : 0;
    for (let x = 0; x < edge; x++, pixel++) {
      const right = x > 0 && x < edge - 1 ? CHANNELS : 0;
      let strongest = 0;
      let gx = 0;
      let gy = 0;
      for (let i = pixel * CHANNELS; i < (pixel + 1) * CHANNELS; i++) {
        const across = picture[i + right] - picture[i - right];
        const along = picture[i + down] - picture[i - down];
        const square = across * across + along * along;
        if (square > strongest) {
          strongest = square;
          gx = across;
          gy = along;
        }
      }
      if (strongest === 0) continue;
      magnitudes[pixel] = Math.sqrt(strongest);
      bins[pixel] = binOf(gx, gy, orientations);
    }
  }
  return { magnitudes, bins };
}

/** The bin of a direction among those of the half circle; opposite directions are the same. */
function binOf(gx: number, gy: number, orientations: number): number {
  const angle = Math.atan2(gy, gx) * (180 / Math.PI);
  return Math.floor((angle < 0 ? angle + 180 : angle) / (180 / orientations)) % orientations;
}

/** h of every cell, cells row by row. */
function cellHistograms(
  { magnitudes, bins }: Gradients,
  edge: number,
  options: HogOptions,
): Float64Array {
  const { cell, orientations } = options;
  const cells = cellsOf(edge, options);
  const histograms = new Float64Array(cells * cells * orientations);
  for (let y = 0; y < cells * cell; y++) {
    let start = Math.floor(y / cell) * cells * orientations;
    for (let x = 0; x < cells * cell; start += orientations) {
      const end = x + cell;
      for (; x < end; x++) {
        const pixel = y * edge + x;
        histograms[start + bins[pixel]] += magnitudes[pixel] / cell ** 2;
      }
    }
  }
  return histograms;
}

function normaliseBlocks(
  histograms: Float64Array,
  cells: number,
  { block, orientations }: HogOptions,
): Float64Array {
  const blocks = Math.max(0, cells - block + 1);
  const width = block * orientations;
  const values = new Float64Array((blocks * block) ** 2 * orientations);
  for (let row = 0, start = 0; row < blocks; row++) {
    for (let column = 0; column < blocks; column++) {
      const end = start + block * width;
      for (let i = 0; i < block; i++) {
        const from = ((row + i) * cells + column) * orientations;
        values.set(histograms.subarray(from, from + width), start + i * width);
      }
      normalise(values.subarray(start, end));
      start = end;
    }
  }
  return values;
}

function normalise(values: Float64Array): void {
  divideByLength(values);
  for (let i = 0; i < values.length; i++) values[i] = Math.min(values[i], MOST);
  divideByLength(values);
}

function divideByLength(values: Float64Array): void {
  let sum = EPSILON ** 2;
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2;
  const length = Math.sqrt(sum);
  for (let i = 0; i < values.length; i++) values[i] /= length;
}
