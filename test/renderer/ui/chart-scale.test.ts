import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePath, niceScale, place, wholeTicks } from '../../../renderer/ui/chart-scale.ts';

describe('the scale of a chart', () => {
  it('has round ticks around the values', () => {
    expect(niceScale(0, 0.693, 5).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(niceScale(0, 1, 5).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceScale(0, 2500, 5).ticks).toEqual([0, 500, 1000, 1500, 2000, 2500]);
  });

  it('is still a scale when all values are the same, or there are none', () => {
    expect(niceScale(0, 0, 4).high).toBeGreaterThan(0);
    expect(niceScale(0, Number.NaN, 4).ticks).toEqual([0, 1]);
    expect(niceScale(0, Infinity, 4).ticks).toEqual([0, 1]);
  });

  it('covers the values with a handful of evenly spaced ticks, whatever they are', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 8 }), (a, b, count) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const size = Math.max(-low, high);
        // Ticks have twelve digits: a spread must not vanish beside the values it lies between.
        fc.pre(size > 1e-6 && (high - low > 1e-4 * size || high === low));
        const scale = niceScale(low, high, count);
        const slack = (scale.high - scale.low) * 1e-6;
        expect(scale.low).toBeLessThanOrEqual(low + slack);
        expect(scale.high).toBeGreaterThanOrEqual(high - slack);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        expect(scale.ticks.length).toBeLessThanOrEqual(count + 3);
        const step = (scale.high - scale.low) / (scale.ticks.length - 1);
        scale.ticks.forEach((tick, i) => {
          expect(Math.abs(tick - (scale.low + i * step))).toBeLessThanOrEqual(slack);
        });
      }),
    );
  });

  it('counts epochs in whole numbers only', () => {
    expect(wholeTicks(niceScale(0, 3, 5).ticks)).toEqual([0, 1, 2, 3]);
  });

  it('puts a value at its share of the length', () => {
    const scale = { low: 0, high: 2, ticks: [] };
    expect(place(0.5, scale, 400)).toBe(100);
  });

  it('draws a line through all points', () => {
    const points = [
      { x: 0, y: 10 },
      { x: 1.26, y: 2 },
    ];
    expect(linePath(points)).toBe('M0.0 10.0L1.3 2.0');
    expect(linePath([])).toBe('');
  });
});
