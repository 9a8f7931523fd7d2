import type { Problem, TaskKind, TaskPhase, TaskStateOf } from '../contract.ts';
import { TimeLeft } from './time-left.ts';

/** What a task needs of whoever runs it. */
export interface TaskHost<Kind extends TaskKind> {
  /** Milliseconds on a clock that never goes back. */
  now: () => number;
  /** Told how the task stands, whenever that changed. */
  changed: (state: TaskStateOf<Kind>) => void;
  problemOf: (error: unknown) => Problem;
}

export interface NewTask<Kind extends TaskKind> {
  kind: Kind;
  libraryId?: number | null;
  details: TaskStateOf<Kind>['details'];
  total?: number | null;
  canPause?: boolean;
  canCancel?: boolean;
  /** Of the details, what is told as they change; all of them where not given. */
  detailsToTell?: (details: TaskStateOf<Kind>['details']) => TaskStateOf<Kind>['details'];
}

/** What the work may say of itself; everything that it leaves out stays as it was. */
export interface TaskChange<Kind extends TaskKind> {
  libraryId?: number | null;
  done?: number;
  total?: number | null;
  /** Where the work knows better than the speed of counting. */
  millisecondsLeft?: number | null;
  canPause?: boolean;
  canCancel?: boolean;
  details?: Partial<TaskStateOf<Kind>['details']>;
}

/** Milliseconds between two tellings of mere progress. */
const TELL_EVERY = 100;

/**
 * Work that takes a while: says how far it is, and is paused, resumed and cancelled by whoever looks on. The work
 * itself tells by `progressed`, `changed` and `beginStep`, asks `mayGoOn` between its pieces, and listens to `signal`.
 */
export class Task<Kind extends TaskKind> {
  readonly #host: TaskHost<Kind>;
  readonly #detailsToTell: NonNullable<NewTask<Kind>['detailsToTell']>;
  readonly #abort = new AbortController();
  readonly #timeLeft = new TimeLeft();
  readonly #state: TaskStateOf<Kind>;
  readonly #pauseListeners: ((isPaused: boolean) => Promise<void>)[] = [];
  #knowsTimeLeft = false;
  #toldAt = -Infinity;
  #pausedAt: number | null = null;
  #pausedMilliseconds = 0;
  #goOn: () => void = () => undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(taskId: number, task: NewTask<Kind>, host: TaskHost<Kind>) {
    this.#host = host;
    this.#detailsToTell = task.detailsToTell ?? ((details) => details);
    this.#state = {
      taskId,
      kind: task.kind,
      libraryId: task.libraryId ?? null,
      phase: 'waiting',
      done: 0,
      total: task.total ?? null,
      millisecondsLeft: null,
      canPause: task.canPause ?? false,
      canCancel: task.canCancel ?? true,
      problem: null,
      details: task.details,
    };
  }

  get taskId(): number {
    return this.#state.taskId;
  }

  /** A copy; the details are the ones at that moment. */
  get state(): TaskStateOf<Kind> {
    return { ...this.#state };
  }

  get details(): TaskStateOf<Kind>['details'] {
    return this.#state.details;
  }

  /** Aborted when the task is cancelled. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isOver(): boolean {
    return isOver(this.#state.phase);
  }

  /** Fulfilled when the task is over, however it ended; never rejected. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Begins the work. Whatever it throws is why the task failed, unless it was cancelled. */
  run(work: () => Promise<void>): void {
    this.#state.phase = 'running';
    this.#timeLeft.begin(this.#workedMilliseconds(), 0);
    this.changed({});
    this.#ended = this.#carryOut(work);
  }

  /** Tells of mere progress, which may wait a moment. */
  progressed(change: TaskChange<Kind>): void {
    this.#take(change);
    if (this.#host.now() - this.#toldAt >= TELL_EVERY) this.#tell();
  }

  /** Tells at once. */
  changed(change: TaskChange<Kind>): void {
    this.#take(change);
    this.#tell();
  }

  /** Another count begins, with a speed of its own. */
  beginStep(change: TaskChange<Kind>): void {
    this.#knowsTimeLeft = false;
    this.#state.millisecondsLeft = null;
    this.#take({ done: 0, total: null, ...change });
    this.#timeLeft.begin(this.#workedMilliseconds(), this.#state.done);
    this.#tell();
  }

  /** At once, or when a pause is over; false where the task was cancelled and the work should end. */
  async mayGoOn(): Promise<boolean> {
    while (this.#state.phase === 'paused' && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        const others = this.#goOn;
        this.#goOn = () => {
          others();
          resolve();
        };
      });
    }
    return !this.signal.aborted;
  }

  /** For work that is done elsewhere: awaited before the task says that it is paused, or goes on. */
  onPause(listener: (isPaused: boolean) => Promise<void>): void {
    this.#pauseListeners.push(listener);
  }

  /** Does nothing where the task cannot be paused now. */
  async pause(): Promise<void> {
    if (this.#state.phase !== 'running' || !this.#state.canPause) return;
    await this.#tellListeners(true);
    // It may have ended, or been paused by another call, in the meantime.
    if (this.#state.phase !== 'running') return;
    this.#state.phase = 'paused';
    this.#pausedAt = this.#host.now();
    this.#tell();
  }

  async resume(): Promise<void> {
    if (this.#state.phase !== 'paused') return;
    this.#state.phase = 'running';
    this.#endPause();
    await this.#tellListeners(false);
    this.#tell();
  }

  /** Fulfilled when the task is over. Does nothing where it cannot be cancelled now. */
  async cancel(): Promise<void> {
    if (this.isOver || !this.#state.canCancel) return;
    this.#abort.abort();
    this.#releaseWaiting();
    await this.#ended;
  }

  async #carryOut(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#end(this.signal.aborted ? 'cancelled' : 'done', null);
    } catch (error) {
      if (this.signal.aborted) this.#end('cancelled', null);
      else this.#end('failed', this.#host.problemOf(error));
    }
  }

  #end(phase: 'done' | 'cancelled' | 'failed', problem: Problem | null): void {
    this.#knowsTimeLeft = true;
    Object.assign(this.#state, {
      phase,
      problem,
      millisecondsLeft: null,
      canPause: false,
      canCancel: false,
    });
    this.#tell();
  }

  #take({ details, ...change }: TaskChange<Kind>): void {
    Object.assign(this.#state, change);
    if (details !== undefined) {
      this.#state.details = { ...this.#state.details, ...details };
    }
    if (change.millisecondsLeft !== undefined) this.#knowsTimeLeft = true;
    if (change.done !== undefined) this.#timeLeft.record(this.#workedMilliseconds(), change.done);
  }

  #tell(): void {
    if (!this.#knowsTimeLeft) {
      this.#state.millisecondsLeft = this.#timeLeft.until(this.#state.total);
    }
    this.#toldAt = this.#host.now();
    const details = this.#detailsToTell(this.#state.details);
    this.#host.changed({ ...this.#state, details });
  }

  async #tellListeners(isPaused: boolean): Promise<void> {
    await Promise.all(this.#pauseListeners.map((listener) => listener(isPaused)));
  }

  #endPause(): void {
    if (this.#pausedAt !== null) this.#pausedMilliseconds += this.#host.now() - this.#pausedAt;
    this.#pausedAt = null;
    this.#releaseWaiting();
  }

  #releaseWaiting(): void {
    const goOn = this.#goOn;
    this.#goOn = () => undefined;
    goOn();
  }

  #workedMilliseconds(): number {
    return (this.#pausedAt ?? this.#host.now()) - this.#pausedMilliseconds;
  }
}

export function isOver(phase: TaskPhase): boolean {
  return phase === 'done' || phase === 'cancelled' || phase === 'failed';
}
