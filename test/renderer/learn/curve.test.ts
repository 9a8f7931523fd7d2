import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../../electron/contract.ts';
import { keptPoint, mergeCurve, thinCurve } from '../../../renderer/learn/curve.ts';

function pointAt(epoch: number, trainingCost = 1 / epoch): CurvePoint {
  return { epoch, trainingCost, validationCost: 0.5, validationAccuracy: 0.8 };
}
function epochsOf(curve: readonly CurvePoint[]) {
  return curve.map(({ epoch }) => epoch);
}

describe('the learning curve', () => {
  it('grows by the points that progress brings', () => {
    const curve = mergeCurve([pointAt(1), pointAt(2)], [pointAt(3), pointAt(4)]);
    expect(epochsOf(curve)).toEqual([1, 2, 3, 4]);
  });

  it('takes a reload that overlaps with what came since', () => {
    const curve = mergeCurve([pointAt(3), pointAt(4)], [pointAt(1), pointAt(2), pointAt(3, 9)]);
    expect(epochsOf(curve)).toEqual([1, 2, 3, 4]);
    expect(curve[2]?.trainingCost).toBe(9);
  });

  it('stays the very same array when nothing came', () => {
    const curve = [pointAt(1)];
    expect(mergeCurve(curve, [])).toBe(curve);
  });

  it('is ordered and complete in whatever pieces it comes', () => {
    const epochs = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 80 });
    const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
    fc.assert(
      fc.property(epochs, epochs, (known, incoming) => {
        const curve = mergeCurve(
          sorted(known).map((epoch) => pointAt(epoch)),
          sorted(incoming).map((epoch) => pointAt(epoch)),
        );
        expect(epochsOf(curve)).toEqual(sorted([...new Set([...known, ...incoming])]));
      }),
    );
  });

  it('knows the point at which the kept network stood', () => {
    const costs = [0.7, 0.5, 0.6];
    const curve = costs.map((validationCost, i) => ({ ...pointAt(i + 1), validationCost }));
    expect(keptPoint(curve, 0.5 + 1e-9)?.epoch).toBe(2);
    expect(keptPoint(curve, 0.55)).toBeUndefined();
  });

  it('is thinned to what a screen can show, from its first point to its last', () => {
    const curve = Array.from({ length: 2500 }, (_, i) => pointAt(i + 1));
    const thin = thinCurve(curve, 400);
    expect(thin).toHaveLength(400);
    expect([thin[0]?.epoch, thin.at(-1)?.epoch]).toEqual([1, 2500]);
    expect(new Set(epochsOf(thin)).size).toBe(400);
  });
});
