import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readArchiveIndex } from './archive-index.ts';
import type { Target } from './program-kind.ts';
import { programKind } from './program-kind.ts';

export interface ForeignFile {
  file: string;
  reason: string;
}

const targetInName =
  /(?:^|[/.-])(aix|android|darwin|freebsd|linux|linuxmusl|openbsd|sunos|win32)-(arm|arm64|ia32|ppc64|riscv64|s390x|x64)(?=[/.-]|$)/g;

const foreignByName = (name: string, { platform, processor }: Target): string | null => {
  const other = [...name.matchAll(targetInName)].find(
    ([, named, forProcessor]) => named !== platform || forProcessor !== processor,
  );
  return other === undefined ? null : `named for ${other[1]} ${other[2]}`;
};

const foreignByContent = (file: string, { platform, processor }: Target): string | null => {
  const kind = programKind(readFileSync(file));
  if (kind === null) return null;
  const fits = kind.platform === platform && [processor, 'universal'].includes(kind.processor);
  return fits ? null : `a program for ${kind.platform} ${kind.processor}`;
};

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

const named = (file: string, reason: string | null): ForeignFile[] =>
  reason === null ? [] : [{ file, reason }];

/** What in a packed app is for another system or another processor, or cannot be loaded where it lies. */
export const foreignFiles = (
  appFolder: string,
  resources: string,
  target: Target,
): ForeignFile[] => {
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
};

/** The native and WebAssembly files that the packed app needs and does not have. */
export const lackingFiles = (resources: string, { platform, processor }: Target): string[] => {
  const name = `${platform}-${processor}`;
  return [
    `better-sqlite3/prebuilds/${name}.node`,
    `@img/sharp-${name}`,
    '@img/sharp-wasm32',
    'libheif-js/libheif-wasm/libheif.wasm',
    'libheif-js/libheif-wasm/LICENSE',
  ].filter(
    (wanted) => !existsSync(path.join(resources, 'app.asar.unpacked', 'node_modules', wanted)),
  );
};
