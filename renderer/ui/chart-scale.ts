export interface Scale {
  low: number;
  high: number;
  /** Round numbers from `low` to `high`, both included. */
  ticks: number[];
}

/**
 * A scale that covers [low, high] with about `count` steps of 1, 2 or 5 times a power of ten
 * (Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990), each to twelve digits.
 */
export function niceScale(low: number, high: number, count: number): Scale {
  if (!Number.isFinite(low) || !Number.isFinite(high) || high < low) {
    return { low: 0, high: 1, ticks: [0, 1] };
  }
  const spread = high > low ? high - low : Math.abs(high) || 1;
  const step = niceStep(spread / Math.max(1, count));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
  return { low: tidy(first * step), high: tidy(last * step), ticks };
}

function niceStep(roughly: number): number {
  const power = 10 ** Math.floor(Math.log10(roughly));
  const fraction = roughly / power;
  if (fraction <= 1) return power;
  if (fraction <= 2) return 2 * power;
  if (fraction <= 5) return 5 * power;
  return 10 * power;
}

/** 0.30000000000000004 → 0.3 */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The whole numbers among a scale's ticks, for an axis that counts. */
export function wholeTicks(ticks: readonly number[]): number[] {
  return ticks.filter(Number.isInteger);
}

/** Where `value` lies on `length` pixels that run from `scale.low` to `scale.high`. */
export function place(value: number, scale: Scale, length: number): number {
  return ((value - scale.low) / (scale.high - scale.low)) * length;
}

/** The `d` of an SVG path through the points, in tenths of a pixel. */
export function linePath(points: readonly { x: number; y: number }[]): string {
  return points
    .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}
