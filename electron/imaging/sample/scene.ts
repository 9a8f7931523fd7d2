import { between, chance, pick } from './random.ts';
import type { Random } from './random.ts';
import {
  brush,
  darker,
  ellipse,
  group,
  lighter,
  linearGradient,
  mix,
  path,
  rectangle,
  round,
} from './svg.ts';

export type Place =
  'room' | 'grass' | 'sofa' | 'sky' | 'tiles' | 'bokeh' | 'blanket' | 'autumn' | 'beach';

export const PLACES: readonly Place[] = [
  'room',
  'grass',
  'sofa',
  'sky',
  'tiles',
  'bokeh',
  'blanket',
  'autumn',
  'beach',
];

const WALLS = [
  '#e9d9c4',
  '#c9d8d3',
  '#d9c7d6',
  '#b9c9dc',
  '#eec9b0',
  '#a9b8a4',
  '#8d9fb0',
  '#c48f7a',
  '#6f7f86',
];
const FABRICS = [
  '#5b7c8d',
  '#b5694f',
  '#7c8f6a',
  '#8b6a92',
  '#c9a15a',
  '#46596b',
  '#c27f86',
  '#a8a39a',
];
const WOODS = ['#a9764a', '#c39a6b', '#7d5638', '#d1b48c'];

interface Frame {
  readonly random: Random;
  readonly width: number;
  readonly height: number;
  /** Where the floor begins, measured from the top. */
  readonly horizon: number;
}

function backdrop(frame: Frame, top: string, bottom: string): string {
  return (
    linearGradient(
      'backdrop',
      [0, 0],
      [0, 1],
      [
        [0, top],
        [1, bottom],
      ],
    ) + rectangle(0, 0, frame.width, frame.height, 'url(#backdrop)')
  );
}

function repeat(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}

function windowPane({ random, width, horizon }: Frame): string {
  const w = width * between(random, 0.22, 0.32);
  const h = horizon * between(random, 0.5, 0.66);
  const x = chance(random, 0.5) ? width * 0.05 : width * 0.95 - w;
  const y = horizon * 0.12;
  const sky = pick(random, ['#bfe1f2', '#f6d6a8', '#f2b8a0', '#31426b', '#d5dde2']);
  return (
    rectangle(x - 8, y - 8, w + 16, h + 16, '#faf5ec', { rx: 4 }) +
    rectangle(x, y, w, h, sky) +
    ellipse(x + w * 0.3, y + h * 0.82, w * 0.3, h * 0.16, '#7fa06e', { opacity: 0.75 }) +
    rectangle(x + w / 2 - 3, y, 6, h, '#faf5ec') +
    rectangle(x, y + h / 2 - 3, w, 6, '#faf5ec')
  );
}

function pictureFrame({ random, width, horizon }: Frame): string {
  const w = width * between(random, 0.14, 0.2);
  const x = chance(random, 0.5) ? width * 0.07 : width * 0.93 - w;
  const y = horizon * between(random, 0.12, 0.25);
  const paper = pick(random, WALLS);
  return (
    rectangle(x, y, w, w * 1.2, pick(random, WOODS)) +
    rectangle(x + 8, y + 8, w - 16, w * 1.2 - 16, lighter(paper, 0.5)) +
    ellipse(x + w / 2, y + w * 0.5, w * 0.2, w * 0.2, pick(random, FABRICS)) +
    path(
      `M${round(x + 8)} ${round(y + w * 1.2 - 8)}l${round(w * 0.3)} ${round(-w * 0.4)}l${round(w * 0.25)} ${round(w * 0.2)}l${round(w * 0.25)} ${round(-w * 0.3)}V${round(y + w * 1.2 - 8)}Z`,
      pick(random, FABRICS),
    )
  );
}

function floorboards({ random, width, height, horizon }: Frame): string {
  const wood = pick(random, WOODS);
  return (
    rectangle(0, horizon, width, height - horizon, wood) +
    repeat(9, (index) => {
      const x = (index / 8) * width;
      const spread = (x - width / 2) * 1.9 + width / 2;
      return brush(
        `M${round(x)} ${round(horizon)}L${round(spread)} ${height}`,
        darker(wood, 0.3),
        2.5,
        { opacity: 0.5 },
      );
    }) +
    rectangle(0, horizon - 12, width, 12, '#f7f1e6', { opacity: 0.85 })
  );
}

function rug({ random, width, height, horizon }: Frame): string {
  const colour = pick(random, FABRICS);
  const y = horizon + (height - horizon) * 0.62;
  return (
    ellipse(width / 2, y, width * 0.44, (height - horizon) * 0.42, colour) +
    ellipse(width / 2, y, width * 0.37, (height - horizon) * 0.33, lighter(colour, 0.35)) +
    ellipse(width / 2, y, width * 0.33, (height - horizon) * 0.29, colour)
  );
}

function room(frame: Frame): string {
  const wall = pick(frame.random, WALLS);
  const stripes = chance(frame.random, 0.35)
    ? repeat(12, (index) =>
        rectangle(
          ((index + 0.25) / 12) * frame.width,
          0,
          frame.width / 24,
          frame.horizon,
          lighter(wall, 0.25),
          { opacity: 0.5 },
        ),
      )
    : '';
  const decor = chance(frame.random, 0.6) ? windowPane(frame) : pictureFrame(frame);
  return (
    backdrop(frame, lighter(wall, 0.12), darker(wall, 0.08)) +
    stripes +
    decor +
    floorboards(frame) +
    (chance(frame.random, 0.6) ? rug(frame) : '')
  );
}

function cloud(frame: Frame, opacity: number): string {
  const { random, width, horizon } = frame;
  const [x, y, s] = [
    between(random, 0, width),
    between(random, 0.05, 0.7) * horizon,
    between(random, 0.06, 0.13) * width,
  ];
  return group(
    `translate(${round(x)} ${round(y)})`,
    ellipse(0, 0, s, s * 0.42, '#ffffff') +
      ellipse(s * 0.6, s * 0.1, s * 0.8, s * 0.34, '#ffffff') +
      ellipse(-s * 0.6, s * 0.12, s * 0.7, s * 0.3, '#ffffff'),
    { opacity },
  );
}

function hill(frame: Frame, colour: string, lift: number): string {
  const { random, width, height, horizon } = frame;
  const y = (share: number): number => round(horizon - share * lift * height);
  return path(
    `M0 ${y(between(random, 0, 1))}Q${round(width * 0.25)} ${y(between(random, 0.8, 2.2))} ${round(width * 0.5)} ${y(between(random, 0, 1))}T${width} ${y(between(random, 0, 1))}V${height}H0Z`,
    colour,
  );
}

function blades({ random, width, height, horizon }: Frame, colour: string, count: number): string {
  return repeat(count, () => {
    const x = between(random, 0, width);
    const y = between(random, horizon + 10, height);
    const size = 10 + ((y - horizon) / (height - horizon)) * 22;
    const tone = mix(darker(colour, 0.25), lighter(colour, 0.3), random());
    return brush(
      `M${round(x)} ${round(y)}q${round(between(random, -6, 6))} ${round(-size * 0.6)} ${round(between(random, -9, 9))} ${round(-size)}`,
      tone,
      3.2,
    );
  });
}

function flowers({ random, width, height, horizon }: Frame, count: number): string {
  return repeat(count, () => {
    const [x, y] = [between(random, 0, width), between(random, horizon + 16, height)];
    const size = 3 + ((y - horizon) / (height - horizon)) * 6;
    const petal = pick(random, ['#ffffff', '#f5d24f', '#e88aa6', '#b79be0', '#f0efe2']);
    return ellipse(x, y, size, size, petal) + ellipse(x, y, size * 0.4, size * 0.4, '#e2a42e');
  });
}

function grass(frame: Frame): string {
  const green = pick(frame.random, ['#86ab5c', '#6f9c55', '#9fb463', '#5f8f60']);
  const sky = pick(frame.random, ['#a8d4ea', '#cfe6ee', '#f3d9b6', '#b8c9e6']);
  return (
    backdrop(frame, sky, lighter(sky, 0.7)) +
    repeat(2, () => cloud(frame, 0.7)) +
    hill(frame, mix(green, sky, 0.5), 0.1) +
    hill(frame, mix(green, sky, 0.25), 0.05) +
    rectangle(0, frame.horizon, frame.width, frame.height - frame.horizon, green) +
    blades(frame, green, 110) +
    flowers(frame, Math.floor(between(frame.random, 4, 26)))
  );
}

function sofa(frame: Frame): string {
  const { random, width, height } = frame;
  const wall = pick(random, WALLS);
  const cloth = pick(random, FABRICS);
  const top = height * between(random, 0.2, 0.32);
  const seat = height * 0.72;
  const dark = darker(cloth, 0.18);
  const cushion = pick(random, FABRICS);
  const side = chance(random, 0.5) ? 0.2 : 0.8;
  return (
    backdrop(frame, lighter(wall, 0.15), wall) +
    (chance(random, 0.5) ? pictureFrame({ ...frame, horizon: top * 1.5 }) : '') +
    rectangle(width * -0.05, top, width * 0.545, height, cloth, { rx: 34 }) +
    rectangle(width * 0.505, top, width * 0.545, height, cloth, { rx: 34 }) +
    brush(`M${round(width / 2)} ${round(top + 20)}V${round(seat)}`, dark, 5) +
    rectangle(width * (side - 0.14), seat - height * 0.26, width * 0.28, height * 0.28, cushion, {
      rx: 22,
      transform: `rotate(${round(between(random, -14, 14))} ${round(width * side)} ${round(seat)})`,
    }) +
    rectangle(width * -0.05, seat, width * 1.1, height * 0.34, lighter(cloth, 0.1), { rx: 26 }) +
    brush(`M0 ${round(seat + 3)}H${width}`, dark, 5, { opacity: 0.6 })
  );
}

function sky(frame: Frame): string {
  const top = pick(frame.random, ['#5f9fd0', '#7cb7dc', '#e79a7a', '#7f7ec0', '#93bccb']);
  const bottom = pick(frame.random, ['#f7ead2', '#fbdcc0', '#e4f0f4']);
  const low = { ...frame, horizon: frame.height * 0.82 };
  const ground = pick(frame.random, ['#7e9a64', '#b59b6f', '#8a8fa0']);
  return (
    backdrop(frame, top, bottom) +
    repeat(5, () => cloud(low, 0.8)) +
    ellipse(frame.width * frame.random(), frame.height * 0.2, 46, 46, '#fff3cf', { opacity: 0.9 }) +
    hill(low, ground, 0.06)
  );
}

function tiles(frame: Frame): string {
  const { random, width, height, horizon } = frame;
  const wall = pick(random, WALLS);
  const [a, b] = [
    pick(random, ['#efe8da', '#dfe4e4', '#e8d4c0']),
    pick(random, ['#7d8f99', '#b4694f', '#5b5f66', '#93a58a', '#c9b491']),
  ];
  const rows = 6;
  const columns = 10;
  const edge = (row: number): number => horizon + (height - horizon) * (row / rows) ** 1.5;
  const x = (column: number, row: number): number =>
    width / 2 + (column - columns / 2) * (width / columns) * (1 + 1.5 * (row / rows) ** 1.5);
  const floor = repeat(rows * columns, (index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const corners = [
      [column, row],
      [column + 1, row],
      [column + 1, row + 1],
      [column, row + 1],
    ] as const;
    const d = corners.map(([c, r]) => `${round(x(c, r))} ${round(edge(r))}`).join('L');
    return path(`M${d}Z`, (row + column) % 2 === 0 ? a : b);
  });
  return (
    backdrop(frame, lighter(wall, 0.2), wall) +
    (chance(random, 0.4) ? windowPane(frame) : '') +
    floor +
    rectangle(0, horizon - 10, width, 10, lighter(wall, 0.5))
  );
}

function bokeh(frame: Frame): string {
  const { random, width, height } = frame;
  const [a, b] = [pick(random, [...WALLS, ...FABRICS]), pick(random, [...WALLS, ...FABRICS])];
  const dots = repeat(Math.floor(between(random, 8, 22)), () => {
    const radius = between(random, 0.03, 0.12) * width;
    const [x, y] = [between(random, 0, width), between(random, 0, height)];
    return ellipse(x, y, radius, radius, lighter(chance(random, 0.5) ? a : b, 0.45), {
      opacity: between(random, 0.15, 0.45),
    });
  });
  return backdrop(frame, lighter(a, 0.1), darker(b, 0.12)) + dots;
}

function blanket(frame: Frame): string {
  const { random, width, height } = frame;
  const cloth = pick(random, [...FABRICS, ...WALLS]);
  const thread = lighter(cloth, between(random, 0.3, 0.7));
  const step = between(random, 54, 96);
  const count = Math.ceil((width + height) / step) + 1;
  const tilt = `rotate(${round(between(random, -30, 30))} ${width / 2} ${height / 2})`;
  const dots = chance(random, 0.5);
  const weave = repeat(count, (row) =>
    dots
      ? repeat(count, (column) =>
          ellipse(
            column * step - height / 2 + (row % 2) * (step / 2),
            row * step - width / 2,
            step * 0.13,
            step * 0.13,
            thread,
          ),
        )
      : rectangle(-height, row * step - width / 2, width + 2 * height, step * 0.32, thread, {
          opacity: 0.6,
        }) +
        rectangle(row * step - height / 2, -width, step * 0.32, height + 2 * width, thread, {
          opacity: 0.4,
        }),
  );
  const fold = brush(
    `M0 ${round(height * 0.8)}Q${round(width * 0.3)} ${round(height * 0.7)} ${width} ${round(height * 0.86)}`,
    darker(cloth, 0.5),
    26,
    { opacity: 0.14 },
  );
  return backdrop(frame, lighter(cloth, 0.05), darker(cloth, 0.12)) + group(tilt, weave) + fold;
}

function tree({ random, width, horizon }: Frame, leaf: string): string {
  const x = between(random, 0, width);
  const size = between(random, 0.1, 0.2) * width;
  return (
    rectangle(x - size * 0.09, horizon - size * 1.4, size * 0.18, size * 1.45, '#6d4b38') +
    ellipse(x, horizon - size * 1.7, size * 0.75, size * 0.8, leaf) +
    ellipse(x - size * 0.3, horizon - size * 1.9, size * 0.36, size * 0.36, lighter(leaf, 0.25), {
      opacity: 0.6,
    })
  );
}

function autumn(frame: Frame): string {
  const { random, width, height, horizon } = frame;
  const leaves = ['#d9873c', '#c25b33', '#e3b04b', '#a8683a', '#8f9a4c'];
  const ground = pick(random, ['#b99a66', '#9c9a62', '#a9855c']);
  return (
    backdrop(frame, '#cfdce0', '#f6e6c8') +
    hill(frame, '#c9b08a', 0.08) +
    repeat(5, () => tree(frame, pick(random, leaves))) +
    rectangle(0, horizon, width, height - horizon, ground) +
    repeat(60, () => {
      const [x, y] = [between(random, 0, width), between(random, horizon, height)];
      const size = 4 + ((y - horizon) / (height - horizon)) * 10;
      return ellipse(x, y, size, size * 0.5, pick(random, leaves), {
        transform: `rotate(${round(between(random, 0, 180))} ${round(x)} ${round(y)})`,
      });
    })
  );
}

function beach(frame: Frame): string {
  const { random, width, height, horizon } = frame;
  const sea = pick(random, ['#5fa8b8', '#4f8fb5', '#7fb8b0']);
  const shore = horizon + (height - horizon) * 0.3;
  const mid = round(shore + 24);
  return (
    backdrop(frame, pick(random, ['#9fd0e6', '#f5c7a4', '#c3d6e8']), '#fbf1de') +
    repeat(3, () => cloud(frame, 0.75)) +
    rectangle(0, horizon - 24, width, height, sea) +
    repeat(9, () => {
      const x = between(random, 0, width);
      return brush(
        `M${round(x)} ${round(between(random, horizon - 12, shore))}h${round(between(random, 20, 70))}`,
        '#ffffff',
        3,
        { opacity: 0.5 },
      );
    }) +
    path(
      `M0 ${round(shore)}Q${round(width * 0.3)} ${mid} ${round(width * 0.6)} ${round(shore + 6)}T${width} ${mid}V${height}H0Z`,
      '#e6cf9f',
      { stroke: '#fdf8ec', 'stroke-width': 8 },
    ) +
    repeat(50, () =>
      ellipse(between(random, 0, width), between(random, shore + 40, height), 2.4, 1.6, '#b79a66', {
        opacity: 0.6,
      }),
    )
  );
}

const DRAWERS: Record<Place, (frame: Frame) => string> = {
  room,
  grass,
  sofa,
  sky,
  tiles,
  bokeh,
  blanket,
  autumn,
  beach,
};

export function drawPlace(random: Random, place: Place, width: number, height: number): string {
  return DRAWERS[place]({ random, width, height, horizon: height * between(random, 0.56, 0.7) });
}
