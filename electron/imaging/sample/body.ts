import { bodyPattern } from './coat.ts';
import type { Coat } from './coat.ts';
import { between, chance } from './random.ts';
import type { Random } from './random.ts';
import {
  brush,
  darker,
  element,
  ellipse,
  group,
  path,
  round,
  smoothClosed,
  symmetric,
} from './svg.ts';
import type { Point } from './svg.ts';

export type Kind = 'cat' | 'dog';
export type Pose = 'portrait' | 'sitting' | 'lying' | 'standing';

/** What is drawn below and behind the head, in the head's units (its radius is about 100). */
export interface Body {
  readonly svg: string;
  /** Where the pet touches the ground, for its shadow. */
  readonly ground: { readonly x: number; readonly y: number; readonly halfWidth: number };
}

function furry(
  random: Random,
  coat: Coat,
  outline: readonly Point[],
  centre: Point,
  size: Point,
): string {
  const d = smoothClosed(outline);
  const marks = bodyPattern(random, coat, size[0], size[1]);
  const clip = element('clipPath', { id: 'body' }, element('path', { d }));
  const inside =
    marks === ''
      ? ''
      : element(
          'g',
          { 'clip-path': 'url(#body)' },
          group(`translate(${centre[0]} ${centre[1]})`, marks),
        );
  return element('defs', {}, clip) + path(d, coat.fur) + inside + path(d, 'url(#volume)');
}

function paw(coat: Coat, x: number, y: number, width: number): string {
  const toe = darker(coat.paw, 0.4);
  return (
    ellipse(x, y, width, width * 0.62, coat.paw) +
    brush(
      `M${round(x - width * 0.3)} ${round(y + 2)}v${round(width * 0.42)}M${round(x + width * 0.3)} ${round(y + 2)}v${round(width * 0.42)}`,
      toe,
      3,
      { opacity: 0.6 },
    )
  );
}

function leg(
  coat: Coat,
  x: number,
  top: number,
  bottom: number,
  width: number,
  fur: string,
): string {
  const half = width / 2;
  return (
    path(
      `M${x - half * 1.15} ${top}Q${x - half * 0.8} ${(top + bottom) / 2} ${x - half} ${bottom}H${x + half}Q${x + half * 0.8} ${(top + bottom) / 2} ${x + half * 1.15} ${top}Z`,
      fur,
    ) + paw(coat, x, bottom, half * 1.3)
  );
}

/** A cat's tail is long and curls; a dog's is shorter, thicker at the root, and held up. */
function tail(random: Random, kind: Kind, coat: Coat, [x, y]: Point): string {
  const lift = between(random, 0.7, 1.25);
  const width = kind === 'cat' ? 30 : between(random, 30, 44);
  const d =
    kind === 'cat'
      ? `M${x} ${y}C${x + 90} ${y + 20} ${x + 130} ${round(y - 90 * lift)} ${x + 84} ${round(y - 150 * lift)}`
      : `M${x} ${y}C${x + 46} ${y - 6} ${x + 78} ${round(y - 40 * lift)} ${x + 70} ${round(y - 104 * lift)}`;
  const tip = kind === 'cat' ? '0 170 60' : '0 90 40';
  return (
    brush(d, coat.shade, width + 4) +
    brush(d, coat.fur, width) +
    (coat.tailTip === coat.fur
      ? ''
      : brush(d, coat.tailTip, width, {
          'stroke-dasharray': tip.replace('0 ', '1 '),
          'stroke-dashoffset': 1,
        }))
  );
}

function bib(coat: Coat, centre: Point, width: number, height: number): string {
  const [x, y] = centre;
  const points: Point[] = symmetric([
    [0, -height * 0.6],
    [width * 0.8, -height * 0.35],
    [width, height * 0.05],
    [width * 0.7, height * 0.4],
    [width * 0.3, height * 0.56],
    [0, height * 0.7],
  ]);
  return group(`translate(${x} ${y})`, path(smoothClosed(points), coat.light));
}

function portrait(random: Random, kind: Kind, coat: Coat): Body {
  const shoulder = kind === 'cat' ? between(random, 104, 124) : between(random, 118, 142);
  const outline = symmetric([
    [0, 10],
    [66, 30],
    [shoulder * 0.86, 130],
    [shoulder + 14, 240],
    [shoulder + 26, 420],
    [0, 440],
  ]);
  const svg =
    furry(random, coat, outline, [0, 240], [260, 360]) +
    bib(coat, [0, 150], 58, 130) +
    brush('M-52 250Q-60 320 -48 420M52 250Q60 320 48 420', coat.shade, 7, { opacity: 0.55 });
  return { svg, ground: { x: 0, y: 430, halfWidth: 160 } };
}

function sitting(random: Random, kind: Kind, coat: Coat): Body {
  const hip = kind === 'cat' ? between(random, 112, 128) : between(random, 104, 124);
  const outline = symmetric([
    [0, 20],
    [60, 50],
    [80, 130],
    [hip, 220],
    [hip - 4, 292],
    [70, 322],
    [0, 318],
  ]);
  const svg =
    tail(random, kind, coat, [hip - 34, 290]) +
    furry(random, coat, outline, [0, 180], [230, 280]) +
    ellipse(-hip + 18, 262, 48, 58, coat.fur) +
    ellipse(hip - 18, 262, 48, 58, coat.fur) +
    brush(
      `M${round(-hip + 50)} 222Q${round(-hip + 76)} 262 ${round(-hip + 52)} 304`,
      coat.shade,
      5,
      { opacity: 0.6 },
    ) +
    brush(`M${round(hip - 50)} 222Q${round(hip - 76)} 262 ${round(hip - 52)} 304`, coat.shade, 5, {
      opacity: 0.6,
    }) +
    paw(coat, -hip + 30, 314, 36) +
    paw(coat, hip - 30, 314, 36) +
    leg(coat, -30, 170, 318, 48, darker(coat.fur, 0.05)) +
    leg(coat, 30, 170, 318, 48, darker(coat.fur, 0.05)) +
    bib(coat, [0, 128], 52, 104);
  return { svg, ground: { x: 0, y: 332, halfWidth: 170 } };
}

function lying(random: Random, kind: Kind, coat: Coat): Body {
  const long = between(random, 230, 280);
  const outline: Point[] = [
    [-70, 30],
    [0, 0],
    [90, -2],
    [long * 0.75, 12],
    [long, 80],
    [long - 16, 150],
    [120, 168],
    [-60, 168],
    [-96, 110],
  ];
  const svg =
    tail(random, kind, coat, [long - 26, 132]) +
    furry(random, coat, outline, [90, 84], [long + 80, 190]) +
    ellipse(long - 66, 112, 70, 56, coat.fur) +
    brush(
      `M${round(long - 122)} 84Q${round(long - 128)} 140 ${round(long - 70)} 166`,
      coat.shade,
      5,
      { opacity: 0.6 },
    ) +
    paw(coat, long - 78, 166, 40) +
    path('M-84 112Q-92 160 -62 166H-8Q-6 132 -20 108Z', darker(coat.fur, 0.04)) +
    path('M84 112Q92 160 62 166H8Q6 132 20 108Z', darker(coat.fur, 0.04)) +
    bib(coat, [0, 88], 56, 62) +
    paw(coat, -46, 164, 42) +
    paw(coat, 46, 164, 42);
  return { svg, ground: { x: 80, y: 186, halfWidth: 250 } };
}

function standing(random: Random, kind: Kind, coat: Coat): Body {
  const long = between(random, 300, 350);
  const bottom = kind === 'cat' ? 300 : between(random, 306, 340);
  const tuck = between(random, 172, 190);
  const outline: Point[] = [
    [-64, 20],
    [10, -20],
    [110, 16],
    [long - 70, 14],
    [long, 60],
    [long - 6, 140],
    [long - 70, tuck - 8],
    [130, tuck + 8],
    [20, 186],
    [-56, 130],
  ];
  const far = darker(coat.fur, 0.28);
  const farCoat = { ...coat, paw: darker(coat.paw, 0.25) };
  const svg =
    tail(random, kind, coat, [long - 22, 64]) +
    leg(farCoat, 64, 120, bottom - 12, 46, far) +
    leg(farCoat, long - 84, 110, bottom - 12, 46, far) +
    furry(random, coat, outline, [long / 2 - 30, 90], [long + 60, 200]) +
    leg(coat, 4, 130, bottom, 52, coat.fur) +
    leg(coat, long - 30, 100, bottom, 54, coat.fur) +
    bib(coat, [-8, 108], 44, 76);
  return { svg, ground: { x: long / 2 - 10, y: bottom + 14, halfWidth: long * 0.72 } };
}

const POSES = { portrait, sitting, lying, standing };

/** Bodies are drawn smaller than life beside the head: a big face is what charms. */
const BODY_SCALE: Record<Pose, number> = { portrait: 1, sitting: 0.84, lying: 0.9, standing: 0.8 };

export function drawBody(random: Random, kind: Kind, coat: Coat, pose: Pose): Body {
  const { svg, ground } = POSES[pose](random, kind, coat);
  const scale = BODY_SCALE[pose];
  const shift = 60 * (1 - scale);
  const { x, y, halfWidth } = ground;
  return {
    svg: group(`translate(0 ${round(shift)}) scale(${scale})`, svg),
    ground: { x: x * scale, y: y * scale + shift, halfWidth: halfWidth * scale },
  };
}

const COLLARS = ['#c8434a', '#3d7fb5', '#4b9a6a', '#e0a93b', '#7b5aa6', '#2f3a45', '#e27d9a'];

/** A collar with a tag, a bell or a bow, a bandana, or (half the time) nothing. */
export function drawCollar(random: Random, kind: Kind): string {
  const colour = COLLARS[Math.floor(random() * COLLARS.length)] ?? '#c8434a';
  const style = random();
  const y = kind === 'cat' ? 92 : 112;
  if (style < 0.45) return '';
  const band = brush(`M-62 ${y - 20}Q0 ${y + 26} 62 ${y - 20}`, colour, 17);
  if (style < 0.6) {
    return (
      path(
        `M-70 ${y - 24}Q0 ${y + 22} 70 ${y - 24}Q50 ${y + 30} 2 ${y + 88}Q-48 ${y + 32} -70 ${y - 24}Z`,
        colour,
      ) +
      [-26, 2, 28]
        .map((x, index) =>
          ellipse(x, y + 22 + (index % 2) * 24, 5, 5, '#ffffff', { opacity: 0.75 }),
        )
        .join('')
    );
  }
  if (style < 0.75) {
    const bow = `M0 ${y + 6}L-36 ${y - 14}Q-44 ${y + 6} -36 ${y + 26}ZM0 ${y + 6}L36 ${y - 14}Q44 ${y + 6} 36 ${y + 26}Z`;
    return band + path(bow, darker(colour, 0.15)) + ellipse(0, y + 6, 10, 11, colour);
  }
  const gold = chance(random, 0.6) ? '#f0c552' : '#d7dbe0';
  return (
    band + ellipse(0, y + 22, 15, 16, gold) + ellipse(-4, y + 17, 4, 4, '#ffffff', { opacity: 0.7 })
  );
}
