import type { Outcome, Problem } from '../contract.ts';
import type { LibraryOperations, OpenedLibrary } from '../library/operations.ts';
import { ProcessStoppedError } from '../processes/host.ts';
import { askAgain } from '../processes/ask-again.ts';
import type { ProcessHost } from '../processes/host.ts';
import { unwrap } from './problem-error.ts';

type Reply<Name extends keyof LibraryOperations> = Awaited<ReturnType<LibraryOperations[Name]>>;

/** What must not be done twice, and so is not asked again where the process dies with it in hand. */
const ONCE: ReadonlySet<keyof LibraryOperations> = new Set([
  'createLibrary',
  'undo',
  'redo',
  'acceptSuggestions',
  'removeLibrary',
  'removeModel',
]);

/** The library process, once its database is open; while it cannot be opened every call says why. */
export class LibraryClient {
  readonly #host: Pick<ProcessHost<LibraryOperations>, 'call'>;
  readonly #open: () => Promise<Outcome<OpenedLibrary>>;
  readonly #pending = new Set<Promise<unknown>>();
  #closing: Promise<void> | null = null;
  #opened: Promise<Outcome<OpenedLibrary>> | null = null;

  constructor(
    host: Pick<ProcessHost<LibraryOperations>, 'call'>,
    place: { folder: string; nativeBinding: string | null },
    /** Hears of it where the files were damaged and could be read at least in part. */
    recovered: (problem: Problem) => void,
  ) {
    this.#host = host;
    this.#open = async () => {
      const outcome = await host.call('open', place);
      if (outcome.ok && outcome.value.recovered !== null) recovered(outcome.value.recovered);
      return outcome;
    };
  }

  open(): Promise<Outcome<OpenedLibrary>> {
    if (this.#opened !== null) return this.#opened;
    const opened = this.#open();
    this.#opened = opened;
    // What was in the way may be gone at the next try.
    const forget = () => {
      if (this.#opened === opened) this.#opened = null;
    };
    opened.then((outcome) => {
      if (!outcome.ok) forget();
    }, forget);
    return opened;
  }

  /** After the process ended, the next call opens the database again. */
  forgetConnection(): void {
    this.#opened = null;
  }

  /** Answers nobody from now on; fulfilled when what was asked for until now is done and the database is closed. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async call<Name extends keyof LibraryOperations & string>(
    name: Name,
    payload: Parameters<LibraryOperations[Name]>[0],
  ): Promise<Reply<Name>> {
    if (this.#closing !== null) throw new ProcessStoppedError('The library was closed');
    const ask = () => this.#ask(name, payload);
    const answer = ONCE.has(name) ? ask() : askAgain(ask);
    this.#pending.add(answer);
    try {
      return await answer;
    } finally {
      this.#pending.delete(answer);
    }
  }

  async #ask<Name extends keyof LibraryOperations & string>(
    name: Name,
    payload: Parameters<LibraryOperations[Name]>[0],
  ): Promise<Reply<Name>> {
    unwrap(await this.open());
    return this.#host.call(name, payload);
  }

  /** Large messages take their time, and a model that is on its way is not to be lost. */
  async #close(): Promise<void> {
    await Promise.allSettled(this.#pending);
    if (this.#opened !== null) await this.#host.call('close', undefined);
  }
}
