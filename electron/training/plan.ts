import { MOST_COMPARED, numpyRandom, sampleExamples, splitByGroups } from '../../core/index.ts';
import type { TrainingOperations, TrainingPlan } from './operations.ts';

/** Who is kept aside, and on whom of the others eyes are compared, before any photo is looked at. */
export function planTraining({
  labels,
  groups,
  validationFraction,
  seed,
}: Parameters<TrainingOperations['plan']>[0]): TrainingPlan {
  const random = numpyRandom(seed);
  const split = splitByGroups(labels, groups, validationFraction, random);
  const { training, validation, trainingOnce } = split;
  const sample = sampleExamples(labels, trainingOnce, MOST_COMPARED, random);
  return { training, validation, sample };
}
