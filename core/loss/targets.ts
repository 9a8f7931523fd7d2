import type { FloatArray } from '../tensor/matrix.ts';
import type { Loss } from './loss.ts';

/**
 * What each label counts in the cost. `equal`: 1; `balanced`: all labels that occur the same in total,
 * m / (labels that occur · examples with the label); or one number for each label.
 */
export type ClassWeights = 'equal' | 'balanced' | readonly number[];

/** What the network should answer for each label, and how much that counts. */
export interface Targets {
  /** For each label one column of Y. */
  columns: readonly Float64Array[];
  weights: readonly number[];
}

/** How often each of the kinds that labels are positions of occurs at `indices`. */
export function countLabels(labels: Uint8Array, indices: Uint32Array, kinds: number): Uint32Array {
  const counts = new Uint32Array(kinds);
  for (const index of indices) counts[labels[index]]++;
  return counts;
}

/**
 * The targets of each label by `loss`, and its weight among the examples at `indices`.
 *
 * @throws RangeError unless there is a weight for each of the kinds.
 */
export function chooseTargets(
  labels: Uint8Array,
  indices: Uint32Array,
  kinds: number,
  loss: Loss,
  { classWeights, labelSmoothing }: { classWeights: ClassWeights; labelSmoothing: number },
): Targets {
  const outputs = loss.outputsFor(kinds);
  const columns = Array.from({ length: kinds }, (_, label) => {
    const column = new Float64Array(outputs);
    loss.fillTarget(column, label, labelSmoothing);
    return column;
  });
  const weights = weigh(labels, indices, kinds, classWeights);
  if (weights.length !== kinds) {
    throw new RangeError(`Expected ${kinds} class weights, got ${weights.length}`);
  }
  return { columns, weights };
}

function weigh(
  labels: Uint8Array,
  indices: Uint32Array,
  kinds: number,
  classWeights: ClassWeights,
): readonly number[] {
  if (classWeights === 'equal') return new Array<number>(kinds).fill(1);
  if (classWeights !== 'balanced') return classWeights;
  const counts = countLabels(labels, indices, kinds);
  const occurring = counts.filter((count) => count > 0).length;
  return Array.from(counts, (count) => (count > 0 ? indices.length / (occurring * count) : 1));
}

/** Writes Y and the weight of each of the examples at `indices`. */
export function fillTargets(
  { Y, weights }: { Y: FloatArray; weights: FloatArray },
  labels: Uint8Array,
  indices: Uint32Array,
  targets: Targets,
): void {
  let place = 0;
  for (let i = 0; i < indices.length; i++) {
    const label = labels[indices[i]];
    const column = targets.columns[label];
    for (let k = 0; k < column.length; k++) Y[place++] = column[k]!;
    weights[i] = targets.weights[label]!;
  }
}
