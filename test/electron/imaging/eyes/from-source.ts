import { Eyes } from '../../../../electron/imaging/eyes/eyes.ts';
import { eyePlaces } from '../../../../electron/imaging/eyes/places.ts';
import type { ReadPhoto } from '../../../../electron/imaging/operations.ts';
import { pixelsEye } from '../../../../electron/imaging/recipe.ts';

const entry = new URL('../../../../electron/imaging/process.ts', import.meta.url).href;

/** The eyes of a process that runs from source. */
export const eyesFromSource = (): Eyes => new Eyes(eyePlaces(entry));

/** The same where the native runtime ends the process. */
export const crashingEyes = (): Eyes =>
  new Eyes({ ...eyePlaces(entry), seatWorker: new URL('crashing-seat.ts', import.meta.url) });

export const pixelsSeen = { id: pixelsEye.id, own: null };

/** What the pixels eye saw. */
export const pixelsIn = ({ features }: ReadPhoto): Uint8Array => {
  const seen = features[pixelsEye.id];
  if (!(seen instanceof Uint8Array)) throw new Error('Expected the pixels');
  return seen;
};
