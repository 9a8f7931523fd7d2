import type { EyeRuntime } from '../../contract.ts';
import type { CrashJournal } from './crash-journal.ts';
import { loadNativeRuntime } from './native-runtime.ts';
import type { ChosenRuntime, Runtime } from './runtime.ts';
import { loadWebRuntime } from './web-runtime.ts';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

/** How each is loaded; tests put what fails in the place of one. */
export interface RuntimeLoaders {
  native: () => Promise<Runtime>;
  web: () => Promise<Runtime>;
}

export function runtimeLoaders(webFolder: string | null): RuntimeLoaders {
  return {
    native: loadNativeRuntime,
    web: () => loadWebRuntime(webFolder),
  };
}

/**
 * The native runtime where it can be had, and otherwise the one in WebAssembly.
 *
 * @throws Error where neither can be loaded.
 */
export async function chooseRuntime(
  { native, web }: RuntimeLoaders,
  crashes: CrashJournal,
): Promise<ChosenRuntime> {
  let code: EyeRuntime = 'webassembly-after-crashes';
  if (crashes.mayTry()) {
    try {
      return { runtime: await crashes.during(false, native), code: 'native' };
    } catch (error) {
      code = isMissing(error) ? 'webassembly-without-native' : 'webassembly-after-failure';
    }
  }
  return { runtime: await web(), code };
}
