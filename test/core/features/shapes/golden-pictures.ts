import { readFileSync } from 'node:fs';
import type { HogOptions } from '../../../../core/features/shapes/hog.ts';

/** What test/golden/shapes.py writes of one picture. */
export interface PictureCase {
  name: string;
  edge: number;
  picture: Uint8Array;
  hog: { options: HogOptions; values: number[] }[];
  patterns: number[];
  /** In 8 hues, 3 saturations and 3 values. */
  colours: number[];
}

const file = new URL('../../../golden/shapes.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as (Omit<PictureCase, 'picture'> & {
  picture: string;
})[];

export const goldenPictures: PictureCase[] = cases.map((given) => ({
  ...given,
  picture: new Uint8Array(Buffer.from(given.picture, 'base64')),
}));
