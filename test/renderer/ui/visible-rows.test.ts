import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleRows } from '../../../renderer/ui/visible-rows.ts';

describe('the rows that exist', () => {
  it('are few, however long the list is', () => {
    const { first, end } = visibleRows(64 * 2500, 600, 64, 5000);
    expect(end - first).toBeLessThan(25);
  });

  it('never go beyond the list', () => {
    expect(visibleRows(0, 600, 64, 3)).toEqual({ first: 0, end: 3 });
    expect(visibleRows(99_999, 600, 64, 3)).toEqual({ first: 3, end: 3 });
    expect(visibleRows(0, 600, 64, 0)).toEqual({ first: 0, end: 0 });
  });

  it('hold every row of which a pixel is seen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300_000 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 5000 }),
        (scrollTop, viewHeight, count) => {
          const { first, end } = visibleRows(scrollTop, viewHeight, 64, count);
          for (let row = 0; row < count; row++) {
            const seen = (row + 1) * 64 > scrollTop && row * 64 < scrollTop + viewHeight;
            if (seen && (row < first || row >= end)) expect.fail(`row ${row} is missing`);
          }
        },
      ),
    );
  });
});
