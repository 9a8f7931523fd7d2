import type { CurvePoint, EyeId, Id, TrainingSettings, TrainingState } from '../../contract.ts';
import type { KeptRun, TrainingNotices } from '../../training/operations.ts';
import type { Eyes, UsableEye } from '../eyes/eyes.ts';
import { ProblemError, problemOf } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { carryOut } from './carry-out.ts';
import { KnownTrials } from './known-trials.ts';
import { eyesToTry, oneClickFor, settingsThrough } from './settings-for.ts';
import { alreadyTraining, refuseTooFew } from './training-problems.ts';

export interface Run {
  state: TrainingState;
  abort: AbortController;
  /** Those that a person chose: they stay whichever eye is chosen. */
  chosenSettings: TrainingSettings | null;
  /** Of this training and those before it. */
  knownTrials: KnownTrials;
  /** The training as it was a few seconds ago. */
  kept: KeptRun | null;
  /** Tells the window how it stands, at once or at the next turn of the clock. */
  tell: () => void;
  tellSometimes: () => void;
}

const tellEvery = 100; // milliseconds

/** One training at a time: choose an eye, look at the photos, train in the training process, save the model. */
export class TrainingRuns {
  readonly #services: Services;
  readonly #eyes: Eyes;
  readonly #knownTrials = new KnownTrials();
  #run: Run | null = null;

  constructor(services: Services, eyes: Eyes) {
    this.#services = services;
    this.#eyes = eyes;
  }

  get current(): TrainingState | null {
    return this.#run?.state ?? null;
  }

  async oneClickSettings(
    libraryId: Id,
    eyeId: EyeId | null,
    network: TrainingSettings['network'],
  ): Promise<TrainingSettings> {
    const { library, training } = this.#services;
    const [eye] = await eyesToTry(this.#eyes, eyeId, null);
    const { length } = await library.call('trainingPhotos', { libraryId });
    return oneClickFor(training, eye, length, network);
  }

  async start(
    libraryId: Id,
    eyeId: EyeId | null,
    chosen: TrainingSettings | null,
  ): Promise<TrainingState> {
    this.#refuseSecond();
    const photos = await this.#services.library.call('trainingPhotos', { libraryId });
    refuseTooFew(photos.length, photos.filter(({ target }) => target === 1).length);
    const eyes = await eyesToTry(this.#eyes, eyeId, chosen);
    const [eye] = eyes;
    const settings = chosen ?? (await oneClickFor(this.#services.training, eye, photos.length));
    this.#refuseSecond();
    const state = newState(libraryId, photos.length, eyes, settings);
    const run = this.#newRun(state, chosen);
    this.#run = run;
    void carryOut(this.#services, run, eyes, photos)
      .catch((error: unknown) => {
        if (run.abort.signal.aborted) return;
        state.phase = 'failed';
        state.problem = problemOf(error);
      })
      .then(() => {
        if (run.abort.signal.aborted) state.phase = 'cancelled';
        state.millisecondsLeft = null;
        run.kept = null;
        run.tell();
      });
    return { ...state };
  }

  async pause(runId: Id): Promise<void> {
    const run = this.#runningWith(runId);
    if (run?.state.phase !== 'training') return;
    await this.#services.training.call('pause', { runId });
    run.state.phase = 'paused';
    run.tell();
  }

  async resume(runId: Id): Promise<void> {
    const run = this.#runningWith(runId);
    if (run?.state.phase !== 'paused') return;
    run.state.phase = 'training';
    await this.#services.training.call('resume', { runId });
    run.tell();
  }

  async cancel(runId: Id): Promise<void> {
    const run = this.#runningWith(runId);
    if (run === null) return;
    run.abort.abort();
    await this.#services.training.call('cancel', { runId });
  }

  /** Takes the training process's notices. */
  noticed<Name extends keyof TrainingNotices>(name: Name, notice: TrainingNotices[Name]): void {
    const run = this.#runningWith(notice.runId);
    if (run === null) return;
    if (name === 'kept') run.kept = notice as TrainingNotices['kept'];
    else this.#progressed(run, notice as TrainingNotices['progress']);
  }

  #progressed({ state }: Run, notice: TrainingNotices['progress']): void {
    const { epoch, epochs, millisecondsLeft } = notice;
    Object.assign(state, { epoch, epochs, millisecondsLeft });
    // A training that goes on from where it was kept comes by some epochs once more.
    const last = state.curve.at(-1)?.epoch ?? 0;
    const curve = notice.curve.filter((point) => point.epoch > last);
    state.curve.push(...curve);
    this.#emit(state, curve);
  }

  #emit(state: TrainingState, curve: CurvePoint[]): void {
    this.#services.emit('training.progress', { ...state, curve });
  }

  #newRun(state: TrainingState, chosenSettings: TrainingSettings | null): Run {
    let toldAt = 0;
    const tell = () => {
      toldAt = performance.now();
      this.#emit(state, []);
    };
    const tellSometimes = () => {
      if (performance.now() - toldAt >= tellEvery) tell();
    };
    return {
      state,
      abort: new AbortController(),
      chosenSettings,
      knownTrials: this.#knownTrials,
      kept: null,
      tell,
      tellSometimes,
    };
  }

  #runningWith(runId: Id): Run | null {
    const run = this.#run;
    return run !== null && run.state.runId === runId && isRunning(run.state) ? run : null;
  }

  #refuseSecond(): void {
    if (this.#run !== null && isRunning(this.#run.state)) throw new ProblemError(alreadyTraining);
  }
}

const isRunning = ({ phase }: TrainingState): boolean =>
  phase !== 'done' && phase !== 'cancelled' && phase !== 'failed';

const newState = (
  libraryId: Id,
  toPrepare: number,
  eyes: [UsableEye, ...UsableEye[]],
  settings: TrainingSettings,
): TrainingState => {
  const [eye] = eyes;
  const isChosen = eyes.length === 1;
  return {
    runId: Date.now(),
    libraryId,
    phase: isChosen ? 'preparing' : 'comparing',
    eyeId: isChosen ? eye.summary.id : null,
    comparison: [],
    prepared: 0,
    toPrepare,
    unreadable: 0,
    epoch: 0,
    epochs: settings.epochs,
    millisecondsLeft: null,
    settings: settingsThrough(eye, settings),
    curve: [],
    modelId: null,
    problem: null,
  };
};
