import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { DownloadableEye, Problem, TaskState } from '../../contract.ts';
import type { Task } from '../../tasks/task.ts';
import { ProblemError, unwrap } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { EyeCandidates } from './candidates.ts';
import { downloadEye, DOWNLOADABLE_EYE } from './download-eye.ts';
import type { PinnedFile } from './download-eye.ts';
import { eyesFolder } from './eye-file.ts';

/** The one download that the app knows, off until it is asked for: a network that becomes an eye. */
export class EyeFetch {
  readonly #services: Pick<Services, 'tasks' | 'userDataFolder'>;
  readonly #candidates: EyeCandidates;
  readonly #file: PinnedFile;
  #task: Task<'eye-download'> | null = null;

  constructor(
    services: Pick<Services, 'tasks' | 'userDataFolder'>,
    candidates: EyeCandidates,
    file = DOWNLOADABLE_EYE,
  ) {
    this.#services = services;
    this.#candidates = candidates;
    this.#file = file;
  }

  get downloadable(): DownloadableEye {
    const { name, address, licence, byteSize } = this.#file;
    return { name, address, licence, byteSize };
  }

  /** Begins, or goes on where it was broken off; begins nothing while it runs. */
  start(): TaskState<'eye-download'> {
    if (this.#task !== null && !this.#task.isOver) return this.#task.state;
    this.#task = this.#services.tasks.start(
      { kind: 'eye-download', total: this.#file.byteSize, details: { step: 'downloading' } },
      (task) => this.#fetch(task),
    );
    return this.#task.state;
  }

  async #fetch(task: Task<'eye-download'>): Promise<void> {
    const folder = eyesFolder(this.#services.userDataFolder);
    const received = (bytes: number) => task.progressed({ done: bytes });
    const wanted = { folder, signal: task.signal, received, file: this.#file };
    const { file } = unwrap(await downloadEye(wanted));
    task.changed({ canCancel: false, millisecondsLeft: null, details: { step: 'checking' } });
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
}

const noOutput: Problem = { code: 'eye-without-output', parameters: {} };
