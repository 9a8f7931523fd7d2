import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { literalWordsOfComponent, literalWordsOfScript } from './literal-words.ts';

/** Words that look as if people read them, and are only compared with. */
const NOT_READ: Record<string, readonly string[]> = {
  // What the library calls the kinds of a new library.
  'renderer/ui/numbers.ts': ['Cat', 'Dog'],
};

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Files of the window, and of main those that speak through the system's own menus and dialogs. */
const files = [...filesIn('renderer'), 'electron/main/dialogs.ts', 'electron/main/menu.ts'];

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .sort();
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** "renderer/ui/Button.svelte:3 “Press”" */
function literalsIn(file: string): string[] {
  const find = file.endsWith('.svelte') ? literalWordsOfComponent : literalWordsOfScript;
  return find(read(file))
    .filter(({ text }) => !NOT_READ[file]?.includes(text))
    .map(({ line, text }) => `${file}:${line} “${text}”`);
}

describe('the words of the window', () => {
  it('all come from the catalogue', () => {
    expect(files.flatMap(literalsIn)).toEqual([]);
  });
});

describe('a literal', () => {
  const inMarkup = (markup: string) => literalWordsOfComponent(markup).map(({ text }) => text);
  const inScript = (script: string) => literalWordsOfScript(script).map(({ text }) => text);

  it('is found as text, and told with its line', () => {
    const found = literalWordsOfComponent('<p>\n  {count}\n</p>\n<b>Photos  of\n cats</b>');
    expect(found).toEqual([{ line: 4, text: 'Photos of cats' }]);
  });

  it('is found in what is read of an element or a component', () => {
    expect(inMarkup('<img alt="a cat" />')).toEqual(['a cat']);
    expect(inMarkup('<EmptyState title="None" icon="paw" />')).toEqual(['None']);
    expect(inMarkup('<Button aria-label={`Remove ${name}`} />')).toEqual(['Remove …']);
    expect(inMarkup('<Button title={open ? "hide" : more ?? "show"} />')).toEqual(['hide', 'show']);
    expect(inMarkup('<p>{open ? `${count} more` : ""}</p>')).toEqual(['… more']);
  });

  it('is found inside blocks, snippets and handlers', () => {
    expect(inMarkup('{#if a}{#each b as c (c)}x{/each}{:else}y{/if}')).toEqual(['x', 'y']);
    expect(inMarkup('{#snippet actions()}<i>z</i>{/snippet}')).toEqual(['z']);
    expect(inMarkup('<b onclick={() => say("It was saved.")}></b>')).toEqual(['It was saved.']);
  });

  it('is found in a script when it looks like words', () => {
    expect(inScript('say("just now");')).toEqual(['just now']);
    expect(inScript('const title = "Label";')).toEqual(['Label']);
    expect(inScript('say(`${count} photos`);')).toEqual(['… photos']);
    expect(inScript('const sorts = [{ value: "name", words: "name" }];')).toEqual(['name']);
    expect(inScript('const all = ["a"] as const;\n\nsay("Done.");')).toEqual(['Done.']);
  });

  it('is found where code would join messages to one another', () => {
    expect(inScript('say(`${m.saved()}${m.next()}`);')).toEqual(['……']);
    expect(inScript('say(m.saved() + name);')).toEqual(['… + …']);
    expect(inMarkup('<b title={`${m.saved()}: ${name}`}></b>')).toEqual(['…: …']);
  });

  it('is left alone where nobody reads it', () => {
    expect(
      inMarkup('<div class="view small" style:width={`${x}px`} role="list">3 × 4</div>'),
    ).toEqual([]);
    expect(inMarkup('<path d="M 0 0" transform={`translate(${x} ${y})`} />')).toEqual([]);
    expect(inScript('if (event.key === "Escape") go("photos");')).toEqual([]);
    expect(inScript('throw new TypeError("This is a bug.");')).toEqual([]);
    expect(inScript('document.querySelector("dialog[open], :popover-open");')).toEqual([]);
    expect(inScript('import x from "./Some File.svelte"; type Y = "Some text";')).toEqual([]);
  });
});

describe('the catalogue', () => {
  // What processes tell by codes stands in reports.json, which is tested beside electron/words/.
  const catalogues = ['resources/words/en/window.json'];
  const sources = [...filesIn('renderer'), ...filesIn('electron')].map(read).join('\n');
  const used = new Set(
    Array.from(sources.matchAll(/\bm\.(\w+)|(\w+) as \w+,/g), ([, one, other]) => one ?? other),
  );

  it.each(catalogues)('has no word in %s that is not used', (catalogue) => {
    const keys = Object.keys(JSON.parse(read(catalogue)) as object);
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it.each(catalogues)('is in the order of the alphabet in %s', (catalogue) => {
    const keys = Object.keys(JSON.parse(read(catalogue)) as object);
    expect(keys).toEqual([...keys].sort());
  });

  it.each(catalogues)('leaves numbers and dates in %s to Intl', (catalogue) => {
    // `count` chooses between one and many; `shown` is the number with its separators.
    expect(read(catalogue)).not.toContain('{count}');
    expect(read(catalogue)).not.toMatch(/: (number|datetime|relativetime)\b/);
  });
});
