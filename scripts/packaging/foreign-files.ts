import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readArchiveIndex } from './archive-index.ts';
import type { Target } from './program-kind.ts';
import { programKind } from './program-kind.ts';

export interface ForeignFile {
  file: string;
  reason: string;
}

const TARGET_IN_NAME =
  /(?:^|[/.-])(aix|android|darwin|freebsd|linux|linuxmusl|openbsd|sunos|win32)[-/](arm|arm64|ia32|ppc64|riscv64|s390x|x64)(?=[/.-]|$)/g;

function foreignByName(name: string, { platform, processor }: Target): string | null {
  const other = [...name.matchAll(TARGET_IN_NAME)].find(
    ([, named, forProcessor]) => named !== platform || forProcessor !== processor,
  );
  return other === undefined ? null : `named for ${other[1]} ${other[2]}`;
}

function foreignByContent(file: string, { platform, processor }: Target): string | null {
  const kind = programKind(readFileSync(file));
  if (kind === null) return null;
  const fits = kind.platform === platform && [processor, 'universal'].includes(kind.processor);
  return fits ? null : `a program for ${kind.platform} ${kind.processor}`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

function named(file: string, reason: string | null): ForeignFile[] {
  return reason === null ? [] : [{ file, reason }];
}

/** What in a packed app is for another system or another processor, or cannot be loaded where it lies. */
export function foreignFiles(appFolder: string, resources: string, target: Target): ForeignFile[] {
  const onDisk = filesBelow(appFolder).flatMap((file) =>
    named(file, foreignByContent(path.join(appFolder, file), target)),
  );
  const archived = readArchiveIndex(path.join(resources, 'app.asar')).flatMap(
    ({ name, unpacked }) => {
      const isLibrary = /\.(node|so|so\.[\d.]+|dylib|dll|exe)$/.test(name);
      const trapped = isLibrary && !unpacked ? 'a library inside the archive' : null;
      return named(`app.asar/${name}`, foreignByName(name, target) ?? trapped);
    },
  );
  return [...onDisk, ...archived];
}

/** What the eyes' runtime consists of; for other systems and processors there is none, and the eyes do without. */
const EYE_RUNTIMES: Readonly<Record<string, string>> = {
  'linux-x64': 'libonnxruntime.so.1',
  'linux-arm64': 'libonnxruntime.so.1',
  'darwin-arm64': 'libonnxruntime.1.dylib',
  'win32-x64': 'onnxruntime.dll',
  'win32-arm64': 'onnxruntime.dll',
};

function eyeRuntimeFiles({ platform, processor }: Target): string[] {
  const library = EYE_RUNTIMES[`${platform}-${processor}`];
  if (library === undefined) return [];
  const folder = `onnxruntime-node/bin/napi-v6/${platform}/${processor}`;
  return [`${folder}/onnxruntime_binding.node`, `${folder}/${library}`];
}

/** The native and WebAssembly files that the packed app needs and does not have. */
export function lackingFiles(resources: string, target: Target): string[] {
  const name = `${target.platform}-${target.processor}`;
  return [
    `better-sqlite3/prebuilds/${name}.node`,
    `@img/sharp-${name}`,
    '@img/sharp-wasm32',
    'libheif-js/libheif-wasm/libheif.wasm',
    'libheif-js/libheif-wasm/LICENSE',
    ...eyeRuntimeFiles(target),
  ].filter(
    (wanted) => !existsSync(path.join(resources, 'app.asar.unpacked', 'node_modules', wanted)),
  );
}
