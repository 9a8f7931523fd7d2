import { expect } from 'vitest';
import type { Parameter } from '../../core/index.ts';

/**
 * How far the gradients are from the slopes of the cost, (J(θ + ε) − J(θ − ε)) / 2ε for each number θ:
 * ‖slopes − gradients‖ / ‖slopes‖. `costAt` tells the cost at the parameters as they are when it is asked.
 */
export function distanceFromSlopes(
  parameters: readonly Parameter[],
  gradients: readonly Parameter[],
  costAt: () => number,
): number {
  let squaredDifference = 0;
  let squaredSum = 0;
  parameters.forEach(({ matrix: { data } }, p) => {
    const gradient = gradients[p].matrix.data;
    data.forEach((value, i) => {
      data[i] = value + 1e-5;
      const above = costAt();
      data[i] = value - 1e-5;
      const below = costAt();
      data[i] = value;
      const slope = (above - below) / 2e-5;
      squaredDifference += (slope - gradient[i]) ** 2;
      squaredSum += slope ** 2;
    });
  });
  expect(squaredSum).toBeGreaterThan(0.01);
  return Math.sqrt(squaredDifference / squaredSum);
}
