import { describe, expect, it } from 'vitest';
import type { TaskState } from '../../../electron/contract.ts';
import { scanNews, taskTimeLeft, taskWords } from '../../../renderer/app/task-words.ts';
import { Work } from '../../../renderer/app/work.svelte.ts';
import { answerCallsWith } from '../library.ts';

const COUNTS = { found: 416, toRead: 400, read: 90, failed: 10, added: 0, changed: 0 };

function scanOf(change: Partial<TaskState<'scan'>> = {}): TaskState<'scan'> {
  return {
    taskId: 1,
    kind: 'scan',
    libraryId: 7,
    phase: 'running',
    done: 100,
    total: 400,
    millisecondsLeft: 120_000,
    canPause: false,
    canCancel: true,
    problem: null,
    details: { step: 'reading', ...COUNTS, missing: 0, renamed: 0, ignored: 0 },
    ...change,
  };
}

function sampleOf(change: Partial<TaskState<'sample'>> = {}): TaskState<'sample'> {
  return { ...scanOf(), taskId: 2, kind: 'sample', details: null, ...change };
}

describe('the line for work in progress', () => {
  it('holds what is under way, the oldest first, and how far all of it is', () => {
    const work = new Work(() => undefined);
    work.take(sampleOf({ done: 3, total: 4 }));
    work.take(scanOf());
    expect(work.running.map(({ kind }) => kind)).toEqual(['scan', 'sample']);
    expect(work.share).toBe(0.5);
    work.take(sampleOf({ done: 0, total: null }));
    expect(work.share).toBe(0.25);
  });

  it('lets go of what ended, tells of it once, and is not fooled by what comes late', () => {
    const ended: string[] = [];
    const work = new Work(({ kind, phase }) => ended.push(`${kind} ${phase}`));
    work.take(scanOf());
    work.take(scanOf({ phase: 'done' }));
    work.take(scanOf());
    work.take(scanOf({ phase: 'done' }));
    expect(work.running).toEqual([]);
    expect(ended).toEqual(['scan done']);
  });

  it('takes up what runs when the window opens, and says nothing of what is long over', async () => {
    const ended: TaskState[] = [];
    const list = [scanOf({ phase: 'done' }), sampleOf()];
    answerCallsWith(() => Promise.resolve({ ok: true, value: list }));
    const work = new Work((task) => ended.push(task));
    await work.load();
    expect(work.running.map(({ kind }) => kind)).toEqual(['sample']);
    expect(ended).toEqual([]);
  });

  it('asks main to pause, resume and cancel the task that is meant', async () => {
    const asked: string[] = [];
    answerCallsWith((name, payload) => {
      asked.push(`${name} ${(payload as { taskId: number }).taskId}`);
      return Promise.resolve({ ok: true, value: undefined });
    });
    const work = new Work(() => undefined);
    work.pause(3);
    work.resume(3);
    work.cancel(4);
    await Promise.resolve();
    expect(asked).toEqual(['tasks.pause 3', 'tasks.resume 3', 'tasks.cancel 4']);
  });
});

describe('its words', () => {
  it('say what is done and how far it is', () => {
    expect(taskWords(scanOf())).toBe('Reading photos: 100 of 400');
    expect(taskWords(sampleOf({ done: 12, total: 240 }))).toBe(
      'Drawing the sample: 12 of 240 pictures',
    );
  });

  it('tell the time left only while it runs and can be known', () => {
    expect(taskTimeLeft(scanOf())).toBe('about 2 minutes left');
    expect(taskTimeLeft(scanOf({ millisecondsLeft: null }))).toBe('');
    expect(taskTimeLeft(scanOf({ phase: 'paused' }))).toBe('');
  });

  it('tell what a scan found', () => {
    const details = { ...scanOf().details, failed: 0 };
    expect(scanNews(scanOf({ details }))).toBe('416 photos found, nothing new.');
    expect(scanNews(scanOf({ details: { ...details, added: 1, renamed: 2, failed: 3 } }))).toBe(
      '416 photos found: 1 new, 2 renamed, and 3 could not be read.',
    );
  });
});
