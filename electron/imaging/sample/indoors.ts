import { FABRICS, WALLS, WOODS, backdrop, repeat } from './frame.ts';
import type { Frame } from './frame.ts';
import { between, chance, pick } from './random.ts';
import { brush, darker, ellipse, group, lighter, path, rectangle, round } from './svg.ts';

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

export function room(frame: Frame): string {
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

export function sofa(frame: Frame): string {
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

export function tiles(frame: Frame): string {
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

export function bokeh(frame: Frame): string {
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

export function blanket(frame: Frame): string {
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
