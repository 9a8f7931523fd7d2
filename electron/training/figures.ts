import { figuresOf, wilsonInterval } from '../../core/index.ts';
import type { ValidationFigures } from '../contract.ts';

/** The figures of answers by these probabilities, P(kind) of both kinds one example after another. */
export function validationFiguresOf(
  probabilities: Float64Array,
  labels: ArrayLike<number>,
  cost: number,
): ValidationFigures {
  const { count, correct, accuracy, confusion } = figuresOf(probabilities, labels, 2);
  const accuracyInterval = wilsonInterval(correct, count);
  return { count, correct, accuracy, accuracyInterval, cost, confusion: twoByTwo(confusion) };
}

function twoByTwo(confusion: number[][]): ValidationFigures['confusion'] {
  const at = (truth: number, answer: number) => confusion[truth]?.[answer] ?? 0;
  return [
    [at(0, 0), at(0, 1)],
    [at(1, 0), at(1, 1)],
  ];
}
