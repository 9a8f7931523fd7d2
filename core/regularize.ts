import type { FloatArray, Matrix } from './matrix.ts';

/** Weights are named W…; biases, b…, are neither penalised nor decayed. */
export function isWeight(name: string): boolean {
  return name.startsWith('W');
}

/** Σ w² over one array. */
export function squaredNorm(values: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}

/** λ/2 · Σ w² over all weights, what L2 adds to the cost. The course's lambd is λ · m. */
export function l2Penalty(parameters: Record<string, Matrix>, lambda: number): number {
  let sum = 0;
  for (const [name, { data }] of Object.entries(parameters)) {
    if (isWeight(name)) sum += squaredNorm(data);
  }
  return (lambda / 2) * sum;
}

/** dW = dW + λ·W for all weights. */
export function addL2Gradients(
  gradients: Record<string, Matrix>,
  parameters: Record<string, Matrix>,
  lambda: number,
): void {
  for (const [name, { data }] of Object.entries(parameters)) {
    if (!isWeight(name)) continue;
    const dW = gradients[`d${name}`]!.data;
    for (let i = 0; i < data.length; i++) dW[i]! += lambda * data[i]!;
  }
}

/** sum = sum + scale · part, for gradients of the same shapes. */
export function addScaled(
  sum: Record<string, Matrix>,
  part: Record<string, Matrix>,
  scale: number,
): void {
  for (const [name, { data }] of Object.entries(sum)) {
    const values = part[name]!.data;
    for (let i = 0; i < data.length; i++) data[i]! += scale * values[i]!;
  }
}

/**
 * Where the length of all gradients taken as one vector is over `limit`, shortens it to `limit`; the
 * direction stays.
 *
 * Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks" (2013).
 */
export function clipGradients(gradients: Record<string, Matrix>, limit: number): void {
  const matrices = Object.values(gradients);
  const length = Math.sqrt(matrices.reduce((sum, { data }) => sum + squaredNorm(data), 0));
  if (!(length > limit)) return;
  const scale = limit / length;
  for (const { data } of matrices) {
    for (let i = 0; i < data.length; i++) data[i]! *= scale;
  }
}
