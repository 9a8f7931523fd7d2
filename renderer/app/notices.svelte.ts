import * as m from '../../resources/words/compiled/messages.js';
import { ProblemError } from '../api.ts';
import { noticeOf, type NoticeWords } from '../ui/problem-words.ts';

export interface NoticeAction {
  words: string;
  run: () => void;
}

export interface Notice extends NoticeWords {
  id: number;
  /** News is good to know and leaves by itself; a problem asks for something and waits. */
  kind: 'problem' | 'news';
  /** What can be done about it from where it stands. */
  action: NoticeAction | null;
  /** Whether it stays when another place is gone to, because it is true everywhere. */
  everywhere: boolean;
}

export interface News {
  /** A stable word; newer news with the same one takes its place. */
  code: string;
  message: string;
  nextStep?: string;
  action?: NoticeAction;
}

/** More than this many at once is more than anybody reads; the oldest give way. */
const MOST_NOTICES = 4;

/** The one place where the window says what happened. */
class Notices {
  #list = $state.raw<Notice[]>([]);
  #announcement = $state('');
  #nextId = 1;

  /** Oldest first. */
  get list(): readonly Notice[] {
    return this.#list;
  }

  get latest(): Notice | null {
    return this.#list.at(-1) ?? null;
  }

  /** What a screen reader is to say next. */
  get announcement(): string {
    return this.#announcement;
  }

  /** Shows a problem until it is closed, settled or its place is left. */
  show(problem: NoticeWords, { everywhere = false } = {}): void {
    this.#add({ ...problem, kind: 'problem', action: null, everywhere });
  }

  /** Tells of something that went well. */
  tell({ code, message, nextStep = '', action }: News): void {
    this.#add({ code, message, nextStep, kind: 'news', action: action ?? null, everywhere: false });
    this.announce(nextStep === '' ? message : `${message} ${nextStep}`);
  }

  close(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }

  /** Takes back what is no longer true. */
  settle(code: string): void {
    this.#list = this.#list.filter((notice) => notice.code !== code);
  }

  /** Another place is gone to: what was told of the last one goes. */
  leavePlace(): void {
    this.#list = this.#list.filter(({ everywhere }) => everywhere);
  }

  announce(text: string): void {
    // Said again even when the words are the same: a screen reader speaks only what changed.
    this.#announcement = this.#announcement === text ? `${text}\u00a0` : text;
  }

  #add(notice: Omit<Notice, 'id'>): void {
    const { kind, code, message } = notice;
    const others = this.#list.filter(
      (shown) => shown.message !== message && !(kind === 'news' && shown.code === code),
    );
    this.#list = [...others, { ...notice, id: this.#nextId++ }].slice(-MOST_NOTICES);
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
    message: m.app_unexpected(),
    nextStep: m.app_unexpected_next(),
  });
  throw error;
}
