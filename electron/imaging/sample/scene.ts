import type { Frame } from './frame.ts';
import { blanket, bokeh, room, sofa, tiles } from './indoors.ts';
import { autumn, beach, grass, sky } from './outdoors.ts';
import { between } from './random.ts';
import type { Random } from './random.ts';

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

/** The background: a place that fills the whole picture. */
export function drawPlace(random: Random, place: Place, width: number, height: number): string {
  return DRAWERS[place]({ random, width, height, horizon: height * between(random, 0.56, 0.7) });
}
