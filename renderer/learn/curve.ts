import type { CurvePoint } from '../../electron/contract.ts';

/**
 * The curve with further points, ordered by epoch. Progress brings only new points, a reload brings
 * all of them, and the two may overlap: a point that came later stands.
 */
export function mergeCurve(curve: readonly CurvePoint[], points: readonly CurvePoint[]) {
  if (points.length === 0) return curve;
  const last = curve.at(-1);
  const first = points[0];
  if (!last || (first && first.epoch > last.epoch)) return [...curve, ...points];
  const byEpoch = new Map(curve.map((point) => [point.epoch, point]));
  for (const point of points) byEpoch.set(point.epoch, point);
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch);
}

/** The point at which the network that was kept stood: that with the kept network's validation cost. */
export function keptPoint(
  curve: readonly CurvePoint[],
  validationCost: number,
): CurvePoint | undefined {
  const slack = 1e-6 * Math.abs(validationCost);
  return curve.find((point) => Math.abs(point.validationCost - validationCost) <= slack);
}

/** At most `most` of the points, evenly spread, always with the first and the last. */
export function thinCurve(curve: readonly CurvePoint[], most: number): readonly CurvePoint[] {
  if (curve.length <= most) return curve;
  const step = (curve.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => curve[Math.round(i * step)]).filter(
    (point) => point !== undefined,
  );
}
