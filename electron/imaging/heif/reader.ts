import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Outcome, Problem } from '../../contract.ts';
import {
  damaged,
  MOST_SECONDS,
  TAKES_TOO_LONG,
  tooLarge,
  tooLargeFor,
  unsupportedKind,
} from '../problems.ts';
import type { Size } from '../decode.ts';
import { MOST_HEIF_PIXELS } from './decode-heif.ts';
import type { HeifReply, HeifRequest } from './worker.ts';

/** Each keeps the memory that its largest picture took, until it ends. */
const MOST_WORKERS = Math.min(2, availableParallelism());
/** A worker that nobody needs ends after that many milliseconds and gives its memory back. */
const MOST_REST = 10_000;
/** After a picture of more pixels a worker ends at once. */
const MOST_KEPT_PIXELS = 25_000_000;

/** `heif_error_code`: a coding or a feature that is not known, and more memory than there is. */
const UNSUPPORTED = [3, 4];
const OUT_OF_MEMORY = 6;

export interface HeifPicture {
  bytes: Buffer;
  size: Size;
}

interface Job {
  request: HeifRequest;
  settle: (outcome: Outcome<HeifPicture>) => void;
}

function problemFor(code: number): Problem {
  if (code === OUT_OF_MEMORY) return tooLarge;
  return UNSUPPORTED.includes(code) ? unsupportedKind('HEIF') : damaged;
}

function outcomeOf(reply: HeifReply): Outcome<HeifPicture> {
  if ('code' in reply) return { ok: false, problem: problemFor(reply.code) };
  const { width, height, picture } = reply.decoded;
  if (picture === null) return { ok: false, problem: tooLargeFor(MOST_HEIF_PIXELS / 1e6) };
  return { ok: true, value: { bytes: Buffer.from(picture.buffer), size: { width, height } } };
}

/**
 * Decodes HEIF pictures in threads of their own, since libheif works without pause and some file may
 * make it work for ever.
 */
export class HeifReader {
  readonly #waiting: Job[] = [];
  readonly #resting: Worker[] = [];
  #working = 0;
  #rest: NodeJS.Timeout | null = null;

  /** @param enough - As for `decodeHeif`. */
  read(bytes: Uint8Array, enough: number | null): Promise<Outcome<HeifPicture>> {
    return new Promise((settle) => {
      this.#waiting.push({ request: { bytes, enough }, settle });
      this.#next();
    });
  }

  #next(): void {
    if (this.#working === MOST_WORKERS) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#working += 1;
    void this.#work(job).finally(() => {
      this.#working -= 1;
      this.#next();
    });
  }

  async #work({ request, settle }: Job): Promise<void> {
    const worker = this.#resting.pop() ?? startWorker();
    const outcome = await ask(worker, request);
    const { width, height } = outcome.ok ? outcome.value.size : { width: Infinity, height: 1 };
    // One that was given up still works, and one that met damage may not be whole any more.
    if (width * height > MOST_KEPT_PIXELS) await worker.terminate();
    else this.#keep(worker);
    settle(outcome);
  }

  #keep(worker: Worker): void {
    this.#resting.push(worker);
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      for (const resting of this.#resting.splice(0)) void resting.terminate();
    }, MOST_REST);
    this.#rest.unref();
  }
}

function startWorker(): Worker {
  // As TypeScript beside this file, or as a built file beside the one that this became part of.
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './heif-worker.js';
  const worker = new Worker(new URL(file, import.meta.url));
  // It waits for work as long as the process lives, and is no reason to go on living.
  worker.unref();
  // A thread that breaks exits as well, and whoever waits for it is told then.
  worker.on('error', () => undefined);
  return worker;
}

/** Has a worker decode one picture, for no longer than `mostSeconds`. */
function ask(worker: Worker, request: HeifRequest): Promise<Outcome<HeifPicture>> {
  return new Promise((settle) => {
    const end = (outcome: Outcome<HeifPicture>): void => {
      clearTimeout(timer);
      worker.off('message', answered).off('exit', broke);
      settle(outcome);
    };
    const answered = (reply: HeifReply): void => end(outcomeOf(reply));
    const broke = (): void => end({ ok: false, problem: damaged });
    const timer = setTimeout(
      () => end({ ok: false, problem: TAKES_TOO_LONG }),
      MOST_SECONDS * 1000,
    );
    worker.on('message', answered).on('exit', broke);
    const bytes = new Uint8Array(request.bytes);
    worker.postMessage({ ...request, bytes }, [bytes.buffer]);
  });
}
