import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SharedLibrary } from './elf.ts';
import { UnknownLayout, assertLayout, readSharedLibrary } from './elf.ts';
import { planRenaming } from './names.ts';
import { renameSymbols } from './rename.ts';
import type { SharpFiles } from './state.ts';
import { isIsolated, ISOLATED_PROCESSORS, sharpFilesIn } from './state.ts';

export type Outcome =
  | { state: 'isolated'; changed: string[] }
  | { state: 'not needed' }
  | { state: 'not understood' | 'not written'; reason: string };

const LEFTOVER_AGE = 10 * 60_000;

/** Copies that a killed run left behind; a recent one may belong to a run in progress. */
function removeLeftovers(file: string): void {
  const folder = path.dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${path.basename(file)}.`) || !name.endsWith('.part')) continue;
    const leftover = path.join(folder, name);
    if (Date.now() - statSync(leftover).mtimeMs > LEFTOVER_AGE) rmSync(leftover, { force: true });
  }
}

/** Programs that have the old file open keep it; the next to open it get the complete new one. */
function replaceFile(file: string, bytes: Buffer): void {
  removeLeftovers(file);
  const copy = `${file}.${process.pid}.part`;
  try {
    const descriptor = openSync(copy, 'w');
    try {
      writeFileSync(descriptor, bytes);
      fchmodSync(descriptor, statSync(file).mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(copy, file);
  } finally {
    rmSync(copy, { force: true });
  }
}

function parse(bytes: Buffer): SharedLibrary {
  return readSharedLibrary(
    (offset, length) => bytes.subarray(offset, offset + length),
    bytes.length,
  );
}

function isolateFiles({ nodeFile, libFile }: SharpFiles): Outcome {
  const node = readFileSync(nodeFile);
  const lib = readFileSync(libFile);
  const { shared, inAddon, inLibrary } = planRenaming(parse(node), parse(lib));
  if (shared.length === 0) return { state: 'not needed' };

  // Both are made and checked before the first is written. A run that ends between the two leaves
  // one file with new names, which the next run sees and completes.
  const made = [
    { file: libFile, old: lib, indexes: inLibrary },
    { file: nodeFile, old: node, indexes: inAddon },
  ]
    .filter(({ indexes }) => indexes.length > 0)
    .map(({ file, old, indexes }) => ({ file, bytes: renameSymbols(old, indexes) }));
  for (const { file, bytes } of made) replaceFile(file, bytes);
  const state = isIsolated(nodeFile, libFile);
  assertLayout(state === 'isolated', `the two files do not fit each other: ${state}`);
  return { state, changed: made.map(({ file }) => file) };
}

/**
 * Renames GLib's functions in both files so that sharp's calls cannot reach the system's GLib, which
 * Electron brings into each of its processes on Linux. What is isolated already is left alone, and
 * so is what is not understood.
 */
export function isolate(files: SharpFiles): Outcome {
  try {
    return isolateFiles(files);
  } catch (error) {
    if (error instanceof UnknownLayout) return { state: 'not understood', reason: error.message };
    if (error instanceof Error && 'code' in error) {
      return { state: 'not written', reason: error.message };
    }
    throw error;
  }
}

export interface NamedOutcome {
  processor: string;
  outcome: Outcome;
}

/** Isolates every sharp for Linux with glibc in a `node_modules` folder; there may be none. */
export function isolateSharp(modulesFolder: string): NamedOutcome[] {
  return ISOLATED_PROCESSORS.flatMap((processor) => {
    const files = sharpFilesIn(modulesFolder, processor);
    return files === null ? [] : [{ processor, outcome: isolate(files) }];
  });
}
