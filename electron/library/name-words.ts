import type { Category, LabelSuggestion } from '../contract.ts';

export type NameHint = Pick<LabelSuggestion, 'categoryId' | 'source' | 'word'>;

const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/u;

function normalise(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** A word with its singular and plural: `puppy` gives puppy and puppies, `Cats` gives cats and cat. */
function formsOf(name: string): string[] {
  const word = normalise(name).split(SEPARATORS).filter(Boolean).join(' ');
  const forms = [word, `${word}s`, `${word}es`];
  if (word.endsWith('y')) forms.push(`${word.slice(0, -1)}ies`);
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('es')) forms.push(word.slice(0, -2));
  if (word.endsWith('s')) forms.push(word.slice(0, -1));
  return forms.filter((form) => form !== '');
}

/** What the names of categories look like on disk. */
export class NameWords {
  readonly #categories: { id: number; forms: string[] }[];

  constructor(categories: readonly Category[]) {
    this.#categories = categories.map(({ id, name }) => ({ id, forms: formsOf(name) }));
  }

  /** The category that a folder's name speaks of, if it is exactly one: `Cats`, `my_dogs`, not `cats and dogs`. */
  inFolderName(name: string): NameHint | null {
    const words = ` ${normalise(name).split(SEPARATORS).join(' ')} `;
    const meant = this.#categories.filter(({ forms }) =>
      forms.some((form) => words.includes(` ${form} `)),
    );
    const [only] = meant;
    return meant.length === 1 && only !== undefined
      ? { categoryId: only.id, source: 'folder', word: name }
      : null;
  }

  /** The category that a file's name starts with: `cat.123.jpg`, `dog_12.png`, `Cat7.jpg`, not `category.png`. */
  inFileName(name: string): NameHint | null {
    const stem = name.replace(/\.[^.]*$/, '');
    for (const { id, forms } of this.#categories) {
      for (const form of forms.toSorted((a, b) => b.length - a.length)) {
        const start = startOf(stem, form);
        if (start !== null) return { categoryId: id, source: 'file name', word: start };
      }
    }
    return null;
  }
}

/** The part of the stem, with one separator that follows, that spells the form. */
function startOf(stem: string, form: string): string | null {
  const spelled = form.split(' ').map(escapePattern).join('[^\\p{L}\\p{N}]+');
  const pattern = new RegExp(`^${spelled}(?:[^\\p{L}\\p{M}\\p{N}]|(?=\\p{N})|$)`, 'iu');
  return pattern.exec(stem.normalize('NFC'))?.[0] ?? null;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
