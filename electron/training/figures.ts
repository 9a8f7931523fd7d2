import type { ValidationFigures } from '../contract.ts';

/**
 * 95% Wilson score interval of a proportion: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96.
 * Unlike p ± 2·√(p(1−p)/n) it is honest for few examples and near 0 and 1. Wilson 1927.
 */
export const wilsonInterval = (correct: number, count: number): [low: number, high: number] => {
  if (count === 0) return [0, 1];
  const z = 1.959964;
  const p = correct / count;
  const middle = p + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((p * (1 - p)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
};

/**
 * How the answers compare with the truth. `targets`: 1 for the category at position 0, which is also
 * the answer from a probability of one half upwards.
 */
export const figuresOf = (
  probabilities: ArrayLike<number>,
  targets: ArrayLike<number>,
  cost: number,
): ValidationFigures => {
  const confusion: ValidationFigures['confusion'] = [
    [0, 0],
    [0, 0],
  ];
  const count = targets.length;
  for (let i = 0; i < count; i += 1) {
    const truth = targets[i] === 1 ? 0 : 1;
    const answer = (probabilities[i] ?? 0) >= 0.5 ? 0 : 1;
    confusion[truth][answer] += 1;
  }
  const correct = confusion[0][0] + confusion[1][1];
  return {
    count,
    correct,
    accuracy: count === 0 ? 0 : correct / count,
    accuracyInterval: wilsonInterval(correct, count),
    cost,
    confusion,
  };
};
