function ascending(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other);
}

/** The value below which `share` of the values lie, between neighbours in proportion. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('Expected at least one value, got 0');
  const sorted = ascending(values);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Each value through the one measured beside it in the same round. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
  if (values.length !== others.length) {
    throw new RangeError(`Expected ${values.length} values to compare with, got ${others.length}`);
  }
  return values.map((value, round) => value / others[round]);
}
