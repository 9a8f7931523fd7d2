/** Space between cells, in pixels; the same in PhotoGrid's styles. */
export const GAP = 8;

export interface GridLayout {
  columns: number;
  /** Height of one cell, and in a grid its width as well, in pixels. */
  cell: number;
  /** Space between cells, in pixels; none between the rows of a list. */
  gap: number;
  /** From the top of one row to the top of the next. */
  rowHeight: number;
  rows: number;
  /** Height of all rows together. */
  height: number;
}

export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Fits as many square cells of at least `size` pixels as `width` holds. */
export function layOut(width: number, size: number, count: number): GridLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (size + GAP)));
  const cell = Math.max(1, (width - GAP * (columns - 1)) / columns);
  const rowHeight = cell + GAP;
  const rows = Math.ceil(count / columns);
  return { columns, cell, gap: GAP, rowHeight, rows, height: Math.max(0, rows * rowHeight - GAP) };
}

/** A list: one column of rows as wide as there is room. */
export function layOutRows(rowHeight: number, count: number): GridLayout {
  return { columns: 1, cell: rowHeight, gap: 0, rowHeight, rows: count, height: count * rowHeight };
}

/**
 * The row that each recycled slot shows, for the window of rows around what is on screen. A row
 * keeps its slot for as long as it is in the window, so that scrolling by one row redraws one row.
 * Rows beyond the end are given too; the caller leaves those empty.
 */
export function rowsInSlots(layout: GridLayout, top: number, height: number): number[] {
  const onScreen = Math.ceil(height / layout.rowHeight) + 1;
  const margin = Math.ceil(onScreen / 2);
  const slots = onScreen + 2 * margin;
  const first = Math.max(0, Math.floor(top / layout.rowHeight) - margin);
  return Array.from(
    { length: slots },
    (_, slot) => first + ((slot - (first % slots) + slots) % slots),
  );
}

/** Positions of the cells that a rectangle touches, in the order shown. */
export function positionsIn(layout: GridLayout, box: Rectangle, count: number): number[] {
  const { columns, rowHeight, gap } = layout;
  // A column of a list is as wide as the list, however far to the right the box lies.
  const columnWidth = columns === 1 ? Infinity : rowHeight;
  const firstColumn = Math.max(0, Math.floor((box.left + gap) / columnWidth));
  const lastColumn = Math.min(columns - 1, Math.floor(box.right / columnWidth));
  const firstRow = Math.max(0, Math.floor((box.top + gap) / rowHeight));
  const lastRow = Math.min(layout.rows - 1, Math.floor(box.bottom / rowHeight));
  const positions: number[] = [];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const position = row * layout.columns + column;
      if (position < count) positions.push(position);
    }
  }
  return positions;
}

/** Where to scroll so that the row of `position` is wholly seen; `top` when it is already. */
export function scrollTopFor(
  layout: GridLayout,
  position: number,
  top: number,
  height: number,
): number {
  const rowTop = Math.floor(position / layout.columns) * layout.rowHeight;
  if (rowTop < top) return rowTop;
  if (rowTop + layout.cell > top + height) return rowTop + layout.cell - height;
  return top;
}
