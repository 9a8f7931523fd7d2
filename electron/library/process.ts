import { serve } from '../processes/child.ts';
import { libraryHandlers } from './handlers.ts';
import type { LibraryOperations } from './operations.ts';

serve<LibraryOperations, Record<never, never>>(libraryHandlers);
