import { createRequire } from 'node:module';
import path from 'node:path';
import { isIsolated, sharpFilesIn } from '../../scripts/isolate-sharp/state.ts';
import { besideArchive } from './beside-archive.ts';
import type { Isolation } from '../../scripts/isolate-sharp/state.ts';

/** The folder of packages that holds sharp's native part for this processor; null where there is none. */
function packagesFolder(): string | null {
  try {
    const addon = `@img/sharp-linux-${process.arch}/sharp.node`;
    const entry = createRequire(import.meta.url).resolve(addon);
    return besideArchive(path.resolve(entry, '../../..'));
  } catch {
    return null;
  }
}

/**
 * Whether sharp's native part may be loaded into this process. On Linux with glibc, Electron's own GLib
 * is found before the one inside libvips, so the names they share must have been renamed in sharp's
 * files (`scripts/isolate-sharp`); everywhere else there is nothing to collide with.
 */
export function nativePart(): Isolation {
  if (process.platform !== 'linux' || process.versions['electron'] === undefined) {
    return 'not needed';
  }
  const folder = packagesFolder();
  const files = folder === null ? null : sharpFilesIn(folder, process.arch);
  return files === null ? 'not understood' : isIsolated(files.nodeFile, files.libFile);
}
