import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  GAP,
  layOut,
  layOutRows,
  positionsIn,
  rowsInSlots,
  scrollTopFor,
} from '../../../renderer/gallery/grid-layout.ts';

const width = fc.integer({ min: 40, max: 3000 });
const size = fc.integer({ min: 88, max: 344 });
const count = fc.nat(20_000);
const height = fc.integer({ min: 50, max: 2000 });

it('fills the width exactly with square cells', () => {
  fc.assert(
    fc.property(width, size, count, (width, size, count) => {
      const { columns, cell, rows } = layOut(width, size, count);
      expect(columns * cell + (columns - 1) * GAP).toBeCloseTo(width, 6);
      expect(rows * columns).toBeGreaterThanOrEqual(count);
      expect((rows - 1) * columns).toBeLessThan(Math.max(1, count));
    }),
  );
});

it('keeps every row on screen in a slot of its own, and few others', () => {
  fc.assert(
    fc.property(
      width,
      size,
      count,
      height,
      fc.nat(3_000_000),
      (width, size, count, height, top) => {
        const layout = layOut(width, size, count);
        const rows = rowsInSlots(layout, top, height);
        const firstSeen = Math.floor(top / layout.rowHeight);
        const lastSeen = Math.floor((top + height - 1) / layout.rowHeight);
        for (let row = firstSeen; row <= lastSeen; row++) expect(rows).toContain(row);
        expect(new Set(rows).size).toBe(rows.length);
        expect(rows.length).toBeLessThanOrEqual(2 * Math.ceil(height / layout.rowHeight) + 4);
      },
    ),
  );
});

it('leaves rows in their slots while scrolling', () => {
  const layout = layOut(900, 150, 20_000);
  const before = rowsInSlots(layout, 5000, 700);
  const after = rowsInSlots(layout, 5000 + layout.rowHeight, 700);
  const moved = before.filter((row, slot) => row !== after[slot]);
  expect(moved).toHaveLength(1);
});

it('finds by a box exactly the cells that the box touches', () => {
  const layout = layOut(320, 100, 8); // 3 columns
  expect(layout.columns).toBe(3);
  const at = (column: number, row: number) => ({
    left: column * (layout.cell + GAP),
    top: row * layout.rowHeight,
  });
  const inside = { ...at(1, 0), right: at(1, 0).left + 5, bottom: at(0, 2).top + 5 };
  expect(positionsIn(layout, inside, 8)).toEqual([1, 4, 7]);
  const everything = { left: 0, top: 0, right: 320, bottom: layout.height };
  expect(positionsIn(layout, everything, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

it('scrolls only as far as it must to show a photo', () => {
  const layout = layOut(320, 100, 300);
  expect(scrollTopFor(layout, 4, 0, 400)).toBe(0);
  expect(scrollTopFor(layout, 0, 500, 400)).toBe(0);
  const down = scrollTopFor(layout, 299, 0, 400);
  expect(down + 400).toBeCloseTo(layout.height, 6);
});

it('makes a list of rows as high as asked, without space between them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 90 }),
      count,
      height,
      fc.nat(900_000),
      (row, n, h, top) => {
        const layout = layOutRows(row, n);
        expect(layout).toMatchObject({ columns: 1, rows: n, height: n * row });
        const shown = rowsInSlots(layout, top, h);
        expect(shown).toContain(Math.floor(top / row));
        expect(shown).toContain(Math.floor((top + h - 1) / row));
      },
    ),
  );
});

it('selects in a list the rows that a box touches, wherever it was drawn', () => {
  const layout = layOutRows(50, 10);
  const box = { left: 700, right: 900, top: 60, bottom: 149 };
  expect(positionsIn(layout, box, 10)).toEqual([1, 2]);
  expect(positionsIn(layout, { ...box, left: 2, right: 3, bottom: 100 }, 10)).toEqual([1, 2]);
  expect(positionsIn(layout, { ...box, top: 480, bottom: 9000 }, 10)).toEqual([9]);
});
