import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../../electron/contract.ts';
import { noticeOf } from '../../../renderer/ui/problem-words.ts';
import type { Mark, Outcome } from '../../../electron/contract.ts';
import { labels } from '../../../renderer/photos/labels.svelte.ts';
import { libraries } from '../../../renderer/home/libraries.svelte.ts';
import { notices } from '../../../renderer/app/notices.svelte.ts';
import { photos } from '../../../renderer/photos/photos.svelte.ts';
import { selection } from '../../../renderer/photos/shown.svelte.ts';
import { pending } from '../../../renderer/photos/pending.svelte.ts';
import { answerCallsWith, committed, contentsOf } from '../library.ts';

const [CAT, DOG] = [11, 12];

interface Request {
  photoIds: number[];
  mark: Mark;
  answer: (outcome: Outcome<unknown>) => void;
}
let requests: Request[];
/** What the window is to these tests: it is about to close, and closes. */
let page: EventTarget & { close: () => void };

/** Main as far as these tests need it: it commits a label when the test says so. */
beforeEach(async () => {
  requests = [];
  page = Object.assign(new EventTarget(), { close: vi.fn() });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const contents = contentsOf([0, 0, 0, 0]);
  answerCallsWith((name, payload) => {
    if (name === 'libraries.contents') return Promise.resolve({ ok: true, value: contents });
    if (name !== 'labels.set') return Promise.resolve({ ok: true, value: [] });
    const { photoIds, mark } = payload as { photoIds: number[]; mark: Mark };
    return new Promise((answer) => requests.push({ photoIds, mark, answer }));
  });
  Object.assign(window, { close: page.close });
  await libraries.open(7);
  selection.reset();
});

async function commit(place: number): Promise<void> {
  await vi.waitFor(() => expect(requests.length).toBeGreaterThan(place));
  const { photoIds, mark, answer } = requests[place];
  answer({ ok: true, value: committed(photoIds, mark) });
}

describe('a label', () => {
  it('holds the window open until it is on the disk, and lets it close then', async () => {
    const done = labels.apply(CAT);
    const closing = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);
    expect(page.close).not.toHaveBeenCalled();
    await commit(0);
    await done;
    await vi.waitFor(() => expect(page.close).toHaveBeenCalledOnce());
    const later = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(later);
    expect(later.defaultPrevented).toBe(false);
  });

  it('is drawn only once it is committed, while the focus moves on at once', async () => {
    const done = labels.apply(CAT);
    expect(selection.focusedId).toBe(2);
    expect(photos.markAt(0)).toBe(0);
    await commit(0);
    await done;
    expect(photos.markAt(0)).toBe(CAT);
    expect(libraries.canUndo).toBe(true);
    expect(notices.announcement.trim()).toBe('1 photo labelled Cat');
  });

  it('waits for the one before it, so that rapid keys are committed in their order', async () => {
    void labels.apply(CAT);
    void labels.apply(DOG);
    const last = labels.apply(-1);
    expect(selection.focusedId).toBe(4);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    await commit(0);
    await commit(1);
    await commit(2);
    await last;
    expect(requests.map(({ photoIds, mark }) => [photoIds[0], mark])).toEqual([
      [1, CAT],
      [2, DOG],
      [3, -1],
    ]);
    expect([0, 1, 2].map((index) => photos.markAt(index))).toEqual([CAT, DOG, -1]);
  });

  it('applies to all selected photos at once and leaves the focus where it is', async () => {
    selection.selectAll();
    const done = labels.apply(DOG);
    await commit(0);
    await done;
    expect(requests[0].photoIds).toEqual([1, 2, 3, 4]);
    expect(selection.focus).toBe(0);
    expect(notices.announcement.trim()).toBe('4 photos labelled Dog');
    expect(notices.latest).toMatchObject({ kind: 'news', message: '4 photos labelled Dog' });
    expect(notices.latest?.action?.words).toBe('Undo');
  });

  it('is drawn as pending when it takes more than a tenth of a second', async () => {
    const done = labels.apply(CAT);
    expect(pending.has(1)).toBe(false);
    await vi.waitFor(() => expect(pending.has(1)).toBe(true));
    await commit(0);
    await done;
    expect(pending.has(1)).toBe(false);
  });

  it('that could not be saved is not drawn, says why, and brings the focus back', async () => {
    const problem: Problem = { code: 'disk-full', parameters: {} };
    const done = labels.apply(CAT);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    requests[0].answer({ ok: false, problem });
    await done;
    expect(photos.markAt(0)).toBe(0);
    expect(selection.focusedId).toBe(1);
    expect(notices.list.at(-1)).toMatchObject({ kind: 'problem', ...noticeOf(problem) });

    const again = labels.apply(CAT);
    await commit(1);
    await again;
    expect(notices.list.map(({ kind }) => kind)).toEqual(['news']);
  });

  it('for a library that was left meanwhile changes nothing in the one now open', async () => {
    const done = labels.apply(CAT);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    const other = contentsOf([0]);
    other.library = { ...other.library, id: 8 };
    photos.replace(other);
    await commit(0);
    await done;
    expect(photos.markAt(0)).toBe(0);
  });
});
