import { Eyes } from '../../../../electron/imaging/eyes/eyes.ts';
import { eyePlaces } from '../../../../electron/imaging/eyes/places.ts';
import type { ReadPhoto } from '../../../../electron/imaging/operations.ts';
import { pixelsEye } from '../../../../electron/imaging/recipe.ts';

const ENTRY = new URL('../../../../electron/imaging/process.ts', import.meta.url).href;

/** The eyes of a process that runs from source. */
export function eyesFromSource(): Eyes {
  return new Eyes(eyePlaces(ENTRY));
}

/** The same where the native runtime ends the process. */
export function crashingEyes(): Eyes {
  return new Eyes({
    ...eyePlaces(ENTRY),
    seatWorker: new URL('crashing-seat.ts', import.meta.url),
  });
}

export const pixelsSeen = { id: pixelsEye.id, own: null };

/** What the pixels eye saw. */
export function pixelsIn({ features }: ReadPhoto): Uint8Array {
  const seen = features[pixelsEye.id];
  if (!(seen instanceof Uint8Array)) throw new Error('Expected the pixels');
  return seen;
}
