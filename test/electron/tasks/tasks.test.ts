import { describe, expect, test } from 'vitest';
import type { Problem, TaskState } from '../../../electron/contract.ts';
import type { Task } from '../../../electron/tasks/task.ts';
import { Tasks } from '../../../electron/tasks/tasks.ts';

const failed: Problem = { code: 'unexpected', parameters: {} };

/** Tasks over a clock that stands still until it is moved on, and all that they told. */
function setUp() {
  let now = 0;
  const told: TaskState[] = [];
  const tasks = new Tasks({
    now: () => now,
    emit: (name, payload) => {
      if (name === 'task.changed') told.push(payload as TaskState);
    },
    problemOf: () => failed,
  });
  return { tasks, told, pass: (milliseconds: number) => (now += milliseconds) };
}

/** Work that ends when it is told to. */
function untilTold() {
  let end: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { work: () => work, end: () => end(), fail: (error: Error) => fail(error) };
}

const CLASSIFY = { kind: 'classify', details: { found: 0 }, canPause: true } as const;
function downloadFor(libraryId: number) {
  return {
    kind: 'eye-download',
    libraryId,
    details: { step: 'downloading' },
  } as const;
}

/** Until everything that waits for nothing but its turn is done. */
function settled() {
  return new Promise<void>((resolve) => setImmediate(resolve));
}

describe('a task', () => {
  test('says that it runs, how far it is, and that it is done', async () => {
    const { tasks, told, pass } = setUp();
    const task = tasks.start(CLASSIFY, async (task) => {
      await settled();
      pass(100);
      task.progressed({ done: 3, total: 7, details: { found: 7 } });
    });
    expect(tasks.list()).toMatchObject([{ taskId: task.taskId, phase: 'running', done: 0 }]);
    await task.ended;
    expect(told.map(({ phase, done, total }) => [phase, done, total])).toEqual([
      ['running', 0, null],
      ['running', 3, 7],
      ['done', 3, 7],
    ]);
    expect(told.at(-1)).toMatchObject({
      details: { found: 7 },
      problem: null,
      canPause: false,
      canCancel: false,
      millisecondsLeft: null,
    });
  });

  test('tells of mere progress ten times a second at most, and at the end of all of it', async () => {
    const { tasks, told, pass } = setUp();
    const { work, end } = untilTold();
    const task = tasks.start(CLASSIFY, work);
    for (let done = 1; done <= 100; done += 1) {
      pass(10);
      task.progressed({ done });
    }
    expect(told).toHaveLength(1 + 10);
    pass(10);
    task.progressed({ done: 101 });
    end();
    await task.ended;
    expect(told.at(-1)).toMatchObject({ phase: 'done', done: 101 });
  });

  test('that throws has failed, and says why', async () => {
    const { tasks } = setUp();
    const task = tasks.start(CLASSIFY, () => Promise.reject(new Error('broken')));
    await task.ended;
    expect(task.state).toMatchObject({ phase: 'failed', problem: failed });
  });

  test('knows how long the rest takes at its speed, pauses left out', async () => {
    const { tasks, pass } = setUp();
    const { work } = untilTold();
    const task = tasks.start({ ...CLASSIFY, total: 100 }, work);
    expect(task.state.millisecondsLeft).toBeNull();
    pass(2000);
    task.progressed({ done: 20 });
    expect(task.state.millisecondsLeft).toBe(8000);
    await task.pause();
    pass(3_600_000);
    expect(task.state).toMatchObject({ phase: 'paused', millisecondsLeft: 8000 });
    await task.resume();
    pass(1000);
    task.progressed({ done: 30 });
    expect(task.state.millisecondsLeft).toBe(7000);
  });

  test('begins to count anew with another step, and believes work that knows better', () => {
    const { tasks, pass } = setUp();
    const task = tasks.start({ ...CLASSIFY, total: 10 }, untilTold().work);
    pass(2000);
    task.changed({ done: 5 });
    expect(task.state.millisecondsLeft).toBe(2000);
    task.beginStep({ total: 40 });
    expect(task.state).toMatchObject({ done: 0, total: 40, millisecondsLeft: null });
    pass(4000);
    task.changed({ done: 10 });
    expect(task.state.millisecondsLeft).toBe(12_000);
    task.changed({ done: 11, millisecondsLeft: 77 });
    expect(task.state.millisecondsLeft).toBe(77);
    task.beginStep({ total: 5, millisecondsLeft: null });
    pass(4000);
    task.changed({ done: 4 });
    expect(task.state.millisecondsLeft).toBeNull();
  });

  test('tells of its details only what it wants to, and has all of them when asked', () => {
    const { tasks, told } = setUp();
    const detailsToTell = ({ found }: { found: number }) => ({ found: found % 10 });
    const task = tasks.start({ ...CLASSIFY, detailsToTell }, untilTold().work);
    task.changed({ details: { found: 42 } });
    expect(told.at(-1)?.details).toEqual({ found: 2 });
    expect(tasks.list()[0]?.details).toEqual({ found: 42 });
  });
});

describe('pausing', () => {
  test('holds the work back until it is resumed', async () => {
    const { tasks } = setUp();
    const reached: number[] = [];
    const { taskId, ended } = tasks.start(CLASSIFY, async (task) => {
      for (let piece = 0; piece < 3 && (await task.mayGoOn()); piece += 1) {
        reached.push(piece);
        if (piece === 0) await tasks.pause(task.taskId);
      }
    });
    await settled();
    expect(tasks.list()).toMatchObject([{ phase: 'paused' }]);
    expect(reached).toEqual([0]);
    await tasks.resume(taskId);
    await ended;
    expect(reached).toEqual([0, 1, 2]);
    expect(tasks.list()).toMatchObject([{ phase: 'done' }]);
  });

  test('waits for work that is done elsewhere to have heard of it', async () => {
    const { tasks } = setUp();
    const heard: boolean[] = [];
    const elsewhere = untilTold();
    const task = tasks.start(CLASSIFY, untilTold().work);
    task.onPause(async (isPaused) => {
      heard.push(isPaused);
      if (isPaused) await elsewhere.work();
    });
    const pausing = task.pause();
    await settled();
    expect(heard).toEqual([true]);
    expect(task.state.phase).toBe('running');
    elsewhere.end();
    await pausing;
    expect(task.state.phase).toBe('paused');
    await task.resume();
    expect(heard).toEqual([true, false]);
  });

  test('does nothing where a task cannot be paused, or is over', async () => {
    const { tasks } = setUp();
    const { work, end } = untilTold();
    const task = tasks.start({ ...CLASSIFY, canPause: false }, work);
    await task.pause();
    expect(task.state.phase).toBe('running');
    task.changed({ canPause: true });
    end();
    await task.ended;
    await task.pause();
    await task.resume();
    expect(task.state.phase).toBe('done');
  });
});

describe('cancelling', () => {
  test('is heard by the work, and over when the work is', async () => {
    const { tasks } = setUp();
    const { work, end } = untilTold();
    const task = tasks.start(CLASSIFY, work);
    const cancelling = tasks.cancel(task.taskId);
    expect(task.signal.aborted).toBe(true);
    expect(task.state.phase).toBe('running');
    end();
    await cancelling;
    expect(task.state).toMatchObject({ phase: 'cancelled', problem: null });
  });

  test('also ends work that throws because of it, and work that is paused', async () => {
    const { tasks } = setUp();
    const throwing = untilTold();
    const task = tasks.start(CLASSIFY, throwing.work);
    const cancelling = task.cancel();
    throwing.fail(new Error('aborted'));
    await cancelling;
    expect(task.state).toMatchObject({ phase: 'cancelled', problem: null });

    const paused = tasks.start(CLASSIFY, async (task) => {
      await settled();
      while (await task.mayGoOn()) await settled();
    });
    await paused.pause();
    await paused.cancel();
    expect(paused.state.phase).toBe('cancelled');
  });

  test('does nothing where it is too late', async () => {
    const { tasks } = setUp();
    const { work, end } = untilTold();
    const task = tasks.start(CLASSIFY, work);
    task.changed({ canCancel: false });
    await task.cancel();
    expect(task.signal.aborted).toBe(false);
    end();
    await task.ended;
    expect(task.state.phase).toBe('done');
    await expect(tasks.cancel(task.taskId + 1)).resolves.toBeUndefined();
  });

  test('of all of them leaves nobody running', async () => {
    const { tasks } = setUp();
    const work = async (task: Task<'eye-download'>) => {
      while (await task.mayGoOn()) await settled();
    };
    const both = [tasks.start(downloadFor(1), work), tasks.start(downloadFor(2), work)];
    tasks.cancelAll();
    await Promise.all(both.map(({ ended }) => ended));
    expect(tasks.list().map(({ phase }) => phase)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('two tasks at once', () => {
  test('of one kind are told apart, and one is cancelled without the other', async () => {
    const { tasks, told } = setUp();
    const [one, other] = [untilTold(), untilTold()];
    const first = tasks.start(downloadFor(1), one.work);
    const second = tasks.start(downloadFor(2), other.work);
    expect(second.taskId).toBeGreaterThan(first.taskId);
    first.changed({ done: 5 });
    second.changed({ done: 9 });
    const cancelling = tasks.cancel(first.taskId);
    one.end();
    await cancelling;
    expect(tasks.list()).toMatchObject([
      { taskId: first.taskId, libraryId: 1, phase: 'cancelled', done: 5 },
      { taskId: second.taskId, libraryId: 2, phase: 'running', done: 9 },
    ]);
    other.end();
    await second.ended;
    const phasesOf = (id: number) => told.filter(({ taskId }) => taskId === id).at(-1)?.phase;
    expect([phasesOf(first.taskId), phasesOf(second.taskId)]).toEqual(['cancelled', 'done']);
  });

  test('stay listed both while they run; of those that are over the last of a kind and library', async () => {
    const { tasks } = setUp();
    const works = [untilTold(), untilTold()];
    const started = works.map(({ work }) => tasks.start(downloadFor(1), work));
    expect(tasks.list()).toHaveLength(2);
    for (const { end } of works) end();
    await Promise.all(started.map(({ ended }) => ended));
    const last = tasks.start(downloadFor(1), () => Promise.resolve());
    await last.ended;
    const ofAnother = tasks.start(downloadFor(2), () => Promise.resolve());
    await ofAnother.ended;
    expect(tasks.list().map(({ taskId }) => taskId)).toEqual([last.taskId, ofAnother.taskId]);
  });
});
