import type { ClassifiedPhoto, Id } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { api } from '../api.ts';
import { report } from '../app/notices.svelte.ts';
import { Selection } from '../gallery/selection.svelte.ts';
import type { Chip, GallerySource } from '../gallery/source.ts';
import { finePercent } from '../ui/numbers.ts';
import { problemWords, type ProblemWords } from '../ui/problem-words.ts';
import { answerFor } from './answers.ts';
import { classify } from './classify.svelte.ts';

/** The photos that were asked about, as the chosen order and filter show them. */
class ShownAnswers implements GallerySource {
  // Kept so that an answer which has not changed keeps its chip.
  readonly #chips = new Map<string, Chip>();
  #before: ReadonlyMap<Id, number> = new Map();

  readonly #places = $derived(new Map(classify.shown.map(({ id }, position) => [id, position])));

  get length(): number {
    return classify.shown.length;
  }

  get list(): string {
    return `${classify.filter} ${classify.sort}`;
  }

  photoAt(position: number): ClassifiedPhoto | undefined {
    return classify.shown[position];
  }

  idAt(position: number): Id {
    return this.photoAt(position)?.id ?? -1;
  }

  shows(id: Id): boolean {
    return this.#places.has(id);
  }

  placeOf(id: Id): number {
    const place = this.#places.get(id);
    if (place !== undefined) {
      this.#before = this.#places;
      return place;
    }
    return Math.min(this.#before.get(id) ?? 0, this.length - 1);
  }

  nameAt(position: number): string {
    return this.photoAt(position)?.fileName ?? '';
  }

  pathAt(position: number): string {
    return this.photoAt(position)?.path ?? '';
  }

  descriptionAt(position: number): string {
    const name = this.nameAt(position);
    const answer = this.problemAt(position)?.message ?? this.chipAt(position)?.words ?? '';
    return m.answers_description({ name, answer });
  }

  pictureAt(position: number): string {
    return `thumb://classified/${this.idAt(position)}`;
  }

  largePictureAt(position: number): string {
    return `thumb://classified/${this.idAt(position)}/large`;
  }

  chipAt(position: number): Chip | null {
    const photo = this.photoAt(position);
    if (!photo) return null;
    const answer = answerFor(photo, classify.notSureBelow);
    if (answer.kind === 'failed') return null;
    const share = finePercent(answer.confidence);
    const isSure = answer.kind === 'sure';
    const words = isSure
      ? m.answers_guess({ name: answer.name, share })
      : m.answers_not_sure_guess({ share });
    const tone = isSure ? (answer.position === 0 ? 'first' : 'second') : 'none';
    const key = `${tone} ${words}`;
    const chip: Chip = this.#chips.get(key) ?? { words, tone, look: 'guess' };
    this.#chips.set(key, chip);
    return chip;
  }

  problemAt(position: number): ProblemWords | null {
    return problemWords(this.photoAt(position)?.problem) ?? null;
  }

  isMissingAt(): boolean {
    return false;
  }

  isPending(): boolean {
    return false;
  }

  showInFolder(id: Id): void {
    api.call('classify.showInFolder', { id }).catch(report);
  }

  /** Everything about them came with their answers. */
  want(): void {
    // Nothing is missing.
  }
}

export const shownAnswers = new ShownAnswers();
export const answersSelection = new Selection(shownAnswers);
