import { backdrop, repeat } from './frame.ts';
import type { Frame } from './frame.ts';
import { between, pick } from './random.ts';
import { brush, darker, ellipse, group, lighter, mix, path, rectangle, round } from './svg.ts';

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

export function grass(frame: Frame): string {
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

export function sky(frame: Frame): string {
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

export function autumn(frame: Frame): string {
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

export function beach(frame: Frame): string {
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
