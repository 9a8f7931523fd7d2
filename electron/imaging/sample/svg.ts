/** A point in the drawing, in the units of the group it is drawn in. */
export type Point = readonly [x: number, y: number];

type Attributes = Record<string, string | number | undefined>;

interface Paint extends Attributes {
  /** Of a shape with one paint, so it is written as that paint's: `opacity` costs a layer each. */
  readonly opacity?: number;
}

/** One decimal keeps the SVG text small; no eye sees a tenth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** `<name …>children</name>`; attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const text = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? Number(value.toFixed(3)) : value}"`,
    )
    .join('');
  return children === '' ? `<${name}${text}/>` : `<${name}${text}>${children}</${name}>`;
}

export function path(d: string, fill: string, { opacity, ...more }: Paint = {}): string {
  return element('path', { d, fill, 'fill-opacity': opacity, ...more });
}

/** A line with round ends, as drawn by a brush of the given width. */
export function brush(
  d: string,
  stroke: string,
  width: number,
  { opacity, ...more }: Paint = {},
): string {
  return element('path', {
    d,
    fill: 'none',
    stroke,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'stroke-opacity': opacity,
    ...more,
  });
}

export function ellipse(
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  fill: string,
  { opacity, ...more }: Paint = {},
): string {
  return element('ellipse', {
    cx: round(cx),
    cy: round(cy),
    rx: round(rx),
    ry: round(ry),
    fill,
    'fill-opacity': opacity,
    ...more,
  });
}

export function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { opacity, ...more }: Paint = {},
): string {
  const box = { x: round(x), y: round(y), width: round(width), height: round(height) };
  return element('rect', { ...box, fill, 'fill-opacity': opacity, ...more });
}

export function group(transform: string, children: string, more: Attributes = {}): string {
  return element('g', { transform: transform === '' ? undefined : transform, ...more }, children);
}

/**
 * The closed smooth curve through the points: a Catmull–Rom spline written as cubic Béziers,
 * control points P₁ + (P₂ − P₀)/6 and P₂ − (P₃ − P₁)/6.
 */
export function smoothClosed(points: readonly Point[]): string {
  const at = (index: number): Point => points[(index + points.length) % points.length] ?? [0, 0];
  const parts = [`M${round(at(0)[0])} ${round(at(0)[1])}`];
  for (let i = 0; i < points.length; i++) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const numbers = [
      from[0] + (to[0] - before[0]) / 6,
      from[1] + (to[1] - before[1]) / 6,
      to[0] - (after[0] - from[0]) / 6,
      to[1] - (after[1] - from[1]) / 6,
      to[0],
      to[1],
    ];
    parts.push(`C${numbers.map(round).join(' ')}`);
  }
  return `${parts.join('')}Z`;
}

/** The points of the right half, then the same mirrored at x = 0, as one outline. */
export function symmetric(rightHalf: readonly Point[]): Point[] {
  const left = rightHalf.filter(([x]) => x !== 0).map(([x, y]): Point => [-x, y]);
  return [...rightHalf, ...left.reverse()];
}

type Stop = readonly [offset: number, colour: string, opacity?: number];

function stops(list: readonly Stop[]): string {
  return list
    .map(([offset, colour, opacity = 1]) =>
      element('stop', { offset, 'stop-color': colour, 'stop-opacity': opacity }),
    )
    .join('');
}

/** A gradient along the line from one point to another, in shares of the painted shape's box. */
export function linearGradient(id: string, from: Point, to: Point, list: readonly Stop[]): string {
  const line = { x1: from[0], y1: from[1], x2: to[0], y2: to[1] };
  return element('linearGradient', { id, ...line }, stops(list));
}

/** A round gradient, centre and radius in shares of the painted shape's box. */
export function radialGradient(
  id: string,
  centre: Point,
  radius: number,
  list: readonly Stop[],
): string {
  return element('radialGradient', { id, cx: centre[0], cy: centre[1], r: radius }, stops(list));
}

/** The colour that lies the given share of the way from one `#rrggbb` colour to another. */
export function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, index: number): number =>
    Number.parseInt(colour.slice(1 + 2 * index, 3 + 2 * index), 16);
  const hex = [0, 1, 2].map((index) => {
    const value = channel(from, index) * (1 - share) + channel(to, index) * share;
    return Math.round(value).toString(16).padStart(2, '0');
  });
  return `#${hex.join('')}`;
}

export function darker(colour: string, share: number): string {
  return mix(colour, '#1d1420', share);
}
export function lighter(colour: string, share: number): string {
  return mix(colour, '#fff8ec', share);
}
