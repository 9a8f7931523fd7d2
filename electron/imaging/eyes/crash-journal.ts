import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** After so many in a row the native runtime is not tried again. */
const MOST_CRASHES = 2;

interface Entry {
  /** What is tried, with its version: another one begins with a clean record. */
  subject: string;
  crashes: number;
  /** Whether the process that comes after a crash leaves it be, so that photos which wait are not lost. */
  isResting: boolean;
}

/**
 * Remembers across crashes, in a file, that something was begun and has not ended: whoever writes it dies with
 * the process. Where there is no file nothing is remembered.
 */
export class CrashJournal {
  readonly #file: string | null;
  readonly #subject: string;

  constructor(file: string | null, subject: string) {
    this.#file = file;
    this.#subject = subject;
  }

  /** Whether it may be tried in this process: not in the first one after a crash, and not after two in a row. */
  mayTry(): boolean {
    const entry = this.#read();
    if (entry.crashes >= MOST_CRASHES) return false;
    if (!entry.isResting) return true;
    this.#write({ ...entry, isResting: false });
    return false;
  }

  /**
   * Carries something out that may end the process.
   *
   * @param isProof - Whether it shows that all is well, so that earlier crashes are forgotten.
   */
  async during<Value>(isProof: boolean, work: () => Promise<Value>): Promise<Value> {
    const before = this.#read();
    this.#write({ ...before, crashes: before.crashes + 1, isResting: true });
    try {
      return await work();
    } finally {
      this.#write(isProof ? { ...before, crashes: 0 } : before);
    }
  }

  #read(): Entry {
    const none = { subject: this.#subject, crashes: 0, isResting: false };
    if (this.#file === null) return none;
    try {
      const entry = JSON.parse(readFileSync(this.#file, 'utf8')) as Partial<Entry> | null;
      const { subject, crashes, isResting } = entry ?? {};
      if (subject !== this.#subject || !Number.isSafeInteger(crashes)) return none;
      return { subject, crashes: crashes ?? 0, isResting: isResting === true };
    } catch {
      return none;
    }
  }

  /** A full disk must not keep anybody from looking. */
  #write(entry: Entry): void {
    if (this.#file === null) return;
    try {
      if (entry.crashes === 0) rmSync(this.#file, { force: true });
      else writeFileSync(this.#file, JSON.stringify(entry));
    } catch (error) {
      console.error(error);
    }
  }
}
