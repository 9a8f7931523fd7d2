import type { Parameter } from '../network/parameter.ts';
import { squaredLength } from '../tensor/matrix.ts';

/** Σ w² over all weights; biases are not penalised. */
export function squaredNorm(parameters: readonly Parameter[]): number {
  let sum = 0;
  for (const { role, matrix } of parameters) {
    if (role === 'weight') sum += squaredLength(matrix.data);
  }
  return sum;
}

/** What L2 adds to the cost, λ/2 · Σ w². The course's lambd is λ · m. */
export function l2Penalty(squaredNorm: number, lambda: number): number {
  return (lambda / 2) * squaredNorm;
}

/** dW = dW + λ·W for all weights. Gradients are in the order of the parameters. */
export function addL2Gradients(
  gradients: readonly Parameter[],
  parameters: readonly Parameter[],
  lambda: number,
): void {
  parameters.forEach(({ role, matrix: { data } }, p) => {
    if (role !== 'weight') return;
    const dW = gradients[p].matrix.data;
    for (let i = 0; i < data.length; i++) dW[i] += lambda * data[i];
  });
}
