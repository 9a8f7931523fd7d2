import { serve } from '../processes/child.ts';
import { trainingHandlers } from './handlers.ts';
import type { TrainingNotices, TrainingOperations } from './operations.ts';

serve<TrainingOperations, TrainingNotices>(trainingHandlers);
