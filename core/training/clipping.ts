import type { Parameter } from '../network/parameter.ts';
import { squaredLength } from '../tensor/matrix.ts';

/**
 * Where the length of all gradients taken as one vector is over `limit`, shortens it to `limit`; the
 * direction stays.
 *
 * Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks" (2013).
 */
export function clipGradients(gradients: readonly Parameter[], limit: number): void {
  const squared = gradients.reduce((sum, { matrix }) => sum + squaredLength(matrix.data), 0);
  const length = Math.sqrt(squared);
  if (!(length > limit)) return;
  const scale = limit / length;
  for (const { matrix } of gradients) {
    const { data } = matrix;
    for (let i = 0; i < data.length; i++) data[i] *= scale;
  }
}
