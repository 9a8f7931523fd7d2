import type { Coat } from './coat.ts';
import { catEyes, furryHead } from './face.ts';
import type { Gaze } from './face.ts';
import { between, chance, pick, pickWeighted } from './random.ts';
import type { Random } from './random.ts';
import { brush, darker, ellipse, group, path, round, symmetric } from './svg.ts';
import type { Point } from './svg.ts';

export type CatEars = 'pointed' | 'tall' | 'tufted';

const EARS: Record<CatEars, number> = { pointed: 5, tall: 2.5, tufted: 2 };
const NOSES = ['#e08f8c', '#d47f86', '#b5685f', '#5a4048'];

/** A wide head with full cheeks. */
function outline(random: Random): Point[] {
  const cheek = between(random, 98, 110);
  const chin = between(random, 80, 88);
  return symmetric([
    [0, -80],
    [44, -78],
    [80, -50],
    [96, -6],
    [cheek, 30],
    [78, 64],
    [38, chin - 4],
    [0, chin],
  ]);
}

function ear(coat: Coat, style: CatEars, side: number, turn: number): string {
  const tip = style === 'tall' ? -164 : -143;
  const narrow = 1 - 0.16 * Math.max(0, side * turn);
  const tuft =
    style === 'tufted'
      ? brush(
          `M-80 ${tip + 6}L-88 ${tip - 26}M-80 ${tip + 6}L-76 ${tip - 22}`,
          darker(coat.ear, 0.4),
          5,
        )
      : '';
  const shape =
    path(`M-95 -18Q-108 -88 -82 ${tip}Q-42 -118 -12 -72Z`, coat.ear, {
      stroke: coat.ear,
      'stroke-width': 10,
      'stroke-linejoin': 'round',
    }) +
    path(`M-84 -38Q-97 -92 -79 ${tip + 16}Q-48 -108 -26 -70Z`, coat.innerEar) +
    brush('M-66 -52Q-74 -76 -72 -98M-56 -56Q-58 -76 -62 -92', coat.light, 5, { opacity: 0.8 });
  return group(
    `translate(${round(-turn * 9)} 0) scale(${round(-side * narrow * 100) / 100} 1)`,
    tuft + shape,
  );
}

function cheekTufts(coat: Coat): string {
  return [-1, 1]
    .map((side) =>
      path(
        `M${side * 84} 4L${side * 122} 34L${side * 106} 38L${side * 118} 60L${side * 98} 58L${side * 96} 78L${side * 52} 74Z`,
        coat.fur,
        { stroke: coat.fur, 'stroke-width': 5, 'stroke-linejoin': 'round' },
      ),
    )
    .join('');
}

function muzzle(random: Random, coat: Coat, turn: number): string {
  const x = turn * 23;
  const nose = pick(random, NOSES);
  const line = '#3a2a30';
  const open = chance(random, 0.14);
  return group(
    `translate(${round(x)} 0)`,
    ellipse(-20, 46, 27, 22, coat.light) +
      ellipse(20, 46, 27, 22, coat.light) +
      ellipse(0, 64, 20, 15, coat.light) +
      (open ? path('M-12 56Q0 86 12 56Z', '#8d3f46', { stroke: line, 'stroke-width': 3 }) : '') +
      path('M-14 25Q0 20 14 25Q10 37 0 40Q-10 37 -14 25Z', nose, {
        stroke: darker(nose, 0.3),
        'stroke-width': 2,
      }) +
      brush('M0 40V48M-24 50Q-12 62 0 48Q12 62 24 50', line, 4) +
      [-30, -22, -14, 14, 22, 30]
        .map((dot, index) => ellipse(dot, 42 + (index % 2) * 7, 1.8, 1.8, line, { opacity: 0.55 }))
        .join(''),
  );
}

function whiskers(random: Random, turn: number, dark: boolean): string {
  const colour = dark ? '#fdfaf4' : pick(random, ['#fdfaf4', '#fdfaf4', '#4a3c40']);
  const droop = between(random, -8, 14);
  const x = turn * 23;
  return [-1, 1]
    .flatMap((side) =>
      [-12, 2, 16].map((dy) =>
        brush(
          `M${round(x + side * 34)} ${42 + dy * 0.5}Q${round(x + side * 84)} ${round(34 + dy)} ${round(x * 0.6 + side * 138)} ${round(40 + dy * 2.2 + droop)}`,
          colour,
          2.8,
          { opacity: 0.9 },
        ),
      ),
    )
    .join('');
}

/** A cat's head of radius about 100 round (0, 0); the ears reach up to about −165. */
export function catHead(random: Random, coat: Coat, gaze: Gaze): { svg: string; ears: CatEars } {
  const ears = pickWeighted(random, EARS);
  const { turn } = gaze;
  const fluffy = chance(random, 0.45);
  const parts = [
    ear(coat, ears, -1, turn),
    ear(coat, ears, 1, turn),
    fluffy ? cheekTufts(coat) : '',
    furryHead(random, coat, outline(random), gaze),
    muzzle(random, coat, turn),
    catEyes(random, gaze),
    whiskers(random, turn, coat.pattern === 'points'),
  ];
  return { svg: parts.join(''), ears };
}
