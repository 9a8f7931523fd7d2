import { PHOTO_STATUS } from '../../electron/contract/limits.ts';
import type { EyeCandidate, EyePreset, EyePreview, Id, Problem } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { api, ProblemError } from '../api.ts';
import { eyes } from './eyes.svelte.ts';
import { notices, report } from '../app/notices.svelte.ts';
import { photos } from '../photos/photos.svelte.ts';
import { selection } from '../photos/shown.svelte.ts';

/** An ONNX file on its way to become an eye: what it says, what the person chose, how a photo looks to it. */
export class EyeDraft {
  #candidate = $state.raw<EyeCandidate | null>(null);
  #photoId: Id | null = null;
  #preset = $state<EyePreset>('minus-one-to-one');
  #preview = $state.raw<EyePreview | null>(null);
  #previewProblem = $state.raw<Problem | null>(null);
  #previewCount = 0;
  #inspecting = $state(false);
  #addingId = $state<Id | null>(null);
  #problem = $state.raw<Problem | null>(null);

  name = $state('');
  output = $state('');

  /** Null while no file is looked at. */
  get candidate(): EyeCandidate | null {
    return this.#candidate;
  }

  get preset(): EyePreset {
    return this.#preset;
  }

  /** Null while it is being made, and when it could not be. */
  get preview(): EyePreview | null {
    return this.#preview;
  }

  get previewProblem(): Problem | null {
    return this.#previewProblem;
  }

  get inspecting(): boolean {
    return this.#inspecting;
  }

  get adding(): boolean {
    return this.#candidate !== null && this.#addingId === this.#candidate.candidateId;
  }

  /** Why it was not added. */
  get problem(): Problem | null {
    return this.#problem;
  }

  get ready(): boolean {
    return this.name.trim() !== '' && this.output !== '' && !this.adding;
  }

  /** Looks into a file, or asks for one with null. */
  async inspect(path: string | null): Promise<void> {
    if (this.#inspecting) return;
    this.#inspecting = true;
    try {
      const candidate = await api.call('eyes.inspect', { path });
      if (candidate) this.#open(candidate);
    } catch (error) {
      report(error);
    } finally {
      this.#inspecting = false;
    }
  }

  choosePreset(preset: EyePreset): void {
    this.#preset = preset;
    void this.#look();
  }

  async add(): Promise<void> {
    const candidate = this.#candidate;
    if (!candidate || !this.ready) return;
    const { candidateId } = candidate;
    const name = this.name.trim();
    this.#addingId = candidateId;
    this.#problem = null;
    try {
      await api.call('eyes.add', { candidateId, name, preset: this.#preset, output: this.output });
      eyes.take(await api.call('eyes.list'));
      if (this.#candidate === candidate) this.#candidate = null;
      notices.announce(m.eyes_added({ name }));
    } catch (error) {
      if (this.#candidate === candidate) this.#problem = problemIn(error);
      else report(error);
    } finally {
      if (this.#addingId === candidateId) this.#addingId = null;
    }
  }

  /** Turns away from the file; one that is being added is added all the same. */
  close(): void {
    this.#candidate = null;
  }

  #open(candidate: EyeCandidate): void {
    this.#candidate = candidate;
    this.#photoId = photoToShow();
    this.#problem = null;
    this.name = candidate.fileName.replace(/\.onnx$/i, '');
    this.output = candidate.outputs[0]?.name ?? '';
    this.choosePreset(candidate.suggestedPreset);
  }

  async #look(): Promise<void> {
    const candidateId = this.#candidate?.candidateId;
    if (candidateId === undefined) return;
    // An answer that comes after another preset was chosen would show the wrong picture.
    const count = ++this.#previewCount;
    const preset = this.#preset;
    this.#preview = null;
    this.#previewProblem = null;
    try {
      const preview = await api.call('eyes.preview', {
        candidateId,
        preset,
        photoId: this.#photoId,
      });
      if (count === this.#previewCount) this.#preview = preview;
    } catch (error) {
      if (count === this.#previewCount) this.#previewProblem = problemIn(error);
    }
  }
}

/** The photo at hand, otherwise the first that could be read; null where no library is open. */
function photoToShow(): Id | null {
  const { focusedId } = selection;
  if (focusedId !== null && photos.statusAt(photos.indexOf(focusedId)) === PHOTO_STATUS.ready)
    return focusedId;
  const id = photos.ids.find((_, index) => photos.statusAt(index) === PHOTO_STATUS.ready);
  return id ?? null;
}

/** A failure to be shown beside what failed; a bug is thrown on. */
function problemIn(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

export const eyeDraft = new EyeDraft();
