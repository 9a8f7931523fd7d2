import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandPath, chartRows, linePath, makeScale } from '../../../renderer/ui/chart.ts';

const format = String;
const axis = { label: 'cost', format };
const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('an axis', () => {
  it('runs from 0 to a round number that no value exceeds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true })), {
          minLength: 1,
        }),
        (all) => {
          const { ends, ticks } = makeScale(axis, all, [0, 100], 5);
          expect(ends[0]).toBe(0);
          expect(ends[1]).toBeGreaterThanOrEqual(Math.max(...all));
          expect(ticks[0]).toBe(0);
          expect(ticks.length).toBeGreaterThan(1);
        },
      ),
    );
  });

  it('keeps the ends it is given, and never leaves the chart', () => {
    const scale = makeScale({ ...axis, ends: [0, 1] }, [3], [200, 0], 5);
    expect([0, 0.5, 1, 3, -1].map(scale)).toEqual([200, 100, 0, 0, 200]);
    expect(scale.ends).toEqual([0, 1]);
  });

  it('that counts marks whole numbers only', () => {
    const scale = makeScale({ ...axis, ends: [0, 3], whole: true }, [], [0, 100], 10);
    expect(scale.ticks).toEqual([0, 1, 2, 3]);
  });

  it('has a scale before there is anything to show, and past what is not a number', () => {
    expect(makeScale(axis, [], [0, 100], 5).ends).toEqual([0, 1]);
    expect(makeScale(axis, [NaN, 2, Infinity], [0, 100], 5).ends).toEqual([0, 2]);
  });
});

describe('a line', () => {
  const x = makeScale({ ...axis, ends: [0, 10] }, [], [0, 100], 5);
  const y = makeScale({ ...axis, ends: [0, 1] }, [], [50, 0], 5);

  it('goes through every point, and is broken where there is none', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 5, y: 0.25 },
      { x: 6, y: NaN },
      { x: 10, y: 1 },
    ];
    expect(linePath(points, x, y)).toBe('M0,50L50,37.5M100,0Z');
  });

  it('stays inside the chart, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ x: finite, y: finite }), { minLength: 1 }), (points) => {
        const numbers =
          linePath(points, x, y)
            .match(/-?[\d.]+/g)
            ?.map(Number) ?? [];
        numbers.forEach((number, i) => {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThanOrEqual(i % 2 === 0 ? 100 : 50);
        });
      }),
    );
  });

  it('has its band around it', () => {
    const points = [
      { x: 0, y: 0.5 },
      { x: 10, y: 0.5 },
    ];
    const series = { name: 'right', points, look: 'main' as const };
    const band = [
      [0.4, 0.6],
      [0.2, 0.8],
    ] as const;
    expect(bandPath({ ...series, band }, x, y)).toBe('M0,20L100,10L100,40L0,30Z');
    expect(bandPath(series, x, y)).toBe('');
  });
});

describe('the numbers behind a chart', () => {
  it('stand by their place, with nothing where a line has none', () => {
    const learning = { name: 'learning', look: 'soft' as const, points: [{ x: 2, y: 0.5 }] };
    const checking = {
      name: 'checking',
      look: 'main' as const,
      points: [
        { x: 1, y: 0.9 },
        { x: 2, y: NaN },
      ],
    };
    expect(chartRows([learning, checking])).toEqual([
      { x: 1, values: [null, 0.9] },
      { x: 2, values: [0.5, null] },
    ]);
  });
});
