// Which symbols get which new name. A symbol's name is a place in the string table where reading
// begins, up to the next zero byte. A renamed symbol begins one byte later: `g_free` becomes `_free`.
// No byte of a name is written, so whatever shares those bytes (linkers store `g_free` inside
// `vips_g_free`) keeps the name that it has, and the new name is the same in every file. It is also
// its own mark: a name without its first letter, and that letter still before it.

import type { DynamicSymbol, SharedLibrary } from './elf.ts';
import { assertLayout } from './elf.ts';

/** Every function of GLib, GObject and GIO begins so; the names of libvips do not. */
const OF_GLIB = /^g_[a-z]/;
const FIRST_LETTER = 'g'.charCodeAt(0);

export function isolatedName(name: string): string {
  return name.slice(1);
}

function isRenamed({ nameOffset, name }: DynamicSymbol, strings: Buffer): boolean {
  return nameOffset > 0 && strings[nameOffset - 1] === FIRST_LETTER && OF_GLIB.test(`g${name}`);
}

/** GLib's own name of a symbol, before or after it was renamed; null where it is not GLib's. */
function glibName(symbol: DynamicSymbol, strings: Buffer): string | null {
  if (OF_GLIB.test(symbol.name)) return symbol.name;
  return isRenamed(symbol, strings) ? `g${symbol.name}` : null;
}

export interface Renaming {
  /** GLib's names that the one file imports and the other exports. */
  shared: string[];
  /** The numbers of the symbols that still have those names. */
  inAddon: number[];
  inLibrary: number[];
}

function symbolsNamed(
  { symbols, strings }: SharedLibrary,
  wanted: (symbol: DynamicSymbol) => boolean,
): Map<string, DynamicSymbol[]> {
  const named = new Map<string, DynamicSymbol[]>();
  for (const symbol of symbols) {
    if (!wanted(symbol)) continue;
    const name = glibName(symbol, strings);
    if (name !== null) named.set(name, [...(named.get(name) ?? []), symbol]);
  }
  return named;
}

function assertFree(file: SharedLibrary, names: readonly string[]): void {
  const isolated = new Set(names.map(isolatedName));
  const taken = new Set<string>();
  for (const symbol of file.symbols) {
    taken.add(symbol.name);
    assertLayout(
      !isolated.has(symbol.name) || isRenamed(symbol, file.strings),
      `the name ${symbol.name} is already taken`,
    );
  }
  for (const name of names) {
    const both = taken.has(name) && taken.has(isolatedName(name));
    assertLayout(!both, `it has both ${name} and ${isolatedName(name)}`);
  }
}

/**
 * What is to be renamed so that the addon's GLib calls can go nowhere but to its own library.
 *
 * @throws UnknownLayout where a new name would meet another symbol.
 */
export function planRenaming(addon: SharedLibrary, library: SharedLibrary): Renaming {
  const imports = symbolsNamed(
    addon,
    ({ imported, importedFrom }) =>
      imported && (importedFrom === null || importedFrom === library.soname),
  );
  const exports = symbolsNamed(library, ({ exported }) => exported);
  const shared = [...imports.keys()].filter((name) => exports.has(name)).sort();
  assertFree(addon, shared);
  assertFree(library, shared);
  const left = (named: Map<string, DynamicSymbol[]>): number[] =>
    shared
      .flatMap((name) => (named.get(name) ?? []).filter((symbol) => symbol.name === name))
      .map(({ index }) => index);
  return { shared, inAddon: left(imports), inLibrary: left(exports) };
}
