import type { Random } from './random.ts';
import { linearGradient, rectangle } from './svg.ts';

export const WALLS = [
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
export const FABRICS = [
  '#5b7c8d',
  '#b5694f',
  '#7c8f6a',
  '#8b6a92',
  '#c9a15a',
  '#46596b',
  '#c27f86',
  '#a8a39a',
];
export const WOODS = ['#a9764a', '#c39a6b', '#7d5638', '#d1b48c'];

/** The picture that a place is drawn into. */
export interface Frame {
  readonly random: Random;
  readonly width: number;
  readonly height: number;
  /** Where the floor begins, measured from the top. */
  readonly horizon: number;
}

export function backdrop(frame: Frame, top: string, bottom: string): string {
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

export function repeat(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}
