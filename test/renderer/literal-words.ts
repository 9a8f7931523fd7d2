import { parse } from 'svelte/compiler';

// Finds the words that a person would read and that do not come from the catalogue.

export interface LiteralWords {
  line: number;
  text: string;
}

interface Node {
  type: string;
  start: number;
  [property: string]: unknown;
}

/** What people see or hear of an element or a component: not one literal letter belongs there. */
const READ_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'caption',
  'label',
  'message',
  'nextStep',
  'placeholder',
  'promise',
  'text',
  'title',
  'unit',
  'words',
]);

/** Attributes whose strings are for the browser however much they look like words. */
const MACHINE_ATTRIBUTES = new Set(['class', 'd', 'points', 'style', 'transform', 'viewBox']);

/** Functions that are handed selectors, commands or names of the browser. */
const TAKE_MACHINE_STRINGS = new Set([
  'closest',
  'execCommand',
  'getContext',
  'matchMedia',
  'matches',
  'querySelector',
  'querySelectorAll',
  'supports',
]);

/** Single words with a capital that the browser compares with, and no person reads. */
const MACHINE_WORDS = new Set([
  // KeyboardEvent.key
  ...['ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'Backspace', 'Control', 'Delete', 'End'],
  ...['Enter', 'Escape', 'Home', 'Meta', 'PageDown', 'PageUp', 'Shift', 'Tab'],
  // KeyboardEvent.code
  ...['Comma', 'Equal', 'Minus', 'Space'],
  // DataTransfer.types
  'Files',
]);

/** Every literal in a Svelte component that people would read. */
export function literalWordsOfComponent(source: string): LiteralWords[] {
  const { fragment, instance, module } = parse(source, { modern: true });
  const finder = new Finder(source);
  for (const part of [module, instance]) if (part) finder.inScript(part.content as unknown as Node);
  finder.inMarkup(fragment as unknown as Node);
  return finder.found.sort((one, other) => one.line - other.line);
}

/** Every literal in a TypeScript file that people would read. */
export function literalWordsOfScript(source: string): LiteralWords[] {
  // Svelte's parser knows TypeScript inside a component only.
  return literalWordsOfComponent(`<script lang="ts">${source}</script>`);
}

class Finder {
  readonly found: LiteralWords[] = [];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  inMarkup(node: Node): void {
    if (node.type === 'Text') this.#letters(node, String(node['data']));
    else if (node.type === 'Attribute') this.#attribute(node);
    else if (node.type === 'ExpressionTag') this.#read(node['expression'] as Node);
    else if (node.type !== 'Comment') {
      // What is neither markup nor an attribute of it is JavaScript: of blocks, handlers, snippets.
      for (const child of childrenOf(node)) {
        if (isMarkup(child)) this.inMarkup(child);
        else this.inScript(child);
      }
    }
  }

  inScript(node: Node): void {
    if (isTypeOnly(node) || isImport(node) || isForDevelopers(node)) return;
    if (node.type === 'Literal' && typeof node['value'] === 'string') {
      this.#add(node, node['value'], looksLikeWords(node['value']));
    } else if (node.type === 'TemplateLiteral') {
      const text = textOf(node);
      this.#add(node, text, looksLikeWords(text) || joinsMessages(node));
    } else if (isSum(node)) {
      this.#add(node, '… + …', joinsMessages(node));
    } else if (node.type === 'Property' && READ_ATTRIBUTES.has(nameOf(node['key']))) {
      this.#read(node['value'] as Node);
      return;
    }
    const machineStrings = node.type === 'CallExpression' && takesMachineStrings(node);
    for (const child of childrenOf(node)) {
      if (machineStrings && child.type === 'Literal') continue;
      this.inScript(child);
    }
  }

  #attribute(node: Node): void {
    const name = String(node['name']);
    if (MACHINE_ATTRIBUTES.has(name)) return;
    for (const part of childrenOf(node)) {
      const isRead = READ_ATTRIBUTES.has(name);
      if (part.type === 'Text') {
        if (isRead) this.#letters(part, String(part['data']));
      } else if (isRead) this.#read(part['expression'] as Node);
      else this.inScript(part['expression'] as Node);
    }
  }

  /** An expression whose value is read: what it may become must hold no literal letters. */
  #read(node: Node): void {
    if (node.type === 'Literal' && typeof node['value'] === 'string') {
      this.#letters(node, node['value']);
    } else if (node.type === 'TemplateLiteral') {
      const text = textOf(node);
      this.#add(node, text, hasLetters(text) || joinsMessages(node));
      for (const child of childrenOf(node)) if (child.type !== 'TemplateElement') this.#read(child);
    } else if (node.type === 'ConditionalExpression') {
      this.inScript(node['test'] as Node);
      this.#read(node['consequent'] as Node);
      this.#read(node['alternate'] as Node);
    } else if (node.type === 'LogicalExpression' || isSum(node)) {
      this.#add(node, '… + …', isSum(node) && joinsMessages(node));
      this.#read(node['left'] as Node);
      this.#read(node['right'] as Node);
    } else this.inScript(node);
  }

  #letters(node: Node, text: string): void {
    this.#add(node, text, hasLetters(text));
  }

  #add(node: Node, text: string, isFound: boolean): void {
    if (!isFound) return;
    const line = this.#source.slice(0, node.start).split('\n').length;
    this.found.push({ line, text: text.trim().replaceAll(/\s+/g, ' ') });
  }
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** Two words with a space between them, or one that begins like a sentence. */
function looksLikeWords(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  if (parts.length > 1) return parts.some((part) => /^[“(]?\p{L}{2,}[’”).,:;!?…]*$/u.test(part));
  return /^\p{Lu}[\p{Ll}’]+[.:!?…]?$/u.test(text.trim()) && !MACHINE_WORDS.has(text);
}

/** A template with "…" for each value: "…px" is not taken for a word, " pixels" is. */
function textOf(template: Node): string {
  const parts = template['quasis'] as { value: { cooked: string } }[];
  return parts.map(({ value }) => value.cooked).join('…');
}

function isTypeOnly({ type }: Node): boolean {
  const wrapsAValue = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];
  return type.startsWith('TS') && !wrapsAValue.includes(type);
}

function isImport({ type }: Node): boolean {
  return type === 'ImportDeclaration' || type === 'ExportAllDeclaration';
}

/** What a bug throws and what the console is told is read by developers. */
function isForDevelopers(node: Node): boolean {
  if (node.type === 'NewExpression') return /Error$/.test(nameOf(node['callee']));
  if (node.type !== 'CallExpression') return false;
  const callee = node['callee'] as Node;
  return callee.type === 'MemberExpression' && nameOf(callee['object']) === 'console';
}

function takesMachineStrings(call: Node): boolean {
  const callee = call['callee'] as Node;
  return TAKE_MACHINE_STRINGS.has(
    nameOf(callee.type === 'MemberExpression' ? callee['property'] : callee),
  );
}

/** A template or a sum with a message in it: another language may want its parts in another order. */
function joinsMessages(node: Node): boolean {
  return childrenOf(node).some((child) => {
    const callee = child.type === 'CallExpression' ? (child['callee'] as Node) : null;
    return callee?.type === 'MemberExpression' && nameOf(callee['object']) === 'm';
  });
}

function isSum(node: Node): boolean {
  return node.type === 'BinaryExpression' && node['operator'] === '+';
}

function isMarkup({ type }: Node): boolean {
  return (
    /^(Fragment|Text|Comment|Attribute|ExpressionTag)$/.test(type) ||
    /(Element|Component|Block|Body|Head|Window|Document|Boundary)$/.test(type)
  );
}

function nameOf(value: unknown): string {
  const node = value as { name?: unknown; value?: unknown };
  const name = node.name ?? node.value;
  return typeof name === 'string' ? name : '';
}

function childrenOf(node: Node): Node[] {
  return Object.entries(node)
    .filter(([property]) => property !== 'parent' && property !== 'metadata')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
