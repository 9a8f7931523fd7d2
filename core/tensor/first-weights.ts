import type { Matrix } from './matrix.ts';

/**
 * How weights W of shape (n, nPrev) start; biases start at zero.
 * - `he`: randn · √(2 / nPrev), for ReLU (He et al. 2015)
 * - `xavier`: randn · √(2 / (nPrev + n)) (Glorot and Bengio 2010)
 * - `tutorial`: randn · 0.01, the two-layer network of the course
 * - `tutorial-deep`: randn / √nPrev, the L-layer network of the course
 */
export type InitializationScheme = 'he' | 'xavier' | 'tutorial' | 'tutorial-deep';

/** Where normally distributed numbers come from. */
export interface Normals {
  randn(): number;
}

export const INITIALIZATION_SCHEMES: readonly InitializationScheme[] = [
  'he',
  'xavier',
  'tutorial',
  'tutorial-deep',
];

// Divided or multiplied exactly as the course writes it, so that not even the last bit differs.
const SCALES: Record<
  InitializationScheme,
  (n: number, nPrev: number) => (normal: number) => number
> = {
  he: (_n, nPrev) => (normal) => normal * Math.sqrt(2 / nPrev),
  xavier: (n, nPrev) => (normal) => normal * Math.sqrt(2 / (nPrev + n)),
  tutorial: () => (normal) => normal * 0.01,
  'tutorial-deep': (_n, nPrev) => (normal) => normal / Math.sqrt(nPrev),
};

/** Draws W row by row, as `np.random.randn(n, nPrev)` draws its numbers, and scales it. */
export function drawFirstWeights(
  { rows, cols, data }: Matrix,
  scheme: InitializationScheme,
  random: Normals,
): void {
  const scale = SCALES[scheme](rows, cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) data[col * rows + row] = scale(random.randn());
  }
}
