import path from 'node:path';
import type { ClassifiedPhoto, Id, ModelSummary, Problem, TaskState } from '../../contract.ts';
import type { PhotoSource } from '../../imaging/operations.ts';
import type { Task } from '../../tasks/task.ts';
import type { Eyes, UsableEye } from '../eyes/eyes.ts';
import { doesNotFit, modelGone } from '../models/problems.ts';
import { askAgain } from '../../processes/ask-again.ts';
import { asError, ProblemError } from '../problem-error.ts';
import { walk } from '../scan/walk.ts';
import type { Services } from '../services.ts';

interface Item {
  source: PhotoSource;
  fileName: string;
  path: string;
  /** Its name does not promise a photo; it is tried all the same. */
  doubtful?: boolean;
}

/** A saved model, with the eye that it looks through. */
interface SeeingModel {
  model: ModelSummary;
  eye: UsableEye;
}

/** What is classified within one task: all that was asked for while it ran. */
interface Batch {
  task: Task<'classify'>;
  /** Requests that are not answered in full, and those of them that may still find photos. */
  pending: number;
  finding: number;
  found: number;
  finished: number;
  failure: Error | null;
  /** Ends the task. */
  end: () => void;
}

const TELL_EVERY = 100; // milliseconds

/** What was dropped in since the app started, with the answers of the models that were asked. */
export class ClassifySession {
  readonly #services: Services;
  readonly #eyes: Eyes;
  readonly #results = new Map<Id, { result: ClassifiedPhoto; source: PhotoSource }>();
  #nextId = 1;
  #batch: Batch | null = null;
  #fresh: ClassifiedPhoto[] = [];
  #toldAt = -Infinity;

  constructor(services: Services, eyes: Eyes) {
    this.#services = services;
    this.#eyes = eyes;
  }

  get results(): ClassifiedPhoto[] {
    return [...this.#results.values()].map(({ result }) => result);
  }

  resultOf(id: Id): ClassifiedPhoto | null {
    return this.#results.get(id)?.result ?? null;
  }

  sourceOf(id: Id): PhotoSource | null {
    return this.#results.get(id)?.source ?? null;
  }

  clear(): void {
    void this.#batch?.task.cancel();
    this.#results.clear();
    this.#fresh = [];
  }

  /** Answers for every photo among the files and below the folders, as they are found. */
  async classifyFiles(modelId: Id, paths: string[]): Promise<TaskState<'classify'>> {
    return this.#classify(modelId, (signal) => itemsBelow(paths, signal));
  }

  async classifyPasted(
    modelId: Id,
    fileName: string,
    bytes: Uint8Array,
  ): Promise<TaskState<'classify'>> {
    return this.#classify(modelId, async function* () {
      yield { source: { bytes }, fileName, path: '' };
    });
  }

  async #classify(
    modelId: Id,
    items: (signal: AbortSignal) => AsyncGenerator<Item>,
  ): Promise<TaskState<'classify'>> {
    const model = await this.#readyModel(modelId);
    const batch = this.#runningBatch();
    batch.pending += 1;
    batch.finding += 1;
    // The call is answered now; results follow as events.
    void this.#carryOut(model, items(batch.task.signal), batch)
      .catch((error: unknown) => (batch.failure ??= asError(error)))
      .finally(() => {
        batch.pending -= 1;
        if (batch.pending > 0) return;
        this.#tellResults();
        batch.end();
      });
    return batch.task.state;
  }

  /** The one that is under way, or a new one. */
  #runningBatch(): Batch {
    const running = this.#batch;
    if (running !== null && running.pending > 0 && !running.task.signal.aborted) return running;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const task = this.#services.tasks.start(
      { kind: 'classify', details: { found: 0 }, canPause: true },
      async () => {
        await ended;
        if (batch.failure !== null) throw batch.failure;
      },
    );
    const counts = { pending: 0, finding: 0, found: 0, finished: 0, failure: null };
    const batch: Batch = { task, ...counts, end };
    this.#batch = batch;
    return batch;
  }

  async #readyModel(modelId: Id): Promise<SeeingModel> {
    const { library } = this.#services;
    const model = (await library.call('listModels', undefined)).find(({ id }) => id === modelId);
    if (model === undefined) throw new ProblemError(modelGone);
    const eye = await this.#eyes.find(model.eyeId, model.eyeName);
    if (model.layerSizes[0] !== eye.summary.featureCount) throw new ProblemError(doesNotFit(model));
    await askAgain(() => this.#load(modelId));
    return { model, eye };
  }

  async #load(modelId: Id): Promise<void> {
    const { library, training } = this.#services;
    if (await training.call('hasModel', { modelId })) return;
    const weights = await library.call('modelWeights', { modelId });
    if (weights === null) throw new ProblemError(modelGone);
    const outcome = await training.call('loadModel', { modelId, weights });
    if (!outcome.ok) throw new ProblemError(outcome.problem);
  }

  async #carryOut(model: SeeingModel, items: AsyncGenerator<Item>, batch: Batch): Promise<void> {
    const { task } = batch;
    let isFinding = true;
    const work = async () => {
      while (await task.mayGoOn()) {
        const next = await items.next();
        if (next.done === true && isFinding) {
          isFinding = false;
          batch.finding -= 1;
        }
        if (next.done === true || task.signal.aborted) return;
        batch.found += 1;
        await this.#classifyOne(model, next.value, batch);
      }
    };
    // Where one fails, the answers of the others still count.
    const workers = Array.from({ length: this.#services.imaging.concurrency * 2 }, work);
    const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw asError(failed.reason);
  }

  async #classifyOne(seeing: SeeingModel, item: Item, batch: Batch): Promise<void> {
    const { imaging, training } = this.#services;
    const { signal } = batch.task;
    const { model, eye } = seeing;
    const { source, fileName, path: filePath } = item;
    const request = { source, thumbnail: false, eyes: [eye.reference] };
    const outcome = await imaging.read(request, { signal, priority: 1 });
    if (signal.aborted) return;
    const result: ClassifiedPhoto = {
      id: this.#nextId++,
      fileName,
      path: filePath,
      modelId: model.id,
      modelName: model.name,
      categoryNames: model.categoryNames,
      probabilities: null,
      problem: outcome.ok ? null : problemFor(item, outcome.problem),
    };
    const features = outcome.ok ? outcome.value.features[eye.reference.id] : undefined;
    if (features !== undefined) {
      // A process that was started anew knows no model.
      const answers = await askAgain(async () => {
        await this.#load(model.id);
        return training.call('predict', { modelId: model.id, features });
      });
      result.probabilities = [...answers];
    }
    if (signal.aborted) return;
    this.#results.set(result.id, { result, source });
    this.#fresh.push(result);
    batch.finished += 1;
    const { found, finished, finding } = batch;
    if (this.#services.clock.elapsed() - this.#toldAt > TELL_EVERY) this.#tellResults();
    const total = finding === 0 ? found : null;
    batch.task.progressed({ done: finished, total, details: { found } });
  }

  #tellResults(): void {
    this.#toldAt = this.#services.clock.elapsed();
    if (this.#fresh.length > 0) this.#services.emit('classify.results', this.#fresh);
    this.#fresh = [];
  }
}

/** A file given by name is always answered for, whatever it is; of a folder, only its photos. */
async function* itemsBelow(paths: string[], signal: AbortSignal): AsyncGenerator<Item> {
  for (const start of paths) {
    const itself = { source: { path: start }, fileName: path.basename(start), path: start };
    try {
      for await (const step of walk(start, signal)) {
        if (step.kind === 'photo') {
          const file = step.photo.path;
          yield { source: { path: file }, fileName: path.basename(file), path: file };
        } else if (step.file.path === start) {
          yield { ...itself, doubtful: true };
        }
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      // Vanished or unreadable: reading it says so beside it.
      yield itself;
    }
  }
}

/** A file whose name does not promise a photo has not deceived anybody. */
function problemFor({ doubtful }: Item, problem: Problem): Problem {
  return doubtful === true && problem.code === 'not-a-picture'
    ? { code: 'not-a-photo', parameters: {} }
    : problem;
}
