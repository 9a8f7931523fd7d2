import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isModelFile } from '../jobs/models/file-name.ts';

/** The model files among the arguments that the app was started with, as absolute paths. */
export function modelFilesAmong(
  argumentsGiven: readonly string[],
  workingDirectory: string,
): string[] {
  return argumentsGiven.flatMap((argument) => {
    if (argument.startsWith('-') || !isModelFile(argument)) return [];
    if (!argument.startsWith('file:')) return [path.resolve(workingDirectory, argument)];
    try {
      return [fileURLToPath(argument)];
    } catch {
      // An address of another computer, or none at all.
      return [];
    }
  });
}

/** Files that the system asks to open: they wait until a window can show what came of them. */
export class FilesFromOutside {
  #waiting: string[] = [];
  #open: ((file: string) => void) | null = null;

  ask(files: readonly string[]): void {
    this.#waiting.push(...files);
    this.#openWaiting();
  }

  /** A window is there to show what `open` does. */
  windowPainted(open: (file: string) => void): void {
    this.#open = open;
    this.#openWaiting();
  }

  windowClosed(): void {
    this.#open = null;
  }

  #openWaiting(): void {
    if (this.#open === null) return;
    for (const file of this.#waiting.splice(0)) this.#open(file);
  }
}
