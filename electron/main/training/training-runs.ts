import type { CurvePoint, Id, TrainingSettings, TrainingState } from '../../contract.ts';
import { featureCount, recipe } from '../../imaging/recipe.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { FinishedTraining, TrainingNotices } from '../../training/operations.ts';
import { ProblemError, problemOf, unwrap } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { prepareFeatures } from './prepare.ts';
import type { PreparedPhoto } from './prepare.ts';

interface Run {
  state: TrainingState;
  abort: AbortController;
}

/** Fewer photos of a kind than this teach nothing that could be checked. */
const fewestOfAKind = 5;

/** One training at a time: prepare the photos, train in the training process, save the model. */
export class TrainingRuns {
  readonly #services: Services;
  #run: Run | null = null;
  #toldAt = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  get current(): TrainingState | null {
    return this.#run?.state ?? null;
  }

  async oneClickSettings(libraryId: Id): Promise<TrainingSettings> {
    const { library, training } = this.#services;
    const { length: exampleCount } = await library.call('trainingPhotos', { libraryId });
    return training.call('oneClickSettings', { exampleCount, featureCount });
  }

  async start(libraryId: Id, chosen: TrainingSettings | null): Promise<TrainingState> {
    if (this.#run !== null && isRunning(this.#run.state)) {
      throw new ProblemError({
        code: 'training-already',
        message: 'A training is running already.',
        nextStep: 'Wait until it is done, or cancel it first.',
      });
    }
    const photos = await this.#services.library.call('trainingPhotos', { libraryId });
    refuseTooFew(photos);
    const settings = chosen ?? (await this.oneClickSettings(libraryId));
    const run: Run = {
      state: newState(libraryId, photos.length, settings),
      abort: new AbortController(),
    };
    this.#run = run;
    void this.#carryOut(run, photos);
    return { ...run.state };
  }

  async pause(runId: Id): Promise<void> {
    const run = this.#runningWith(runId);
    if (run?.state.phase !== 'training') return;
    await this.#services.training.call('pause', { runId });
    run.state.phase = 'paused';
    this.#tell(run, []);
  }

  async resume(runId: Id): Promise<void> {
    const run = this.#runningWith(runId);
    if (run?.state.phase !== 'paused') return;
    run.state.phase = 'training';
    await this.#services.training.call('resume', { runId });
    this.#tell(run, []);
  }

  async cancel(runId: Id): Promise<void> {
    const run = this.#runningWith(runId);
    if (run === null) return;
    run.abort.abort();
    await this.#services.training.call('cancel', { runId });
  }

  /** Takes the training process's notices. */
  progressed(notice: TrainingNotices['progress']): void {
    const run = this.#runningWith(notice.runId);
    if (run === null) return;
    const { epoch, epochs, millisecondsLeft, curve } = notice;
    Object.assign(run.state, { epoch, epochs, millisecondsLeft });
    run.state.curve.push(...curve);
    this.#tell(run, curve);
  }

  #runningWith(runId: Id): Run | null {
    const run = this.#run;
    return run !== null && run.state.runId === runId && isRunning(run.state) ? run : null;
  }

  #tell({ state }: Run, newPoints: CurvePoint[]): void {
    this.#services.emit('training.progress', { ...state, curve: newPoints });
  }

  #tellSometimes(run: Run): void {
    const now = performance.now();
    if (now - this.#toldAt < 100) return;
    this.#toldAt = now;
    this.#tell(run, []);
  }

  async #carryOut(run: Run, photos: TrainingPhoto[]): Promise<void> {
    const { state, abort } = run;
    try {
      const examples = await this.#prepare(run, photos);
      if (!abort.signal.aborted) await this.#train(run, examples);
      if (abort.signal.aborted) state.phase = 'cancelled';
    } catch (error) {
      state.phase = abort.signal.aborted ? 'cancelled' : 'failed';
      if (!abort.signal.aborted) state.problem = problemOf(error);
    }
    state.millisecondsLeft = null;
    this.#tell(run, []);
  }

  async #prepare(run: Run, photos: TrainingPhoto[]): Promise<PreparedPhoto[]> {
    const { state, abort } = run;
    const examples: PreparedPhoto[] = [];
    const batches = prepareFeatures(this.#services, photos, {
      signal: abort.signal,
      prepared: (count) => {
        state.prepared += count;
        this.#tellSometimes(run);
      },
      unreadable: () => {
        state.unreadable += 1;
      },
    });
    for await (const batch of batches) examples.push(...batch);
    return examples;
  }

  async #train(run: Run, examples: PreparedPhoto[]): Promise<void> {
    const { training } = this.#services;
    const { state, abort } = run;
    const { runId, settings } = state;
    refuseTooFew(examples.map(({ photo }) => photo));
    await training.call('begin', { runId, exampleCount: examples.length, featureCount });
    await sendExamples(training, runId, examples);
    if (abort.signal.aborted) return;
    state.phase = 'training';
    this.#tell(run, []);
    const finished = unwrap(await training.call('run', { runId, settings }));
    if (finished === null || abort.signal.aborted) {
      abort.abort();
      return;
    }
    state.phase = 'saving';
    this.#tell(run, []);
    await this.#save(run, examples, finished);
  }

  async #save({ state }: Run, examples: PreparedPhoto[], finished: FinishedTraining) {
    const { library, emit } = this.#services;
    const { libraryId, settings } = state;
    const { library: summary, categories } = await library.call('contents', { libraryId });
    const names = categories.map(({ name }) => name);
    const firstCount = examples.filter(({ photo }) => photo.target === 1).length;
    const { milliseconds, ...figures } = finished;
    const model = await library.call('saveModel', {
      model: {
        ...figures,
        libraryId,
        name: `${summary.name} (${Math.round(100 * finished.validation.accuracy)}%)`,
        createdAt: Date.now(),
        categoryNames: [names[0] ?? '', names[1] ?? ''],
        labelCounts: [firstCount, examples.length - firstCount],
        settings,
        trainingMilliseconds: milliseconds,
        preprocessing: recipe,
      },
    });
    state.modelId = model.id;
    state.phase = 'done';
    emit('models.changed', { currentModelId: model.id });
  }
}

const isRunning = ({ phase }: TrainingState): boolean =>
  phase === 'preparing' || phase === 'training' || phase === 'paused' || phase === 'saving';

const newState = (libraryId: Id, toPrepare: number, settings: TrainingSettings): TrainingState => ({
  runId: Date.now(),
  libraryId,
  phase: 'preparing',
  prepared: 0,
  toPrepare,
  unreadable: 0,
  epoch: 0,
  epochs: settings.epochs,
  millisecondsLeft: null,
  settings,
  curve: [],
  modelId: null,
  problem: null,
});

const refuseTooFew = (photos: { target: 0 | 1 }[]): void => {
  const first = photos.filter(({ target }) => target === 1).length;
  if (Math.min(first, photos.length - first) >= fewestOfAKind) return;
  throw new ProblemError({
    code: 'too-few-labels',
    message: `Training needs at least ${fewestOfAKind} readable photos of each kind.`,
    nextStep: 'Label some more photos, then train again.',
  });
};

const sendExamples = async (
  training: Services['training'],
  runId: Id,
  examples: PreparedPhoto[],
): Promise<void> => {
  const batchSize = 128;
  for (let offset = 0; offset < examples.length; offset += batchSize) {
    const batch = examples.slice(offset, offset + batchSize);
    const features = new Uint8Array(batch.length * featureCount);
    batch.forEach((example, index) => features.set(example.features, index * featureCount));
    const targets = Uint8Array.from(batch, ({ photo }) => photo.target);
    await training.call('addExamples', { runId, offset, features, targets });
  }
};
