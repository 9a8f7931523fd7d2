import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../../renderer/app/navigation.svelte.ts';
import { Resume } from '../../../renderer/app/resume.svelte.ts';
import { libraries } from '../../../renderer/home/libraries.svelte.ts';
import {
  selection,
  showAfresh,
  showOnly,
  shownPhotos,
} from '../../../renderer/photos/shown.svelte.ts';
import { answerCallsWith, contentsOf } from '../library.ts';

const contents = contentsOf([11, 0, 0, 12]);
let stored: Map<string, string>;

beforeEach(async () => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  answerCallsWith((name) =>
    Promise.resolve({
      ok: true,
      value: name === 'libraries.list' ? [contents.library] : contents,
    }),
  );
  await libraries.refresh();
  showAfresh();
  navigation.go('home');
});

/** What the window does from its start on. */
async function start(): Promise<Resume> {
  const resume = new Resume();
  resume.goBack();
  await resume.reopen();
  return resume;
}

describe('after a restart', () => {
  it('stands at the same place, with the same library, filter and photo', async () => {
    const before = await start();
    await libraries.open(7);
    navigation.go('photos');
    showOnly('unlabelled');
    selection.moveTo(1, 'replace');
    before.keep(before.where());

    navigation.go('home');
    showAfresh();
    await start();
    expect(navigation.place).toBe('photos');
    expect(libraries.current?.id).toBe(7);
    expect(shownPhotos.filter).toBe('unlabelled');
    expect(selection.focusedId).toBe(3);
  });

  it('shows the same part of Settings', async () => {
    const before = await start();
    navigation.showSettings('about');
    before.keep(before.where());
    navigation.showSettings('eyes');
    navigation.go('home');
    await start();
    expect([navigation.place, navigation.section]).toEqual(['settings', 'about']);
  });

  it('begins at Home where nothing was kept, or nothing that can be understood', async () => {
    for (const kept of [null, 'not JSON', '[]', '{"place":"nowhere","filter":99}']) {
      navigation.go('models');
      if (kept !== null) stored.set('purrceptron.where', kept);
      const resume = await start();
      expect(navigation.place).toBe('home');
      expect(shownPhotos.filter).toBe('all');
      expect(resume.pending).toBe(false);
    }
  });

  it('shows all photos where the kind of the filter is gone', async () => {
    stored.set('purrceptron.where', '{"place":"photos","libraryId":7,"filter":99}');
    await start();
    expect(shownPhotos.filter).toBe('all');
  });

  it('remembers nothing new before it is back where it was', () => {
    const resume = new Resume();
    resume.keep(resume.where());
    expect(stored.size).toBe(0);
  });
});
