import type { CurvePoint, EyeId, EyeTrial, Id, TrainingSettings } from './data.ts';
import type { Problem } from './problems.ts';

/** What takes a while and is told of in the one line for work in progress. */
export type TaskKind = 'scan' | 'sample' | 'training' | 'classify' | 'eye-download';

export type TaskPhase = 'waiting' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

/** What each kind of task tells beyond that which all of them tell. */
export interface TaskDetails {
  /** `done` counts photos found, of an unknown total; then photos read, well or not, of those to read. */
  scan: ScanDetails;
  /** `done` counts pictures drawn. */
  sample: null;
  /** `done` counts photos looked at while comparing and preparing, epochs while training. */
  training: TrainingDetails;
  /** `done` counts photos answered for; the total is unknown until all folders were walked through. */
  classify: ClassifyDetails;
  /** `done` counts bytes. */
  'eye-download': EyeDownloadDetails;
}

export interface ScanDetails {
  step: 'finding' | 'reading';
  /** Photos found on disk so far. */
  found: number;
  /** Of the photos new or changed in this scan: all of them, those read well, those that failed. */
  toRead: number;
  read: number;
  failed: number;
  added: number;
  changed: number;
  missing: number;
  renamed: number;
  /** Files that are not photos this app takes; `scan.ignored` lists them. */
  ignored: number;
}

export interface TrainingDetails {
  step: 'comparing' | 'preparing' | 'training' | 'saving';
  /** The eye it looks through; null while one click has not chosen yet. */
  eyeId: EyeId | null;
  /** One row an eye that one click tried; empty where the eye was chosen by hand. */
  comparison: EyeTrial[];
  /** Photos turned into the network's input, of how many; those that could not be read. */
  prepared: number;
  toPrepare: number;
  unreadable: number;
  epoch: number;
  epochs: number;
  settings: TrainingSettings;
  /** Every point so far in a reply; in `task.changed` only those since the last one. */
  curve: CurvePoint[];
  /** Set when done. */
  modelId: Id | null;
}

export interface ClassifyDetails {
  /** Photos found so far. */
  found: number;
}

export interface EyeDownloadDetails {
  step: 'downloading' | 'checking';
}

/** How a task of this kind stands. */
export interface TaskStateOf<Kind extends TaskKind> {
  /** Counts up: of two tasks the later one has the higher. */
  taskId: Id;
  kind: Kind;
  /** The library that it works for; null where it works for none. */
  libraryId: Id | null;
  phase: TaskPhase;
  /** How far the step at hand is, of how much; null while nobody knows. */
  done: number;
  total: number | null;
  /** Until the whole task is done; null while nobody can tell. */
  millisecondsLeft: number | null;
  /** What may be asked of it now. */
  canPause: boolean;
  canCancel: boolean;
  /** Why it failed. */
  problem: Problem | null;
  details: TaskDetails[Kind];
}

/** How a task stands; `kind` tells which details it has. */
export type TaskState<Kind extends TaskKind = TaskKind> = {
  [One in Kind]: TaskStateOf<One>;
}[Kind];
