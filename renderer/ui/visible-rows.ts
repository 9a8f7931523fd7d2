/** Rows kept ready above and below what is seen, so that scrolling shows no gap. */
const SPARE_ROWS = 6;

/** Which rows of a list of equally high rows must exist: from `first` up to, not including, `end`. */
export function visibleRows(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
): { first: number; end: number } {
  const first = Math.floor(scrollTop / rowHeight) - SPARE_ROWS;
  const end = Math.ceil((scrollTop + viewHeight) / rowHeight) + SPARE_ROWS;
  return { first: Math.min(Math.max(0, first), count), end: Math.min(Math.max(0, end), count) };
}
