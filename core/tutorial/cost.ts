import { expectShape } from '../tensor/matrix.ts';
import type { Matrix } from '../tensor/matrix.ts';

/**
 * Cross-entropy J = −1/m · Σ (y·log a + (1−y)·log(1−a)), shapes AL (1, m), Y (1, m).
 *
 * A term whose factor y or 1−y is 0 counts as 0. An `a` that the element type has rounded to exactly 0
 * or 1 counts as the nearest number strictly between them, so the cost is always finite: at most 103.3
 * (a = 0) or 16.6 (a = 1) per example in Float32, 744.4 or 36.7 in Float64.
 *
 * @throws RangeError when AL or Y is not (1, m), or there are no examples.
 */
export function computeCost(AL: Matrix, Y: Matrix): number {
  expectShape('AL', AL, 1, AL.cols);
  expectShape('Y', Y, 1, AL.cols);
  if (AL.cols === 0) throw new RangeError('Expected at least one example, got 0');
  const isFloat64 = AL.data instanceof Float64Array;
  const afterZero = isFloat64 ? Number.MIN_VALUE : 2 ** -149;
  const beforeOne = isFloat64 ? 1 - 2 ** -53 : 1 - 2 ** -24;
  let sum = 0;
  for (let col = 0; col < AL.cols; col++) {
    const y = Y.data[col];
    const a = AL.data[col];
    if (y !== 0) sum -= y * Math.log(a === 0 ? afterZero : a);
    if (y !== 1) sum -= (1 - y) * Math.log(1 - (a === 1 ? beforeOne : a));
  }
  return sum / AL.cols;
}
