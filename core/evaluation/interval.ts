/**
 * 95% Wilson score interval of a proportion: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96.
 * Unlike p ± 2·√(p(1−p)/n) it is honest for few examples and near 0 and 1. Wilson 1927.
 */
export function wilsonInterval(correct: number, count: number): [low: number, high: number] {
  if (count === 0) return [0, 1];
  const z = 1.959964;
  const p = correct / count;
  const middle = p + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((p * (1 - p)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}
