import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { EyeDownload, Problem } from '../../contract.ts';
import { ProblemError, problemOf, unwrap } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { EyeCandidates } from './candidates.ts';
import { downloadEye, downloadableEye } from './download-eye.ts';
import type { PinnedFile } from './download-eye.ts';
import { eyesFolder } from './eye-file.ts';

const tellEvery = 100; // milliseconds

/** The one download that the app knows, off until it is asked for: a network that becomes an eye. */
export class EyeFetch {
  readonly #services: Pick<Services, 'emit' | 'userDataFolder'>;
  readonly #candidates: EyeCandidates;
  readonly #file: PinnedFile;
  #abort: AbortController | null = null;
  #toldAt = 0;
  #state: EyeDownload;

  constructor(
    services: Pick<Services, 'emit' | 'userDataFolder'>,
    candidates: EyeCandidates,
    file = downloadableEye,
  ) {
    this.#services = services;
    this.#candidates = candidates;
    this.#file = file;
    const { name, address, licence, byteSize: total } = file;
    this.#state = { phase: 'idle', name, address, licence, received: 0, total, problem: null };
  }

  get state(): EyeDownload {
    return this.#state;
  }

  /** Begins, or goes on where it was broken off; how far it is follows as events. */
  start(): void {
    if (this.#abort !== null) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#tell({ phase: 'downloading', problem: null });
    this.#fetch(abort.signal)
      .then(() => this.#tell({ phase: 'done' }))
      .catch((error: unknown) => {
        if (abort.signal.aborted) this.#tell({ phase: 'cancelled' });
        else this.#tell({ phase: 'failed', problem: problemOf(error) });
      })
      .finally(() => {
        this.#abort = null;
      });
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    const folder = eyesFolder(this.#services.userDataFolder);
    const received = (bytes: number) => this.#received(bytes);
    const wanted = { folder, signal, received, file: this.#file };
    const { file } = unwrap(await downloadEye(wanted));
    this.#tell({ phase: 'checking' });
    const { candidateId, outputs } = await this.#candidates.inspect(file);
    const [output] = outputs;
    if (output === undefined) throw new ProblemError(noOutput);
    const { name, licence, address } = this.#file;
    const chosen = { name, preset: 'imagenet', output: output.name } as const;
    const fileName = path.posix.basename(new URL(address).pathname);
    await this.#candidates.add(candidateId, chosen, { fileName, licence, origin: address });
    // Kept under its own name now.
    await rm(file, { force: true });
  }

  #received(bytes: number): void {
    this.#state = { ...this.#state, received: bytes };
    if (performance.now() - this.#toldAt >= tellEvery) this.#tell({});
  }

  #tell(change: Partial<EyeDownload>): void {
    this.#toldAt = performance.now();
    this.#state = { ...this.#state, ...change };
    this.#services.emit('eyes.download', this.#state);
  }
}

const noOutput: Problem = { code: 'eye-without-output', parameters: {} };
