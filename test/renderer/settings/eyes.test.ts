import { describe, expect, it, vi } from 'vitest';
import type {
  DownloadableEye,
  EyeSummary,
  Problem,
  TaskState,
} from '../../../electron/contract.ts';
import { Eyes } from '../../../renderer/settings/eyes.svelte.ts';
import { notices } from '../../../renderer/app/notices.svelte.ts';
import { noticeOf, problemWords } from '../../../renderer/ui/problem-words.ts';
import { eyeOf, modelOf } from '../examples.ts';
import { answerCallsWith } from '../library.ts';

const keen = eyeOf('keen');
const own = eyeOf('own', { id: 'own-1', name: 'Mine' });
const damaged: Problem = { code: 'eye-broken', parameters: {} };
const DOWNLOADABLE: DownloadableEye = {
  name: 'MobileNet',
  address: 'https://example.org/mobilenet.onnx',
  licence: 'Apache-2.0',
  byteSize: 14_000_000,
};
const DOWNLOADING: TaskState<'eye-download'> = {
  taskId: 1,
  kind: 'eye-download',
  libraryId: null,
  phase: 'running',
  done: 9,
  total: 14_000_000,
  millisecondsLeft: null,
  canPause: false,
  canCancel: true,
  problem: null,
  details: { step: 'downloading' },
};

/** Main as far as these tests need it: it keeps a list of eyes. */
function connected(list: EyeSummary[]) {
  const calls: string[] = [];
  const tell = answerCallsWith((name, payload) => {
    calls.push(name);
    if (name === 'eyes.list') return Promise.resolve({ ok: true, value: list });
    if (name === 'eyes.downloadable') return Promise.resolve({ ok: true, value: DOWNLOADABLE });
    if (name === 'tasks.list') return Promise.resolve({ ok: true, value: [] });
    if (name === 'eyes.remove') {
      const { eyeId } = payload as { eyeId: string };
      if (eyeId !== own.id) return Promise.resolve({ ok: false, problem: damaged });
      list = list.filter(({ id }) => id !== eyeId);
    }
    return Promise.resolve({ ok: true, value: undefined });
  });
  const eyes = new Eyes();
  eyes.connect();
  return { eyes, tell, calls };
}

describe('the eyes', () => {
  it('come with their list and change with what main tells', async () => {
    const { eyes, tell } = connected([keen]);
    expect(eyes.loaded).toBe(false);
    await vi.waitFor(() => expect(eyes.loaded).toBe(true));
    tell('eyes.changed', [keen, { ...own, problem: damaged }]);
    expect(eyes.list.map(({ name }) => name)).toEqual(['Keen', 'Mine']);
    expect(eyes.ready.map(({ name }) => name)).toEqual(['Keen']);
  });

  it('are removed once main has removed them, and stay where it refuses', async () => {
    const { eyes } = connected([keen, own]);
    await vi.waitFor(() => expect(eyes.loaded).toBe(true));
    expect(await eyes.remove(own.id)).toBe(true);
    expect(eyes.list).toEqual([keen]);
    expect(await eyes.remove(keen.id)).toBe(false);
    expect(eyes.list).toEqual([keen]);
    expect(notices.list.at(-1)).toMatchObject(noticeOf(damaged));
  });

  it('say why a model cannot answer: its eye is gone, or damaged', async () => {
    const { eyes, tell } = connected([keen, { ...own, problem: damaged }]);
    const blind = modelOf(1, { eyeId: 'gone', eyeName: 'Old one' });
    expect(eyes.problemOf(blind)).toBeNull();
    await vi.waitFor(() => expect(eyes.loaded).toBe(true));
    expect(problemWords(eyes.problemOf(blind))?.message).toContain(
      '“Old one”, which is no longer here',
    );
    expect(eyes.problemOf(modelOf(2, { eyeId: own.id }))).toEqual(damaged);
    tell('eyes.changed', [keen, own]);
    expect(eyes.problemOf(modelOf(2, { eyeId: own.id }))).toBeNull();
  });
});

describe('the download', () => {
  it('is told of without asking the network for anything', async () => {
    const { eyes, calls } = connected([keen]);
    await vi.waitFor(() =>
      expect(eyes.download).toMatchObject({ name: 'MobileNet', phase: 'idle', received: 0 }),
    );
    expect(calls).not.toContain('eyes.fetch');
    expect(eyes.downloading).toBe(false);
  });

  it('follows its events, and an earlier answer does not set it back', async () => {
    const { eyes, tell } = connected([keen]);
    tell('task.changed', DOWNLOADING);
    await vi.waitFor(() => expect(eyes.loaded).toBe(true));
    expect(eyes.download?.received).toBe(9);
    expect(eyes.downloading).toBe(true);
    tell('task.changed', { ...DOWNLOADING, phase: 'failed', problem: damaged });
    expect(eyes.downloading).toBe(false);
  });
});
