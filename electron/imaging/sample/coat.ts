import { between, chance, pick, pickWeighted } from './random.ts';
import type { Random } from './random.ts';
import { brush, darker, ellipse, lighter, mix, path, round, smoothClosed } from './svg.ts';
import type { Point } from './svg.ts';

export type Pattern = 'solid' | 'tabby' | 'patches' | 'spots' | 'points' | 'white blaze';

/** What the fur looks like. Cats and dogs draw from the same coats: colour alone tells nothing. */
export interface Coat {
  readonly fur: string;
  readonly pattern: Pattern;
  /** Fur in its own shadow: behind the legs, inside folds. */
  readonly shade: string;
  /** Muzzle, chest and belly. */
  readonly light: string;
  /** Stripes, patches and spots. */
  readonly mark: string;
  readonly ear: string;
  readonly innerEar: string;
  readonly paw: string;
  readonly tailTip: string;
}

const FURS = {
  ginger: '#dd8f45',
  cream: '#e8cfa6',
  fawn: '#c79d70',
  brown: '#8d6242',
  chocolate: '#5f4030',
  grey: '#8e939b',
  slate: '#66707d',
  charcoal: '#3d3a42',
  white: '#efe8dc',
  silver: '#bcbfc4',
  chestnut: '#a95f37',
  sand: '#d9b98a',
} as const;

const PATTERNS: Record<Pattern, number> = {
  solid: 3,
  tabby: 4,
  patches: 3,
  spots: 1.5,
  points: 2,
  'white blaze': 3,
};

const WHITE = '#f6f0e6';

function isDark(colour: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
    Number.parseInt(colour.slice(at, at + 2), 16),
  );
  return r + g + b < 290;
}

function markFor(random: Random, fur: string, pattern: Pattern): string {
  if (pattern === 'patches') {
    const others = Object.values(FURS).filter((other) => other !== fur);
    return isDark(fur) ? pick(random, ['#dd8f45', WHITE, '#c79d70']) : pick(random, others);
  }
  return isDark(fur) ? lighter(fur, 0.22) : darker(fur, between(random, 0.38, 0.6));
}

export function chooseCoat(random: Random): Coat {
  const pattern = pickWeighted(random, PATTERNS);
  const palette = pattern === 'points' ? [FURS.cream, FURS.white, FURS.sand, FURS.fawn] : null;
  const fur = pick(random, palette ?? Object.values(FURS));
  const mark = markFor(random, fur, pattern);
  const blaze = pattern === 'white blaze' || (pattern === 'patches' && chance(random, 0.4));
  const light = blaze ? WHITE : lighter(fur, isDark(fur) ? 0.24 : between(random, 0.3, 0.6));
  const pointed = pattern === 'points';
  const darkEars = chance(random, 0.4) && !isDark(fur);
  return {
    fur,
    pattern,
    mark,
    light,
    shade: darker(fur, 0.25),
    ear: pointed ? mark : darkEars ? darker(fur, 0.3) : darker(fur, 0.06),
    innerEar: mix(isDark(fur) ? '#7a5358' : '#e6a59b', fur, 0.25),
    paw: pointed ? mark : blaze || chance(random, 0.3) ? light : darker(fur, 0.04),
    tailTip: pointed || pattern === 'tabby' ? mark : blaze ? WHITE : fur,
  };
}

function blot(random: Random, [cx, cy]: Point, radius: number): string {
  const corners = 7;
  const points = Array.from({ length: corners }, (_, corner): Point => {
    const angle = (corner / corners) * 2 * Math.PI;
    const reach = radius * between(random, 0.7, 1.2);
    return [cx + Math.cos(angle) * reach, cy + Math.sin(angle) * reach];
  });
  return smoothClosed(points);
}

function spots(random: Random, { mark }: Coat, width: number, height: number): string {
  const count = Math.round((width * height) / 1500);
  return Array.from({ length: count }, () =>
    path(
      blot(
        random,
        [between(random, -width / 2, width / 2), between(random, -height / 2, height / 2)],
        between(random, 4, 10),
      ),
      mark,
    ),
  ).join('');
}

function faceStripes({ mark }: Coat, turn: number): string {
  const dx = turn * 12;
  const forehead = [-34, -15, 0, 15, 34].map((x, index) => {
    const bottom = [-52, -44, -50, -44, -52][index] ?? -48;
    return brush(`M${x * 1.25 + dx * 0.4} -96Q${x + dx} -72 ${x * 0.8 + dx} ${bottom}`, mark, 8);
  });
  const cheeks = [-1, 1].flatMap((side) =>
    [6, 27, 46].map((y) =>
      brush(`M${side * 108} ${y - 8}Q${side * 86} ${y - 4} ${side * 68 + dx} ${y + 4}`, mark, 7),
    ),
  );
  return [...forehead, ...cheeks].join('');
}

/** The pattern over a face of radius about 100 round (0, 0); to be clipped to the head. */
export function facePattern(random: Random, coat: Coat, turn: number): string {
  const { pattern, mark, light } = coat;
  const side = chance(random, 0.5) ? 1 : -1;
  switch (pattern) {
    case 'tabby':
      return faceStripes(coat, turn);
    case 'patches':
      return (
        path(blot(random, [side * 52, -38], 56), mark) +
        (chance(random, 0.5) ? path(blot(random, [-side * 80, 40], 34), mark) : '')
      );
    case 'spots':
      return spots(random, coat, 210, 220);
    case 'points':
      return ellipse(turn * 20, 32, 92, 78, 'url(#mask)');
    case 'white blaze': {
      const x = turn * 18;
      const points: Point[] = [
        [x * 0.3, -110],
        [x + 13, -60],
        [x + 17, -10],
        [x + 58, 40],
        [x + 50, 120],
        [x - 50, 120],
        [x - 58, 40],
        [x - 17, -10],
        [x - 13, -60],
      ];
      return path(smoothClosed(points), light);
    }
    case 'solid':
      return '';
  }
}

/** The pattern over a body of the given size round (0, 0); to be clipped to the body. */
export function bodyPattern(random: Random, coat: Coat, width: number, height: number): string {
  const { pattern, mark } = coat;
  if (pattern === 'spots') return spots(random, coat, width, height);
  if (pattern === 'tabby') {
    const count = Math.round(width / 34);
    return Array.from({ length: count }, (_, index) => {
      const x = ((index + 0.5) / count - 0.5) * width;
      const bend = x * 0.28;
      const low = between(random, -0.05, 0.25) * height;
      return brush(
        `M${round(x)} ${round(-height * 0.55)}Q${round(x + bend)} ${round(-height * 0.2)} ${round(x + bend * 0.6)} ${round(low)}`,
        mark,
        between(random, 8, 14),
        { opacity: 0.85 },
      );
    }).join('');
  }
  if (pattern === 'patches') {
    return [-0.32, 0.28, 0.05]
      .map((at, index) =>
        path(
          blot(random, [at * width, (index - 1) * 0.26 * height], Math.min(width, height) * 0.26),
          mark,
        ),
      )
      .join('');
  }
  return '';
}
