import { ProblemError } from '../api.ts';
import { noticeOf } from '../problem-words.ts';
import type { NoticeWords } from '../problem-words.ts';

export interface Notice extends NoticeWords {
  id: number;
  /** News is good to know; a problem asks for something. */
  kind: 'problem' | 'news';
}

/** More than this many at once would cover the window; the oldest give way. */
const MOST_NOTICES = 4;

class Notices {
  #list = $state.raw<Notice[]>([]);
  #announcement = $state('');
  #nextId = 1;

  get list(): readonly Notice[] {
    return this.#list;
  }

  /** What a screen reader is to say next. */
  get announcement(): string {
    return this.#announcement;
  }

  show(problem: NoticeWords): void {
    this.#add(problem, 'problem');
  }

  /** Tells of something that went well, where the screen alone would not say so. */
  tell(news: NoticeWords): void {
    this.#add(news, 'news');
  }

  close(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }

  announce(text: string): void {
    // Said again even when the words are the same: a screen reader speaks only what changed.
    this.#announcement = this.#announcement === text ? `${text}\u00a0` : text;
  }

  #add({ code, message, nextStep }: NoticeWords, kind: Notice['kind']): void {
    const others = this.#list.filter((shown) => shown.message !== message);
    const notice = { id: this.#nextId++, kind, code, message, nextStep };
    this.#list = [...others, notice].slice(-MOST_NOTICES);
  }
}

export const notices = new Notices();

/** Shows a failure as a notice. A bug is thrown on as well, so that it reaches the developer tools. */
export function report(error: unknown): void {
  if (error instanceof ProblemError) {
    notices.show(noticeOf(error.problem));
    return;
  }
  notices.show({
    code: 'unexpected',
    message: 'Something went wrong inside Purrceptron.',
    nextStep: 'Please try again. If it keeps happening, restart the app; your labels are saved.',
  });
  throw error;
}
