import { serve } from '../processes/child.ts';
import { loadDecoder } from './decoder.ts';
import { Eyes } from './eyes/eyes.ts';
import { eyePlaces } from './eyes/places.ts';
import { imagingHandlers } from './handlers.ts';
import { nativePart } from './native-part.ts';
import type { ImagingNotices, ImagingOperations } from './operations.ts';
import { leaveOutKnownWarnings } from './warnings.ts';

leaveOutKnownWarnings();

const chosen = loadDecoder(nativePart(), process.env['PURRCEPTRON_DECODER'] === 'webassembly');
// Without a decoder there is nothing to serve. Main counts the exits and asks for the other decoder.
chosen.catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

const eyes = new Eyes(eyePlaces(import.meta.url));

serve<ImagingOperations, ImagingNotices>((emit) => imagingHandlers(chosen, eyes, emit));
