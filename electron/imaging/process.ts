import { serve } from '../processes/child.ts';
import { loadDecoder } from './decoder.ts';
import { imagingHandlers } from './handlers.ts';
import { nativePart } from './native-part.ts';
import type { ImagingNotices, ImagingOperations } from './operations.ts';

const chosen = loadDecoder(nativePart(), process.env['PURRCEPTRON_DECODER'] === 'webassembly');

serve<ImagingOperations, ImagingNotices>((emit) => imagingHandlers(chosen, emit));
