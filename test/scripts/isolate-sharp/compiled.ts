import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SharpFiles } from '../../../scripts/isolate-sharp/state.ts';

/** Why nothing can be compiled here; null where it can. */
export const COMPILER_MISSING = ((): string | null => {
  if (process.platform !== 'linux') return `${process.platform} has no ELF files`;
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'gcc is not installed';
  }
})();

export type HashStyle = 'gnu' | 'sysv' | 'both';

// Its linker stores g_free and g_object_ref inside the longer names that end so.
const LIBRARY = `
  const char *g_free(void) { return "own"; }
  const char *g_object_ref(void) { return "own"; }
  const char *g_not_used(void) { return "own"; }
  const char *vips_g_free(void) { return "vips"; }
  const char *my_g_object_ref(void) { return "mine"; }
  const char *object_ref(void) { return "tail"; }
`;

const ADDON = `
  const char *g_free(void), *g_object_ref(void), *g_elsewhere(void);
  const char *vips_g_free(void), *my_g_object_ref(void), *object_ref(void);
  const char *answers[7];
  const char **ask(void) {
    answers[0] = g_free();
    answers[1] = g_object_ref();
    answers[2] = vips_g_free();
    answers[3] = my_g_object_ref();
    answers[4] = object_ref();
    answers[5] = g_elsewhere();
    return answers;
  }
`;

// What the system's GLib is to Electron: loaded before all others, with the same names.
const SYSTEM = `
  const char *g_free(void) { return "system"; }
  const char *g_object_ref(void) { return "system"; }
  const char *g_elsewhere(void) { return "elsewhere"; }
`;

const PROGRAM = `
  #include <dlfcn.h>
  #include <stdio.h>
  const char *g_free(void), *g_elsewhere(void);
  int main(int count, char **args) {
    g_free(); g_elsewhere();
    void *addon = dlopen(args[1], RTLD_NOW);
    if (!addon) { puts(dlerror()); return 1; }
    const char **answers = ((const char **(*)(void)) dlsym(addon, "ask"))();
    for (; *answers; answers++) puts(*answers);
    return 0;
  }
`;

function compile(folder: string, output: string, source: string, args: string[]): string {
  const file = path.join(folder, output);
  writeFileSync(`${file}.c`, source);
  execFileSync('gcc', ['-O1', '-o', file, `${file}.c`, `-L${folder}`, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return file;
}

const SHARED_ARGS = ['-shared', '-fPIC'];

/** An addon, its library and a program that loads them, as sharp, libvips and Electron are. */
export function compileFiles(
  folder: string,
  hashStyle: HashStyle,
  versioned = false,
): SharpFiles & { program: string } {
  const style = `-Wl,--hash-style=${hashStyle}`;
  const script = path.join(folder, 'versions.map');
  writeFileSync(script, 'VIPS_1 { global: *; };');
  compile(folder, 'libsystem.so', SYSTEM, [...SHARED_ARGS, '-Wl,-soname,libsystem.so']);
  const libFile = compile(folder, 'libvips-cpp.so.1', LIBRARY, [
    ...[...SHARED_ARGS, style, '-Wl,-soname,libvips-cpp.so.1', '-Wl,-Bsymbolic-functions'],
    ...(versioned ? [`-Wl,--version-script=${script}`] : []),
  ]);
  const nodeFile = compile(folder, 'addon.node', ADDON, [
    ...[...SHARED_ARGS, style, '-Wl,-rpath,$ORIGIN', '-l:libvips-cpp.so.1', '-l:libsystem.so'],
  ]);
  const programFile = compile(folder, 'program', PROGRAM, [
    '-Wl,-rpath,$ORIGIN',
    '-l:libsystem.so',
    '-ldl',
  ]);
  return { nodeFile, libFile, program: programFile };
}

/** What the addon hears from g_free, g_object_ref and the names that share their letters. */
export function answers(files: SharpFiles & { program: string }): string[] {
  return execFileSync(files.program, [files.nodeFile], { encoding: 'utf8' }).trim().split('\n');
}
