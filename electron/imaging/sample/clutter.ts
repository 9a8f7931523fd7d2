import { between, pick } from './random.ts';
import type { Random } from './random.ts';
import { brush, darker, ellipse, group, path, rectangle, round } from './svg.ts';

const COLOURS = ['#c8434a', '#3d7fb5', '#4b9a6a', '#e0a93b', '#7b5aa6', '#e27d9a', '#4a5663'];

type Thing = (random: Random) => string;

const ball: Thing = (random) => {
  const colour = pick(random, COLOURS);
  return (
    ellipse(0, -30, 32, 32, colour) +
    brush('M-28 -40Q0 -22 28 -40M-28 -20Q0 -4 28 -20', '#ffffff', 5, { opacity: 0.8 }) +
    ellipse(0, -30, 32, 32, 'url(#volume)')
  );
};

const yarn: Thing = (random) => {
  const colour = pick(random, COLOURS);
  const thread = darker(colour, 0.3);
  return (
    brush('M20 -6Q60 10 92 -4T130 2', colour, 5) +
    ellipse(0, -32, 34, 34, colour) +
    brush(
      'M-26 -50Q0 -30 24 -10M-32 -34Q-6 -20 10 0M-12 -64Q10 -44 32 -30M28 -52Q0 -40 -24 -14M14 -62Q-14 -50 -33 -26',
      thread,
      3.5,
    )
  );
};

const bowl: Thing = (random) => {
  const colour = pick(random, COLOURS);
  return (
    ellipse(0, -40, 54, 14, darker(colour, 0.4)) +
    ellipse(0, -42, 42, 9, '#9a6b45') +
    path('M-54 -40L-66 0H66L54 -40Q0 -18 -54 -40Z', colour) +
    ellipse(0, -14, 12, 9, '#fff8ec', { opacity: 0.85 })
  );
};

const plant: Thing = (random) => {
  const green = pick(random, ['#5d8f5a', '#7fa35b', '#42795f']);
  const leaves = [-60, -34, -12, 12, 36, 62]
    .map((angle) =>
      path(
        'M0 -60Q-20 -120 0 -170Q20 -120 0 -60Z',
        Math.abs(angle) > 30 ? green : darker(green, 0.15),
        { transform: `rotate(${angle} 0 -60)` },
      ),
    )
    .join('');
  return (
    leaves +
    path('M-38 -70H38L28 0H-28Z', pick(random, ['#c47a55', '#e9e2d4', '#6e7f8c'])) +
    rectangle(-42, -78, 84, 16, '#b56c49', { rx: 4 })
  );
};

const books: Thing = (random) =>
  [0, 1, 2]
    .map((level) => {
      const width = between(random, 90, 130);
      return (
        rectangle(-width / 2, -26 * (level + 1), width, 25, pick(random, COLOURS), { rx: 3 }) +
        rectangle(-width / 2 + 6, -26 * (level + 1) + 5, width - 6, 14, '#f7efe0')
      );
    })
    .join('');

const mug: Thing = (random) => {
  const colour = pick(random, COLOURS);
  return (
    brush('M28 -54Q58 -50 52 -30Q46 -14 28 -16', colour, 9) +
    rectangle(-32, -68, 64, 68, colour, { rx: 10 }) +
    ellipse(0, -66, 32, 9, '#5b3b2a')
  );
};

const box: Thing = () =>
  rectangle(-70, -86, 140, 86, '#c79a66') +
  path('M-70 -86L-98 -58L-40 -62ZM70 -86L98 -58L40 -62Z', '#b4854f') +
  rectangle(-12, -86, 24, 34, '#e4cfa4', { opacity: 0.8 });

const THINGS: Record<string, Thing> = { ball, yarn, bowl, plant, books, mug, box };

/** Up to three things that lie about near the lower corners; the same things for cats and dogs. */
export function drawClutter(random: Random, width: number, height: number): string {
  const count = Math.floor(between(random, 0, 3.4));
  const firstSide = random() < 0.5;
  return Array.from({ length: count }, (_, index) => {
    const thing = pick(random, Object.values(THINGS));
    const left = (index % 2 === 0) === firstSide;
    const x = (left ? between(random, 0.03, 0.2) : between(random, 0.8, 0.97)) * width;
    const y = between(random, 0.84, 1.02) * height;
    const scale = (Math.min(width, height) / 700) * between(random, 0.75, 1.15);
    const shadow = ellipse(0, -2, 62, 12, '#1b1420', { opacity: 0.18 });
    return group(
      `translate(${round(x)} ${round(y)}) scale(${scale.toFixed(2)})`,
      shadow + thing(random),
    );
  }).join('');
}
