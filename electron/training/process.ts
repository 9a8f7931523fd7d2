import os from 'node:os';
import { serve } from '../processes/child.ts';
import { trainingHandlers } from './handlers.ts';
import type { TrainingNotices, TrainingOperations } from './operations.ts';

// The window goes first: a person waits for it, the network does not mind.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

serve<TrainingOperations, TrainingNotices>(trainingHandlers);
