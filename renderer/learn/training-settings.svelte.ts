import { SETTINGS_LIMITS } from '../../electron/contract/limits.ts';
import type { EyeId, EyeSummary, Id, TrainingSettings } from '../../electron/contract.ts';
import type { TrainingState } from '../app/task-views.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { api } from '../api.ts';
import { inWords, typedNumber, wholeNumber } from '../ui/numbers.ts';
import { eyes, type Eyes } from '../settings/eyes.svelte.ts';

export type SettingsField =
  'hiddenLayers' | 'learningRate' | 'epochs' | 'minibatchSize' | 'keptAside' | 'seed' | 'threads';
export type SettingsProblems = Partial<Record<SettingsField, string>>;

/**
 * The settings as typed into the fields: an empty minibatch takes all photos in each step, and what
 * is kept aside is in percent.
 */
export type SettingsDraft = Record<SettingsField, string> &
  Pick<TrainingSettings, 'network' | 'augmentation'>;

export function draftOf(settings: TrainingSettings): SettingsDraft {
  return {
    hiddenLayers: settings.hiddenLayers.join(', '),
    learningRate: typedNumber(settings.learningRate),
    epochs: typedNumber(settings.epochs),
    minibatchSize: settings.minibatchSize === null ? '' : typedNumber(settings.minibatchSize),
    keptAside: typedNumber(settings.validationFraction * 100),
    seed: typedNumber(settings.seed),
    threads: typedNumber(settings.threads),
    network: settings.network,
    augmentation: settings.augmentation,
  };
}

/** The settings that a draft stands for, or null and what is wrong with which field. */
export function readDraft(
  draft: SettingsDraft,
  mostThreads: number,
): { settings: TrainingSettings | null; problems: SettingsProblems } {
  const problems: SettingsProblems = {};
  const take = <Value>(field: SettingsField, read: Value | string): Value | undefined => {
    if (typeof read !== 'string') return read;
    problems[field] = read;
    return undefined;
  };
  const hiddenLayers = take('hiddenLayers', readLayers(draft.hiddenLayers));
  const learningRate = take('learningRate', readLearningRate(draft.learningRate));
  const epochs = take('epochs', readWhole(draft.epochs, SETTINGS_LIMITS.epochs));
  const minibatch = draft.minibatchSize.trim();
  const minibatchSize =
    minibatch === ''
      ? null
      : take('minibatchSize', readWhole(minibatch, SETTINGS_LIMITS.minibatchSize));
  const keptAside = take(
    'keptAside',
    readPercent(draft.keptAside, SETTINGS_LIMITS.validationFraction),
  );
  const seed = take('seed', readWhole(draft.seed, SETTINGS_LIMITS.seed));
  const threads = take(
    'threads',
    readWhole(draft.threads, { ...SETTINGS_LIMITS.threads, most: mostThreads }),
  );
  if (
    hiddenLayers === undefined ||
    learningRate === undefined ||
    epochs === undefined ||
    minibatchSize === undefined ||
    keptAside === undefined ||
    seed === undefined ||
    threads === undefined
  ) {
    return { settings: null, problems };
  }
  const { network, augmentation } = draft;
  const validationFraction = keptAside / 100;
  const shape = { hiddenLayers, network, augmentation, threads };
  return {
    settings: { ...shape, learningRate, epochs, minibatchSize, validationFraction, seed },
    problems,
  };
}

/** Convolutions look for patterns in a picture, and of the eyes only Pixels gives one. */
export function takesConvolutions(eye: EyeSummary | null): boolean {
  return eye?.kind === 'pixels';
}

/** Changed copies are made of the picture itself; without a chosen eye it may yet be one for pictures. */
export function takesAugmentation(eye: EyeSummary | null): boolean {
  return eye === null || eye.kind === 'pixels' || eye.kind === 'shapes';
}

function numberIn(text: string): number {
  const trimmed = text.trim();
  return trimmed === '' ? Number.NaN : Number(trimmed);
}

interface Range {
  least: number;
  most: number;
}

function readLayers(text: string): number[] | string {
  const { neurons, hiddenLayers } = SETTINGS_LIMITS;
  const sizes = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (sizes.length > hiddenLayers.most) {
    return m.learn_problem_layers_many({ most: wholeNumber(hiddenLayers.most) });
  }
  const wrong = sizes.filter((part) => {
    const size = Number(part);
    return !Number.isInteger(size) || size < neurons.least || size > neurons.most;
  });
  if (wrong.length > 0) {
    const parts = inWords(wrong.map((name) => m.ui_quoted({ name })));
    const { least, most } = neurons;
    return m.learn_problem_layers({ parts, low: wholeNumber(least), high: wholeNumber(most) });
  }
  return sizes.map(Number);
}

function readLearningRate(text: string): number | string {
  const value = numberIn(text);
  const { least, most } = SETTINGS_LIMITS.learningRate;
  if (value >= least && value <= most) return value;
  return m.learn_problem_rate({ most: wholeNumber(most) });
}

function readWhole(text: string, { least, most }: Range): number | string {
  const value = numberIn(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return m.learn_problem_whole({ low: wholeNumber(least), high: wholeNumber(most) });
}

/** In percent, of limits that are shares. */
function readPercent(text: string, { least, most }: Range): number | string {
  const [low, high] = [least * 100, most * 100];
  const value = numberIn(text);
  if (value >= low && value <= high) return value;
  return m.learn_problem_between({ low: wholeNumber(low), high: wholeNumber(high) });
}

/** The eye, and one-click settings or the person's own; kept while other views are shown. */
export class SettingsChoice {
  readonly #eyes: Eyes;
  readonly #mostThreads: number;
  #eyeId = $state<EyeId | null>(null);
  #draft = $state<SettingsDraft | null>(null);
  #edited = false;

  readonly #read = $derived.by(() => this.#draft && readDraft(this.#draft, this.#mostThreads));

  constructor(eyes: Eyes, mostThreads: number) {
    this.#eyes = eyes;
    this.#mostThreads = mostThreads;
  }

  get mostThreads(): number {
    return this.#mostThreads;
  }

  /** The eye chosen by hand; null lets one click choose, as does an eye that can no longer be used. */
  get eye(): EyeSummary | null {
    return this.#eyes.ready.find(({ id }) => id === this.#eyeId) ?? null;
  }

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

  /** What `training.start` takes: null is one-click. What the eye cannot use is left out. */
  get settings(): TrainingSettings | null {
    const settings = this.#read?.settings;
    if (!settings) return null;
    return {
      ...settings,
      network: takesConvolutions(this.eye) ? settings.network : 'dense',
      augmentation: takesAugmentation(this.eye) && settings.augmentation,
    };
  }

  /** Takes another eye. Settings that nobody has edited become the ones that suit it. */
  async chooseEye(eyeId: EyeId | null, libraryId: Id): Promise<void> {
    this.#eyeId = eyeId;
    if (this.#draft && !this.#edited) await this.takeOwn(libraryId, null);
  }

  /** Starts an own draft from settings known to work: the last run's through this eye, or one-click's. */
  async takeOwn(libraryId: Id, lastRun: TrainingState | null): Promise<void> {
    const eyeId = this.eye?.id ?? null;
    const settings =
      lastRun && lastRun.eyeId === eyeId
        ? lastRun.settings
        : await api.call('training.oneClickSettings', { libraryId, eyeId, network: 'dense' });
    // Another eye may have been chosen while main answered.
    if (eyeId !== (this.eye?.id ?? null)) return;
    this.#draft = draftOf(settings);
    this.#edited = false;
  }

  /** Takes the other kind of network with what suits it, since what suits one kind ruins the other. */
  async chooseNetwork(network: TrainingSettings['network'], libraryId: Id): Promise<void> {
    const eyeId = this.eye?.id ?? null;
    const suited = await api.call('training.oneClickSettings', { libraryId, eyeId, network });
    if (!this.#draft || eyeId !== (this.eye?.id ?? null)) return;
    const { keptAside, seed, threads } = this.#draft;
    this.#draft = { ...draftOf(suited), keptAside, seed, threads };
    this.#edited = true;
  }

  write<Field extends keyof SettingsDraft>(field: Field, value: SettingsDraft[Field]): void {
    if (!this.#draft) return;
    this.#draft[field] = value;
    this.#edited = true;
  }

  backToOneClick(): void {
    this.#draft = null;
  }
}

export const settingsChoice = new SettingsChoice(
  eyes,
  Math.min(SETTINGS_LIMITS.threads.most, navigator.hardwareConcurrency),
);
