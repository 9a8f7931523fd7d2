import type { Coat } from './coat.ts';
import { dogEyes, furryHead } from './face.ts';
import type { Gaze } from './face.ts';
import { between, chance, pick, pickWeighted } from './random.ts';
import type { Random } from './random.ts';
import {
  brush,
  darker,
  ellipse,
  group,
  lighter,
  path,
  round,
  smoothClosed,
  symmetric,
} from './svg.ts';
import type { Point } from './svg.ts';

export type DogEars = 'floppy' | 'long' | 'folded' | 'perky';

const EARS: Record<DogEars, number> = { floppy: 4, long: 2.5, folded: 2, perky: 1.5 };
const NOSES = ['#2b2226', '#241c20', '#33272a', '#46332f'];

/** A head higher than wide, with a domed skull and heavy jaws. */
function outline(random: Random): Point[] {
  const brow = between(random, 72, 82);
  const jaw = between(random, 60, 74);
  return symmetric([
    [0, -92],
    [40, -88],
    [brow, -56],
    [brow + 6, -10],
    [brow, 36],
    [jaw, 76],
    [36, 102],
    [0, 110],
  ]);
}

const HANGING: Record<'floppy' | 'long', Point[]> = {
  floppy: [
    [-42, -88],
    [-84, -84],
    [-116, -46],
    [-128, 12],
    [-112, 52],
    [-86, 40],
    [-72, 0],
    [-62, -40],
  ],
  long: [
    [-46, -82],
    [-84, -74],
    [-112, -24],
    [-126, 50],
    [-116, 112],
    [-88, 118],
    [-70, 74],
    [-66, 10],
    [-58, -40],
  ],
};

function earShape(coat: Coat, style: DogEars): string {
  const soft = { stroke: coat.ear, 'stroke-width': 8, 'stroke-linejoin': 'round' };
  if (style === 'perky') {
    return (
      path('M-84 -30Q-112 -96 -92 -150Q-84 -162 -72 -150Q-34 -118 -22 -76Z', coat.ear, soft) +
      path('M-76 -48Q-96 -96 -84 -136Q-54 -112 -40 -76Z', coat.innerEar)
    );
  }
  if (style === 'folded') {
    return (
      path('M-84 -26Q-96 -84 -76 -112Q-46 -110 -24 -78Z', darker(coat.ear, 0.12), soft) +
      path(
        'M-38 -104Q-74 -128 -98 -104Q-126 -74 -122 -42Q-92 -44 -66 -66Q-46 -84 -38 -104Z',
        coat.ear,
        soft,
      )
    );
  }
  const d = smoothClosed(HANGING[style]);
  return (
    path(d, coat.ear) +
    path(d, 'url(#volume)') +
    brush('M-74 -66Q-96 -30 -100 14', lighter(coat.ear, 0.3), 6, { opacity: 0.35 })
  );
}

function ears(coat: Coat, style: DogEars, turn: number, lift: number): string {
  return [-1, 1]
    .map((side) => {
      const narrow = 1 - 0.15 * Math.max(0, side * turn);
      const swing = style === 'floppy' || style === 'long' ? lift * (side > 0 ? 1 : 0.6) : 0;
      return group(
        `translate(${round(-turn * 10)} 0) scale(${round(-side * narrow * 100) / 100} 1) rotate(${round(swing)} -60 -70)`,
        earShape(coat, style),
      );
    })
    .join('');
}

function tongue(random: Random): string {
  const length = between(random, 122, 146);
  return (
    path(`M-30 84Q0 116 30 84Z`, '#6d2e38') +
    path(`M-22 86Q-27 ${length} 0 ${length}Q27 ${length} 22 86Q0 96 -17 86Z`, '#e58390') +
    brush(`M0 94V${round(length - 14)}`, '#c9636f', 3)
  );
}

/** The long muzzle comes towards the viewer, so it moves further than the eyes when the head turns. */
function muzzle(random: Random, coat: Coat, turn: number, happy: boolean): string {
  const width = between(random, 44, 56);
  const nose = pick(random, NOSES);
  const line = '#2f2328';
  const bridge: Point[] = [
    [-16, -20],
    [16, -20],
    [width * 0.72, 24],
    [width, 60],
    [width * 0.66, 92],
    [0, 98],
    [-width * 0.66, 92],
    [-width, 60],
    [-width * 0.72, 24],
  ];
  return group(
    `translate(${round(turn * 27)} 0)`,
    path(smoothClosed(bridge), coat.pattern === 'points' ? coat.mark : coat.light) +
      (happy ? tongue(random) : '') +
      path('M-33 33Q-32 12 0 12Q32 12 33 33Q29 56 0 60Q-29 56 -33 33Z', nose) +
      ellipse(-11, 24, 11, 5, '#ffffff', { opacity: 0.45 }) +
      ellipse(-14, 41, 5, 4, '#120c10') +
      ellipse(14, 41, 5, 4, '#120c10') +
      brush(
        `M0 60V74M${round(-width * 0.72)} 70Q${round(-width * 0.3)} 96 0 74Q${round(width * 0.3)} 96 ${round(width * 0.72)} 70`,
        line,
        5,
      ) +
      [-32, -24, 24, 32]
        .map((dot, index) => ellipse(dot, 62 + (index % 2) * 8, 2, 2, line, { opacity: 0.5 }))
        .join(''),
  );
}

/** A dog's head of radius about 100 round (0, 0); raised ears reach up to about −160. */
export function dogHead(random: Random, coat: Coat, gaze: Gaze): { svg: string; ears: DogEars } {
  const style = pickWeighted(random, EARS);
  const { turn, asleep } = gaze;
  const hanging = style === 'floppy' || style === 'long';
  const earsDrawn = ears(coat, style, turn, between(random, -4, 16));
  const parts = [
    style === 'perky' ? earsDrawn : '',
    furryHead(random, coat, outline(random), gaze),
    muzzle(random, coat, turn, !asleep && chance(random, 0.7)),
    dogEyes(random, coat, gaze),
    hanging || style === 'folded' ? earsDrawn : '',
  ];
  return { svg: parts.join(''), ears: style };
}
