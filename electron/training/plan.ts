import {
  MOST_COMPARED,
  numpyRandom,
  sampleExamples,
  splitTrainValidation,
} from '../../core/index.ts';
import type { TrainingOperations, TrainingPlan } from './operations.ts';

/** Who is kept aside, and on whom of the others eyes are compared, before any photo is looked at. */
export function planTraining({
  labels,
  validationFraction,
  seed,
}: Parameters<TrainingOperations['plan']>[0]): TrainingPlan {
  const random = numpyRandom(seed);
  const { training, validation } = splitTrainValidation(labels, validationFraction, random);
  return { validation, sample: sampleExamples(labels, training, MOST_COMPARED, random) };
}
