import { serve } from '../processes/child.ts';
import { loadDecoder } from './decoder.ts';
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

serve<ImagingOperations, ImagingNotices>((emit) => imagingHandlers(chosen, emit));
