import { figuresOf, wilsonInterval } from '../../core/index.ts';
import type { ValidationFigures } from '../contract.ts';

/** The figures of answers by these probabilities, P(kind) of each of the kinds one example after another. */
export function validationFiguresOf(
  probabilities: Float64Array,
  labels: ArrayLike<number>,
  kinds: number,
  cost: number,
): ValidationFigures {
  const { count, correct, accuracy, confusion } = figuresOf(probabilities, labels, kinds);
  const accuracyInterval = wilsonInterval(correct, count);
  return { count, correct, accuracy, accuracyInterval, cost, confusion };
}
