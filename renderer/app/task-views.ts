import type {
  DownloadableEye,
  Id,
  Problem,
  TaskState,
  TrainingDetails,
} from '../../electron/contract.ts';

// Tasks as the views show them: the step at hand, or how the task ended, in one word.

export type TrainingPhase = TrainingDetails['step'] | 'paused' | 'done' | 'cancelled' | 'failed';

export interface TrainingState extends Omit<TrainingDetails, 'step'> {
  runId: Id;
  libraryId: Id;
  phase: TrainingPhase;
  millisecondsLeft: number | null;
  problem: Problem | null;
}

export interface ClassifyProgress {
  phase: 'finding' | 'reading' | 'done' | 'cancelled';
  total: number;
  finished: number;
}

export interface EyeDownload extends Omit<DownloadableEye, 'byteSize'> {
  phase: 'idle' | 'downloading' | 'checking' | 'done' | 'failed' | 'cancelled';
  received: number;
  total: number;
  problem: Problem | null;
}

export function trainingState(task: TaskState<'training'>): TrainingState {
  const { taskId: runId, libraryId, phase, millisecondsLeft, problem } = task;
  const { step, ...details } = task.details;
  const isPaused = phase === 'paused' && step === 'training';
  const shown = isPaused ? 'paused' : (over(phase) ?? step);
  return { ...details, runId, libraryId: libraryId ?? 0, phase: shown, millisecondsLeft, problem };
}

export function classifyProgress({
  phase,
  done,
  details,
}: TaskState<'classify'>): ClassifyProgress {
  const ended = over(phase) === 'failed' ? 'done' : over(phase);
  const step = done === 0 ? 'finding' : 'reading';
  return { phase: ended ?? step, total: details.found, finished: done } as ClassifyProgress;
}

export function eyeDownload(
  { name, address, licence, byteSize: total }: DownloadableEye,
  task: TaskState<'eye-download'> | null,
): EyeDownload {
  const phase = task === null ? 'idle' : (over(task.phase) ?? task.details.step);
  const problem = task?.problem ?? null;
  return { name, address, licence, total, phase, received: task?.done ?? 0, problem };
}

function over(phase: TaskState['phase']): 'done' | 'cancelled' | 'failed' | null {
  return phase === 'done' || phase === 'cancelled' || phase === 'failed' ? phase : null;
}
