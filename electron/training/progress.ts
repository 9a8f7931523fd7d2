import { serializeCheckpoint } from '../../core/index.ts';
import type { Preparation, TrainingStep } from '../../core/index.ts';
import type { CurvePoint } from '../contract.ts';
import type { KeptRun } from './operations.ts';
import type { Watch } from './turns.ts';

const TELL_EVERY = 100; // milliseconds
const KEEP_EVERY = 5000; // milliseconds
/** Larger networks are not kept while they train: copying them every few seconds would cost too much. */
const LARGEST_KEPT = 16 * 1024 ** 2; // bytes
const MOST_POINTS = 400;

export interface RunProgress {
  epoch: number;
  epochs: number;
  millisecondsLeft: number | null;
  curve: CurvePoint[];
}

interface Listener {
  now: () => number;
  tell: (progress: RunProgress) => void;
  keep: (kept: KeptRun) => void;
}

/** Tells about ten times a second how far a training is, and every few seconds gives it away to be kept. */
export class ProgressTeller implements Watch<Preparation | TrainingStep> {
  readonly #listener: Listener;
  /** Of training so far, without pauses. */
  milliseconds: number;
  #points: CurvePoint[] = [];
  #latest: TrainingStep | null = null;
  #toldAt: number;
  #keptAt: number;
  #isTooLarge = false;

  constructor(listener: Listener, milliseconds: number) {
    this.#listener = listener;
    this.milliseconds = milliseconds;
    this.#toldAt = listener.now();
    this.#keptAt = listener.now();
  }

  step(step: Preparation | TrainingStep): void {
    if (step.phase === 'preparing') return;
    this.#latest = step;
    const point = pointOf(step);
    if (point !== null) this.#points.push(point);
  }

  sliceEnded(milliseconds: number): void {
    this.milliseconds += milliseconds;
    const now = this.#listener.now();
    if (now - this.#toldAt >= TELL_EVERY) this.#tell();
    if (now - this.#keptAt >= KEEP_EVERY) this.#keep();
  }

  ended(milliseconds: number): void {
    this.milliseconds += milliseconds;
    this.#tell();
  }

  #tell(): void {
    if (this.#latest === null) return;
    this.#listener.tell(progressAt(this.#latest, this.#points, this.milliseconds));
    this.#points = [];
    this.#toldAt = this.#listener.now();
  }

  #keep(): void {
    if (this.#latest === null || this.#isTooLarge) return;
    const checkpoint = serializeCheckpoint(this.#latest.checkpoint());
    this.#isTooLarge = checkpoint.length > LARGEST_KEPT;
    if (!this.#isTooLarge) this.#listener.keep({ checkpoint, milliseconds: this.milliseconds });
    this.#keptAt = this.#listener.now();
  }
}

/** The curve's point at the end of an epoch; of very many epochs only every n-th, and the last. */
function pointOf({ epoch, epochs, epochFigures }: TrainingStep): CurvePoint | null {
  const every = Math.ceil(epochs / MOST_POINTS);
  const isKept = epoch % every === 0 || epoch === epochs || epoch === 1;
  if (epochFigures === null || !isKept) return null;
  const { trainingCost, validationCost, validationAccuracy } = epochFigures;
  return {
    epoch,
    trainingCost,
    validationCost: validationCost ?? Number.NaN,
    validationAccuracy: validationAccuracy ?? Number.NaN,
  };
}

/** `spent`: milliseconds of training so far, without pauses. */
function progressAt(
  { epoch, epochs, step, stepsPerEpoch }: TrainingStep,
  curve: CurvePoint[],
  spent: number,
): RunProgress {
  const done = epoch - 1 + step / stepsPerEpoch;
  return { epoch, epochs, millisecondsLeft: (spent / done) * (epochs - done), curve };
}
