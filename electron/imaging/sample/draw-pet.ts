import { drawBody, drawCollar } from './body.ts';
import type { Kind, Pose } from './body.ts';
import { catHead } from './cat-head.ts';
import { drawClutter } from './clutter.ts';
import { chooseCoat } from './coat.ts';
import type { Coat, Pattern } from './coat.ts';
import { dogHead } from './dog-head.ts';
import { between, chance, pick, pickWeighted } from './random.ts';
import type { Random } from './random.ts';
import { PLACES, drawPlace } from './scene.ts';
import type { Place } from './scene.ts';
import {
  element,
  ellipse,
  group,
  linearGradient,
  radialGradient,
  rectangle,
  round,
} from './svg.ts';

export type Light = 'noon' | 'morning' | 'golden' | 'dusk' | 'night' | 'overcast';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A finished picture, and what chance chose for it. */
export interface Drawing extends Size {
  readonly svg: string;
  readonly choices: {
    readonly kind: Kind;
    readonly pose: Pose;
    readonly place: Place;
    readonly light: Light;
    readonly fur: string;
    readonly pattern: Pattern;
    readonly ears: string;
    readonly facing: 'left' | 'right';
  };
}

const POSES: Record<Pose, number> = { portrait: 5, sitting: 2.4, lying: 2, standing: 0.9 };
const LIGHTS: Record<Light, number> = {
  noon: 4,
  morning: 2,
  golden: 2,
  dusk: 1,
  night: 0.7,
  overcast: 1.3,
};

/** Tint and strength of the light that lies over the whole picture. */
const TINTS: Record<Light, readonly [colour: string, opacity: number]> = {
  noon: ['#fffdf4', 0],
  morning: ['#ffe9c4', 0.16],
  golden: ['#ff9f45', 0.18],
  dusk: ['#7a5a9c', 0.22],
  night: ['#1c2b5c', 0.36],
  overcast: ['#98a3ad', 0.22],
};

interface Framing {
  /** The head's centre from the picture's centre, in shares of the shorter side. */
  readonly x: number;
  readonly y: number;
  /** The head's radius, in shares of the shorter side. */
  readonly radius: readonly [low: number, high: number];
}

/** Faces are large and near the middle, as in the photos that people take of their pets. */
const FRAMING: Record<Pose, Framing> = {
  portrait: { x: 0, y: 0.04, radius: [0.26, 0.29] },
  sitting: { x: 0, y: -0.06, radius: [0.21, 0.235] },
  lying: { x: -0.05, y: 0, radius: [0.22, 0.245] },
  standing: { x: -0.11, y: -0.05, radius: [0.195, 0.215] },
};

/** Landscape, portrait or square, 480 to 1000 pixels on the longer side's scale. */
export function chooseSize(random: Random): Size {
  const long = Math.round(between(random, 600, 1000) / 4) * 4;
  const short = Math.max(
    480,
    Math.round(long / pick(random, [4 / 3, 4 / 3, 3 / 2, 5 / 4, 1]) / 4) * 4,
  );
  return chance(random, 0.62) ? { width: long, height: short } : { width: short, height: long };
}

function definitions(coat: Coat): string {
  return element(
    'defs',
    {},
    radialGradient('volume', [0.4, 0.28], 0.82, [
      [0, '#fff6e0', 0.2],
      [0.5, '#fff6e0', 0],
      [0.72, '#241428', 0.04],
      [1, '#241428', 0.34],
    ]) +
      radialGradient('mask', [0.5, 0.5], 0.5, [
        [0, coat.mark],
        [0.55, coat.mark, 0.85],
        [1, coat.mark, 0],
      ]) +
      radialGradient('vignette', [0.5, 0.5], 0.75, [
        [0.55, '#140c1c', 0],
        [1, '#140c1c', 0.34],
      ]) +
      radialGradient('shadow', [0.5, 0.5], 0.5, [
        [0, '#140c1c', 0.4],
        [0.6, '#140c1c', 0.22],
        [1, '#140c1c', 0],
      ]),
  );
}

function drawLight(random: Random, light: Light, { width, height }: Size): string {
  const [colour, opacity] = TINTS[light];
  const fromLeft = chance(random, 0.5);
  const beam = element(
    'defs',
    {},
    linearGradient(
      'beam',
      [fromLeft ? 0 : 1, 0],
      [fromLeft ? 1 : 0, 1],
      [
        [0, light === 'night' ? '#9fb4e8' : '#fff2cf', light === 'overcast' ? 0.05 : 0.24],
        [0.55, '#fff2cf', 0],
      ],
    ),
  );
  return (
    (opacity > 0 ? rectangle(0, 0, width, height, colour, { opacity }) : '') +
    beam +
    rectangle(0, 0, width, height, 'url(#beam)') +
    rectangle(0, 0, width, height, 'url(#vignette)')
  );
}

interface Pet {
  readonly svg: string;
  readonly ears: string;
}

function drawFigure(random: Random, kind: Kind, coat: Coat, pose: Pose): Pet {
  const gaze = { turn: between(random, -0.7, 0.7), asleep: chance(random, 0.08) };
  const body = drawBody(random, kind, coat, pose);
  const collar = drawCollar(random, kind);
  const head = kind === 'cat' ? catHead(random, coat, gaze) : dogHead(random, coat, gaze);
  const { x, y, halfWidth } = body.ground;
  const shadow = ellipse(x, y, halfWidth * 1.15, halfWidth * 0.2, 'url(#shadow)');
  const chin = ellipse(0, 92, 88, 36, 'url(#shadow)', { opacity: 0.6 });
  const tilt = round(between(random, -8, 8));
  return {
    svg: shadow + body.svg + chin + collar + group(`rotate(${tilt})`, head.svg),
    ears: head.ears,
  };
}

/**
 * Draws a cat or a dog as an SVG of the given size. All that varies is drawn from `random`: the
 * same numbers give the same text. Fur, place, light and things are chosen alike for both kinds, so
 * that only the shape of the animal tells which it is.
 */
export function drawPet(kind: Kind, random: Random, size: Size = chooseSize(random)): Drawing {
  const { width, height } = size;
  const pose = pickWeighted(random, POSES);
  const place = pick(random, PLACES);
  const light = pickWeighted(random, LIGHTS);
  const coat = chooseCoat(random);
  const facing = chance(random, 0.5) ? 'left' : 'right';
  const framing = FRAMING[pose];
  const side = Math.min(width, height);
  const scale = (side * between(random, ...framing.radius)) / 100;
  const x = width / 2 + (framing.x + between(random, -0.025, 0.025)) * side;
  const y = height / 2 + (framing.y + between(random, -0.02, 0.02)) * side;
  const scenery = drawPlace(random, place, width, height) + drawClutter(random, width, height);
  const figure = drawFigure(random, kind, coat, pose);
  const left = round(facing === 'left' ? x : width - x);
  const placed = group(
    `translate(${left} ${round(y)}) scale(${(facing === 'left' ? scale : -scale).toFixed(3)} ${scale.toFixed(3)})`,
    figure.svg,
  );
  const roll = `rotate(${round(between(random, -3, 3))} ${width / 2} ${height / 2}) translate(${width / 2} ${height / 2}) scale(1.08) translate(${-width / 2} ${-height / 2})`;
  const inside = definitions(coat) + group(roll, scenery + placed) + drawLight(random, light, size);
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    inside,
  );
  const { fur, pattern } = coat;
  return {
    svg,
    width,
    height,
    choices: { kind, pose, place, light, fur, pattern, ears: figure.ears, facing },
  };
}
