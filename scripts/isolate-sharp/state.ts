// Reads, and never writes, whether sharp is safe to load next to the system's GLib. It takes a few
// milliseconds and needs nothing but Node, so that the app can ask before it loads sharp.

import { closeSync, fstatSync, openSync, readSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ReadBytes } from './elf.ts';
import { UnknownLayout, readSharedLibrary } from './elf.ts';
import { isolatedName, planRenaming } from './names.ts';
import { isFindable } from './rename.ts';

/** The two files of sharp's prebuilt packages for Linux with glibc. */
export interface SharpFiles {
  /** sharp's own code, the addon that Node loads. */
  nodeFile: string;
  /** libvips and its copy of GLib. */
  libFile: string;
}

export type Isolation = 'isolated' | 'not isolated' | 'not needed' | 'not understood';

/** The processors with Linux and glibc for which Electron and sharp are both built. */
export const ISOLATED_PROCESSORS = ['x64', 'arm64'] as const;

function onlyFile(folder: string, name: RegExp): string | null {
  try {
    const found = readdirSync(folder).filter((file) => name.test(file));
    return found.length === 1 ? path.join(folder, found[0] ?? '') : null;
  } catch {
    return null;
  }
}

/**
 * The files of sharp for that processor in a `node_modules` folder. Null where they are not there:
 * on other systems, on Linux with musl, and where sharp was built from its source.
 */
export function sharpFilesIn(modulesFolder: string, processor: string): SharpFiles | null {
  const packages = path.join(modulesFolder, '@img');
  const nodeFile = onlyFile(path.join(packages, `sharp-linux-${processor}`, 'lib'), /\.node$/);
  const libFile = onlyFile(
    path.join(packages, `sharp-libvips-linux-${processor}`, 'lib'),
    /^libvips-cpp\.so\.[\d.]*\d$/,
  );
  return nodeFile === null || libFile === null ? null : { nodeFile, libFile };
}

function withFile<Result>(file: string, use: (read: ReadBytes, size: number) => Result): Result {
  const descriptor = openSync(file, 'r');
  try {
    const read: ReadBytes = (offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
    };
    return use(read, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

function isolationOf(readNode: ReadBytes, nodeSize: number, libFile: string): Isolation {
  const addon = readSharedLibrary(readNode, nodeSize);
  return withFile(libFile, (readLib, libSize) => {
    const library = readSharedLibrary(readLib, libSize);
    const { shared, inAddon, inLibrary } = planRenaming(addon, library);
    if (shared.length === 0) return 'not needed';
    if (inAddon.length > 0 || inLibrary.length > 0) return 'not isolated';
    const findable = shared.every((name) => isFindable(readLib, library, isolatedName(name)));
    return findable ? 'isolated' : 'not understood';
  });
}

/**
 * Whether sharp's GLib calls can reach its own library alone. Native sharp is safe in a process of
 * Electron on Linux when the answer is `'isolated'` or `'not needed'`. A file that is missing or
 * cut short is `'not understood'`.
 */
export function isIsolated(nodeFile: string, libFile: string): Isolation {
  try {
    return withFile(nodeFile, (read, size) => isolationOf(read, size, libFile));
  } catch (error) {
    const isExpected =
      error instanceof UnknownLayout || (error instanceof Error && 'code' in error);
    if (isExpected) return 'not understood';
    throw error;
  }
}
