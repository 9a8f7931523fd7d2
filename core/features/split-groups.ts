import { splitTrainValidation } from './examples.ts';
import type { Split } from './examples.ts';
import type { NumpyRandom } from '../random/numpy-random.ts';

export interface GroupedSplit extends Split {
  /** Of the training side, the first of each group. */
  trainingOnce: Uint32Array;
}

/**
 * `splitTrainValidation` of examples that belong together: each group is on one side alone, so that nothing
 * is checked on what it nearly learned from. Groups are drawn, each with the label of its first example; in
 * validation a group counts once, by its first example. Where each example is a group of its own the answer
 * is that of `splitTrainValidation`, to the last index.
 *
 * @param groups - one number for each example, the same for those that belong together.
 * @throws RangeError for a fraction outside 0 to 1, or other than one group for each example.
 */
export function splitByGroups(
  labels: Uint8Array,
  groups: Uint32Array,
  fraction: number,
  random: Pick<NumpyRandom, 'permutation'>,
): GroupedSplit {
  if (groups.length !== labels.length) {
    throw new RangeError(`Expected ${labels.length} groups, got ${groups.length}`);
  }
  const members = new Map<number, number[]>();
  groups.forEach((group, index) => {
    const others = members.get(group);
    if (others === undefined) members.set(group, [index]);
    else others.push(index);
  });
  const all = [...members.values()];
  const firsts = Uint32Array.from(all, (indices) => indices[0]);
  const labelsOfGroups = Uint8Array.from(firsts, (index) => labels[index]);
  const { training, validation } = splitTrainValidation(labelsOfGroups, fraction, random);
  return {
    training: Uint32Array.from([...training].flatMap((group) => all[group])).sort(),
    validation: validation.map((group) => firsts[group]),
    trainingOnce: training.map((group) => firsts[group]),
  };
}
