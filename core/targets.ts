import type { FloatArray } from './matrix.ts';

/**
 * What each label counts in the cost: weights [of label 0, of label 1]; `balanced` gives both labels the
 * same total, m / (2 · examples with the label).
 */
export type ClassWeights = 'balanced' | readonly [number, number];

/** What the network should answer for label 0 and 1, and how much that counts. */
export interface Targets {
  /** y′ for label 0 and for label 1. */
  labels: readonly [number, number];
  weights: readonly [number, number];
}

/**
 * Smoothed labels y′ = y · (1 − ε) + ε/2 (Szegedy et al. 2016, two classes) and the weight of each label
 * among the examples at `indices`.
 */
export function chooseTargets(
  labels: Uint8Array,
  indices: Uint32Array,
  { classWeights, labelSmoothing }: { classWeights: ClassWeights; labelSmoothing: number },
): Targets {
  return {
    labels: [labelSmoothing / 2, 1 - labelSmoothing / 2],
    weights: classWeights === 'balanced' ? balance(labels, indices) : classWeights,
  };
}

/** Writes y′ and the weight of each of the examples at `indices`. */
export function fillTargets(
  out: { labels: FloatArray; weights: FloatArray },
  labels: Uint8Array,
  indices: Uint32Array,
  targets: Targets,
): void {
  for (let i = 0; i < indices.length; i++) {
    const label = labels[indices[i]!] === 1 ? 1 : 0;
    out.labels[i] = targets.labels[label];
    out.weights[i] = targets.weights[label];
  }
}

function balance(labels: Uint8Array, indices: Uint32Array): readonly [number, number] {
  let ones = 0;
  for (const index of indices) ones += labels[index]!;
  const zeros = indices.length - ones;
  // Where only one label occurs there is nothing to balance.
  if (ones === 0 || zeros === 0) return [1, 1];
  return [indices.length / (2 * zeros), indices.length / (2 * ones)];
}
