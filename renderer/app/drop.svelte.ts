import * as m from '../../resources/words/compiled/messages.js';
import { classify } from '../answers/classify.svelte.ts';
import { api } from '../api.ts';
import { libraries } from '../home/libraries.svelte.ts';
import { openModelFile } from '../models/model-files.ts';
import { eyeDraft } from '../settings/eye-draft.svelte.ts';
import { countPhotos } from './count-photos.ts';
import { sortDropped } from './dropped.ts';
import { navigation } from './navigation.svelte.ts';
import { notices, report } from './notices.svelte.ts';

export interface DropQuestion {
  /** Absolute paths of the photos and folders that were dropped. */
  paths: readonly string[];
  /** How many photos they hold; null while they are counted, and where they are too many. */
  photoCount: number | null;
}

/** What was dropped anywhere in the window, and the one question about it. */
class Drop {
  #question = $state.raw<DropQuestion | null>(null);

  get question(): DropQuestion | null {
    return this.#question;
  }

  /** Whether the open library takes further folders; the sample is what was drawn, no more. */
  get mayAdd(): boolean {
    return libraries.current?.kind === 'folders';
  }

  get mayAsk(): boolean {
    return classify.model !== null;
  }

  /** A model file and a network go their own ways; photos and folders are asked about. */
  take(files: readonly File[], entries: readonly FileSystemEntry[]): void {
    const paths = files.map((file) => api.pathOf(file)).filter(Boolean);
    if (paths.length === 0) {
      notices.show({
        code: 'drop-without-path',
        message: m.app_drop_without_path(),
        nextStep: m.app_drop_without_path_next(),
      });
      return;
    }
    const { models, networks, others } = sortDropped(paths);
    void this.#openModels(models);
    if (networks[0]) this.#becomeEye(networks[0]);
    if (others.length > 0) this.#ask(others, entries);
  }

  add(): void {
    const { current } = libraries;
    if (!current) return;
    this.#settle((paths) =>
      libraries.addFolders(current.id, paths).then((added) => added && navigation.go('photos')),
    );
  }

  open(): void {
    this.#settle((paths) =>
      libraries.openFolders(paths).then((opened) => opened && navigation.go('photos')),
    );
  }

  askModel(): void {
    navigation.go('answers');
    this.#settle((paths) => classify.files(paths));
  }

  close(): void {
    this.#question = null;
  }

  #ask(paths: string[], entries: readonly FileSystemEntry[]): void {
    const question = { paths, photoCount: null };
    this.#question = question;
    // Where there is only one thing to do, a question would be in the way.
    if (!this.mayAdd && !this.mayAsk) return this.open();
    countPhotos(entries)
      .then((photoCount) => {
        if (this.#question === question) this.#question = { paths, photoCount };
      })
      .catch(report);
  }

  #settle(step: (paths: string[]) => Promise<unknown>): void {
    const question = this.#question;
    this.#question = null;
    if (question) step([...question.paths]).catch(report);
  }

  /** One after the other: each is chosen and shown as it comes, so that the last one stays. */
  async #openModels(paths: readonly string[]): Promise<void> {
    for (const path of paths) await openModelFile(path);
  }

  #becomeEye(path: string): void {
    navigation.showSettings('eyes');
    void eyeDraft.inspect(path);
  }
}

export const drop = new Drop();
