import { availableParallelism } from 'node:os';
import type { Outcome, Problem } from '../contract.ts';
import { isExit } from '../processes/exit.ts';
import type {
  ImagingNotices,
  ImagingOperations,
  PhotoSource,
  ReadPhoto,
  ReadRequest,
} from './operations.ts';
import { pictureEdges } from './recipe.ts';

/** What the queue needs of the process that decodes; `ProcessHost` has it. */
export interface ImagingHost {
  call<Name extends keyof ImagingOperations & string>(
    name: Name,
    payload: Parameters<ImagingOperations[Name]>[0],
  ): Promise<Awaited<ReturnType<ImagingOperations[Name]>>>;
  /** Returns the function that stops listening. */
  listen<Name extends keyof ImagingNotices>(
    name: Name,
    listener: (payload: ImagingNotices[Name]) => void,
  ): () => void;
  /** Sets an environment variable for the processes started from now on. */
  setEnvironment(name: string, value: string): void;
}

export interface JobOptions {
  /** Higher goes first; photos that someone looks at go before those read in the background. */
  priority?: number;
  /** A job that has not begun when it is aborted is answered with a problem and never begins. */
  signal?: AbortSignal;
}

type JobName = 'read' | 'render';

/**
 * Photos read in the background that share one message: carrying each alone costs a tenth of the time.
 * Fewer where small pictures are wanted, since then somebody looks on and other photos must get a turn;
 * one where a network looks, which takes far longer than a message.
 */
function mostInOneMessage({ thumbnail, eyes }: ReadRequest): number {
  if (!eyes.every(({ id }) => pictureEdges.has(id))) return 1;
  return thumbnail ? 4 : 16;
}

interface Job {
  name: JobName;
  payload: unknown;
  priority: number;
  signal: AbortSignal | undefined;
  /** True after the process died while this photo was in hand. */
  suspect: boolean;
  settle: (outcome: Outcome<unknown>) => void;
  fail: (error: unknown) => void;
}

export const quarantined: Problem = { code: 'could-not-be-read-safely', parameters: {} };

const cancelled: Problem = { code: 'cancelled', parameters: {} };

function isStopped(error: unknown): boolean {
  return error instanceof Error && error.name === 'ProcessStoppedError';
}

/** Deaths while loading after which the process is started with the other decoder. */
const MOST_DEATHS_OF_NATIVE = 2;
/** And after which it is given up, for the other decoder dies as well. */
const MOST_DEATHS = 4;

/**
 * Hands photos to the imaging process, a few at a time. When the process dies, every photo that was in
 * hand becomes a suspect and is tried once more, alone; the one that kills it again is answered with a
 * problem, and all others go on in the process that is started anew. Each new process first shows that
 * its decoder works, so that a decoder which dies while loading is told from a photo that kills it.
 */
export class ImagingQueue {
  readonly concurrency: number;
  readonly #host: ImagingHost;
  readonly #waiting: Job[] = [];
  #inHand = 0;
  #suspectInHand = false;
  #ready: Promise<void> | null = null;
  #deathsWhileLoading = 0;

  /**
   * Four more in hand than there are processors: what is in hand also waits, for its file and for
   * messages to be carried, and decoders must not wait with it.
   */
  constructor(host: ImagingHost, concurrency = Math.max(2, availableParallelism()) + 4) {
    this.#host = host;
    this.concurrency = concurrency;
  }

  read(payload: ReadRequest, options: JobOptions = {}): Promise<Outcome<ReadPhoto>> {
    return this.#add('read', payload, options) as Promise<Outcome<ReadPhoto>>;
  }

  render(
    payload: { source: PhotoSource; longestEdge: number },
    options: JobOptions = {},
  ): Promise<Outcome<Uint8Array>> {
    return this.#add('render', payload, options) as Promise<Outcome<Uint8Array>>;
  }

  /** `drawn` is told how far it is. */
  async writeSample(
    payload: Parameters<ImagingOperations['writeSample']>[0],
    drawn: (progress: ImagingNotices['drawn']) => void,
  ) {
    const stopListening = this.#host.listen('drawn', drawn);
    try {
      return await this.#call('writeSample', payload);
    } finally {
      stopListening();
    }
  }

  previewEye(payload: Parameters<ImagingOperations['previewEye']>[0]) {
    return this.#call('previewEye', payload);
  }

  diagnose() {
    return this.#call('diagnose', undefined);
  }

  diagnoseEyes() {
    return this.#call('diagnoseEyes', undefined);
  }

  /** @throws ProcessExitedError when the process dies with this call in hand. */
  async #call<Name extends keyof ImagingOperations & string>(
    name: Name,
    payload: Parameters<ImagingOperations[Name]>[0],
  ) {
    const ready = (this.#ready ??= this.#load());
    await ready;
    try {
      return await this.#host.call(name, payload);
    } catch (error) {
      // Several calls see one death; only the first may forget the process that died.
      if (isExit(error) && this.#ready === ready) this.#ready = null;
      throw error;
    }
  }

  /** Starts the process and waits for its decoder; one that dies twice is replaced by the other. */
  async #load(): Promise<void> {
    for (;;) {
      try {
        await this.#host.call('diagnose', undefined);
        this.#deathsWhileLoading = 0;
        return;
      } catch (error) {
        // A decoder that throws ends its process as well, a moment after its answer.
        this.#deathsWhileLoading += 1;
        if (isStopped(error) || this.#deathsWhileLoading >= MOST_DEATHS) {
          this.#ready = null;
          this.#deathsWhileLoading = MOST_DEATHS_OF_NATIVE;
          throw new Error('The photo reader could not be started.', { cause: error });
        }
        if (this.#deathsWhileLoading === MOST_DEATHS_OF_NATIVE) {
          this.#host.setEnvironment('PURRCEPTRON_DECODER', 'webassembly');
        }
      }
    }
  }

  #add(name: JobName, payload: unknown, { priority = 0, signal }: JobOptions) {
    return new Promise<Outcome<unknown>>((settle, fail) => {
      this.#insert({ name, payload, priority, signal, suspect: false, settle, fail });
      this.#next();
    });
  }

  #insert(job: Job): void {
    const place = this.#waiting.findIndex(({ priority }) => priority < job.priority);
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, job);
  }

  #next(): void {
    while (this.#inHand < this.concurrency && !this.#suspectInHand) {
      const job = this.#take();
      if (job === undefined) return;
      void this.#work([job, ...this.#companions(job)]);
    }
  }

  /** A suspect waits until nothing else is in hand; while one waits, nothing else begins. */
  #take(): Job | undefined {
    const suspect = this.#waiting.findIndex((job) => job.suspect);
    if (suspect === -1) return this.#waiting.shift();
    return this.#inHand === 0 ? this.#waiting.splice(suspect, 1)[0] : undefined;
  }

  /** Those that may share a message with a job: read in the background, and beyond what keeps all busy. */
  #companions(job: Job): Job[] {
    if (job.name !== 'read' || job.priority > 0 || job.suspect) return [];
    const most = mostInOneMessage(job.payload as ReadRequest);
    const spare = Math.floor(this.#waiting.length / this.concurrency);
    const last = this.#waiting.findIndex(({ name, suspect }) => name !== 'read' || suspect);
    const alike = last === -1 ? this.#waiting.length : last;
    return this.#waiting.splice(0, Math.min(most - 1, spare, alike));
  }

  async #work(jobs: Job[]): Promise<void> {
    const wanted = jobs.filter(({ signal }) => signal?.aborted !== true);
    for (const { signal, settle } of jobs) {
      if (signal?.aborted === true) settle({ ok: false, problem: cancelled });
    }
    const [first] = wanted;
    if (first === undefined) return;
    this.#inHand += 1;
    this.#suspectInHand = first.suspect;
    try {
      const outcomes = await this.#ask(first, wanted);
      wanted.forEach((job, place) =>
        job.settle(outcomes[place] ?? { ok: false, problem: cancelled }),
      );
    } catch (error) {
      for (const job of wanted) this.#failed(job, error);
    } finally {
      this.#inHand -= 1;
      if (first.suspect) this.#suspectInHand = false;
      this.#next();
    }
  }

  async #ask(first: Job, jobs: Job[]): Promise<Outcome<unknown>[]> {
    if (jobs.length === 1) return [await this.#call(first.name, first.payload as never)];
    return this.#call('readMany', { requests: jobs.map(({ payload }) => payload as ReadRequest) });
  }

  #failed(job: Job, error: unknown): void {
    if (!isExit(error)) job.fail(error);
    else if (job.suspect) job.settle({ ok: false, problem: quarantined });
    else this.#insert({ ...job, suspect: true });
  }
}
