import { facePattern } from './coat.ts';
import type { Coat } from './coat.ts';
import { between, chance, pick } from './random.ts';
import type { Random } from './random.ts';
import { brush, darker, element, ellipse, lighter, path, round, smoothClosed } from './svg.ts';
import type { Point } from './svg.ts';

/** How a head is held. */
export interface Gaze {
  /** −1 looks to the left, 0 at the viewer, 1 to the right; moves the features over the head. */
  readonly turn: number;
  readonly asleep: boolean;
}

/** The head's outline filled with fur, its pattern, and light from above: about 100 in radius. */
export function furryHead(
  random: Random,
  coat: Coat,
  outline: readonly Point[],
  { turn }: Gaze,
): string {
  const d = smoothClosed(outline);
  const clip = element('clipPath', { id: 'head' }, element('path', { d }));
  const marks = facePattern(random, coat, turn);
  const inside = marks === '' ? '' : element('g', { 'clip-path': 'url(#head)' }, marks);
  return (
    element('defs', {}, clip) +
    path(d, coat.fur) +
    inside +
    strands(random, coat, 34) +
    path(d, 'url(#volume)')
  );
}

/** Short hairs in a lighter and a darker tone, so that the fur does not look like plastic. */
function strands(random: Random, { fur }: Coat, count: number): string {
  const tones = [darker(fur, 0.2), lighter(fur, 0.3)];
  return Array.from({ length: count }, () => {
    const angle = between(random, 0, 2 * Math.PI);
    const radius = between(random, 30, 76);
    const [x, y] = [Math.cos(angle) * radius, Math.sin(angle) * radius * 0.95];
    const lean = Math.cos(angle) * 7;
    return brush(
      `M${round(x)} ${round(y)}q${round(lean * 0.3)} 6 ${round(lean)} ${round(between(random, 9, 14))}`,
      pick(random, tones),
      2.2,
      { opacity: 0.5 },
    );
  }).join('');
}

/** A closed eye: one happy line. */
function sleepingEye(x: number, y: number, width: number): string {
  const half = width * 1.1;
  return brush(
    `M${round(x - half)} ${y}Q${round(x)} ${y + half} ${round(x + half)} ${y}`,
    '#2a2028',
    5,
  );
}

/** Where the two eyes lie once the head is turned: the far one is nearer the middle and narrower. */
function eyePlaces(spread: number, turn: number): { x: number; squeeze: number }[] {
  return [-1, 1].map((side) => ({
    x: side * spread * (1 - 0.1 * Math.max(0, side * turn)) + turn * 17,
    squeeze: 1 - 0.2 * Math.max(0, side * turn),
  }));
}

const CAT_IRISES = ['#9fd25e', '#f0bd3f', '#7cc4e4', '#e39a45', '#bcd768', '#f2d25a'];

export function catEyes(random: Random, { turn, asleep }: Gaze): string {
  const iris = pick(random, CAT_IRISES);
  const pupil = between(random, 4, 9);
  const spread = between(random, 40, 46);
  return eyePlaces(spread, turn)
    .map(({ x, squeeze }, index) => {
      if (asleep) return sleepingEye(x, -4, 17 * squeeze);
      const side = index === 0 ? -1 : 1;
      const w = 28 * squeeze;
      const almond = `M${round(x - side * w)} 0Q${round(x - side * w * 0.5)} -30 ${round(x + side * w * 0.4)} -26Q${round(x + side * w * 1.2)} -21 ${round(x + side * w)} -9Q${round(x + side * w * 0.7)} 25 ${round(x - side * w * 0.2)} 22Q${round(x - side * w * 0.8)} 17 ${round(x - side * w)} 0Z`;
      return (
        path(almond, iris, { stroke: '#2a2028', 'stroke-width': 4.5 }) +
        ellipse(x + turn * 4, -2, pupil * squeeze, 20, '#17121a') +
        ellipse(x + turn * 4 - 5, -10, 5, 5.5, '#ffffff', { opacity: 0.95 }) +
        ellipse(x + turn * 4 + 6, 7, 2.6, 2.8, '#ffffff', { opacity: 0.6 })
      );
    })
    .join('');
}

const DOG_IRISES = ['#6b4226', '#7d5230', '#4d3323', '#8a6a3a', '#6f93ad'];

export function dogEyes(random: Random, coat: Coat, { turn, asleep }: Gaze): string {
  const iris = pick(random, DOG_IRISES);
  const spread = between(random, 32, 39);
  const eyebrows = chance(random, 0.45);
  return eyePlaces(spread, turn)
    .map(({ x, squeeze }, index) => {
      const side = index === 0 ? -1 : 1;
      const brow = eyebrows
        ? ellipse(x + side * 2, -44, 11 * squeeze, 7, lighter(coat.light, 0.15), {
            transform: `rotate(${side * 18} ${round(x)} -44)`,
          })
        : '';
      if (asleep) return brow + sleepingEye(x, -20, 14 * squeeze);
      return (
        brow +
        ellipse(x, -17, 16.5 * squeeze, 17, '#241a1c') +
        ellipse(x + turn * 3, -16, 12.5 * squeeze, 13.5, iris) +
        ellipse(x + turn * 3, -16, 7.5 * squeeze, 8.5, '#140e12') +
        ellipse(x + turn * 3 - 4, -22, 4.6, 5, '#ffffff', { opacity: 0.95 }) +
        brush(
          `M${round(x - 17 * squeeze)} -25Q${round(x)} -40 ${round(x + 17 * squeeze)} -25`,
          darker(coat.fur, 0.5),
          4,
          { opacity: 0.7 },
        )
      );
    })
    .join('');
}
