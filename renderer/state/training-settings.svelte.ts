import type { TrainingSettings } from '../../electron/contract.ts';
import { inWords, typedNumber, wholeNumber } from '../numbers.ts';

/** The settings as typed into the fields. */
export interface SettingsDraft {
  hiddenLayers: string;
  learningRate: string;
  epochs: string;
  /** Empty takes all photos in each step. */
  minibatchSize: string;
  /** In percent. */
  keptAside: string;
  seed: string;
}

export type SettingsField = keyof SettingsDraft;
export type SettingsProblems = Partial<Record<SettingsField, string>>;

const MOST_LAYERS = 16;
const MOST_NEURONS = 4096;
const MOST_EPOCHS = 100_000;
const MOST_SEED = 4_294_967_295;

export function draftOf(settings: TrainingSettings): SettingsDraft {
  return {
    hiddenLayers: settings.hiddenLayers.join(', '),
    learningRate: typedNumber(settings.learningRate),
    epochs: typedNumber(settings.epochs),
    minibatchSize: settings.minibatchSize === null ? '' : typedNumber(settings.minibatchSize),
    keptAside: typedNumber(settings.validationFraction * 100),
    seed: typedNumber(settings.seed),
  };
}

/** The settings that a draft stands for, or null and what is wrong with which field. */
export function readDraft(draft: SettingsDraft): {
  settings: TrainingSettings | null;
  problems: SettingsProblems;
} {
  const problems: SettingsProblems = {};
  const take = <Value>(field: SettingsField, read: Value | string): Value | undefined => {
    if (typeof read !== 'string') return read;
    problems[field] = read;
    return undefined;
  };
  const hiddenLayers = take('hiddenLayers', readLayers(draft.hiddenLayers));
  const learningRate = take('learningRate', readLearningRate(draft.learningRate));
  const epochs = take('epochs', readWhole(draft.epochs, 1, MOST_EPOCHS));
  const minibatch = draft.minibatchSize.trim();
  const minibatchSize =
    minibatch === '' ? null : take('minibatchSize', readWhole(minibatch, 1, 1_000_000));
  const keptAside = take('keptAside', readBetween(draft.keptAside, 10, 50));
  const seed = take('seed', readWhole(draft.seed, 0, MOST_SEED));
  if (
    hiddenLayers === undefined ||
    learningRate === undefined ||
    epochs === undefined ||
    minibatchSize === undefined ||
    keptAside === undefined ||
    seed === undefined
  ) {
    return { settings: null, problems };
  }
  const validationFraction = keptAside / 100;
  return {
    settings: { hiddenLayers, learningRate, epochs, minibatchSize, validationFraction, seed },
    problems,
  };
}

function numberIn(text: string): number {
  const trimmed = text.trim();
  return trimmed === '' ? Number.NaN : Number(trimmed);
}

function readLayers(text: string): number[] | string {
  const sizes = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (sizes.length > MOST_LAYERS) return `Please take at most ${MOST_LAYERS} hidden layers.`;
  const wrong = sizes.filter((part) => {
    const size = Number(part);
    return !Number.isInteger(size) || size < 1 || size > MOST_NEURONS;
  });
  if (wrong.length > 0) {
    return (
      `${inWords(wrong.map((part) => `“${part}”`))} cannot be a layer. Write one whole number ` +
      `from 1 to ${wholeNumber(MOST_NEURONS)} for each layer, such as 20, 7, 5.`
    );
  }
  return sizes.map(Number);
}

function readLearningRate(text: string): number | string {
  const value = numberIn(text);
  if (value >= 1e-9 && value <= 100) return value;
  return 'Please write a number above 0 and at most 100, such as 0.01.';
}

function readWhole(text: string, low: number, high: number): number | string {
  const value = numberIn(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  return `Please write a whole number from ${wholeNumber(low)} to ${wholeNumber(high)}.`;
}

function readBetween(text: string, low: number, high: number): number | string {
  const value = numberIn(text);
  if (value >= low && value <= high) return value;
  return `Please write a number from ${low} to ${high}.`;
}

/** One-click settings, or the person's own; kept while other views are shown. */
export class SettingsChoice {
  #draft = $state<SettingsDraft | null>(null);

  readonly #read = $derived(this.#draft ? readDraft(this.#draft) : null);

  /** Null while one-click settings are taken. */
  get draft(): SettingsDraft | null {
    return this.#draft;
  }

  get problems(): SettingsProblems {
    return this.#read?.problems ?? {};
  }

  get valid(): boolean {
    return this.#read === null || this.#read.settings !== null;
  }

  /** What `training.start` takes: null is one-click. */
  get settings(): TrainingSettings | null {
    return this.#read?.settings ?? null;
  }

  /** Starts an own draft from settings that are known to work. */
  takeOwn(earlier: TrainingSettings): void {
    this.#draft = draftOf(earlier);
  }

  write(field: SettingsField, text: string): void {
    if (this.#draft) this.#draft[field] = text;
  }

  backToOneClick(): void {
    this.#draft = null;
  }
}

export const settingsChoice = new SettingsChoice();
