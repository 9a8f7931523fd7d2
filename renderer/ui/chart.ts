import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';

export interface Point {
  x: number;
  /** What is not finite leaves a gap. */
  y: number;
}

export interface Series {
  name: string;
  points: readonly Point[];
  /** Colour is never the only sign: dashes tell series apart as well. */
  look: 'main' | 'soft';
  /** Where the truth lies, drawn behind the line; one pair a point. */
  band?: readonly (readonly [low: number, high: number])[];
}

export interface Axis {
  /** What it measures, with its unit. */
  label: string;
  /** Fixed ends; otherwise the axis runs from 0 to the largest value, rounded up. */
  ends?: readonly [low: number, high: number];
  /** Counts things: only whole numbers are marked. */
  whole?: boolean;
  format: (value: number) => string;
}

export interface Scale {
  (value: number): number;
  ticks: number[];
  ends: readonly [low: number, high: number];
}

/** A linear scale onto pixels `from` … `to`, with about `count` round marks. */
export function makeScale(
  { ends, whole = false }: Axis,
  values: readonly number[],
  [from, to]: readonly [number, number],
  count: number,
): Scale {
  const finite = values.filter(Number.isFinite);
  const most = finite.reduce((high, value) => Math.max(high, value), 0);
  const scale = scaleLinear()
    .domain(ends ?? [0, most > 0 ? most : 1])
    .range([from, to])
    .clamp(true);
  if (!ends) scale.nice(count);
  const ticks = scale.ticks(count).filter((tick) => !whole || Number.isInteger(tick));
  const [low = 0, high = 1] = scale.domain();
  return Object.assign((value: number) => scale(value), { ticks, ends: [low, high] as const });
}

/** The `d` of an SVG path through the points, in tenths of a pixel. */
export function linePath(points: readonly Point[], x: Scale, y: Scale): string {
  const path = line<Point>(
    (point) => tenths(x(point.x)),
    (point) => tenths(y(point.y)),
  ).defined((point) => Number.isFinite(point.y));
  return path([...points]) ?? '';
}

/** The `d` of the area between the ends of each point's band. */
export function bandPath({ points, band }: Series, x: Scale, y: Scale): string {
  if (!band) return '';
  const path = area<Point>()
    .x((point) => tenths(x(point.x)))
    .y0((_, i) => tenths(y(band[i]?.[0] ?? 0)))
    .y1((_, i) => tenths(y(band[i]?.[1] ?? 0)));
  return path([...points]) ?? '';
}

function tenths(pixels: number): number {
  return Math.round(10 * pixels) / 10;
}

export interface ChartRow {
  x: number;
  /** One value a series; null where it has none at this place. */
  values: (number | null)[];
}

/** The numbers behind a chart, by their place on the horizontal axis. */
export function chartRows(series: readonly Series[]): ChartRow[] {
  const rows = new Map<number, ChartRow>();
  series.forEach(({ points }, i) => {
    for (const { x, y } of points) {
      const row = rows.get(x) ?? { x, values: series.map(() => null) };
      row.values[i] = Number.isFinite(y) ? y : null;
      rows.set(x, row);
    }
  });
  return [...rows.values()].sort((one, other) => one.x - other.x);
}
