import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { isOver } from '../../../../electron/tasks/task.ts';
import { temporaryFolder } from '../../library/library-in-folder.ts';
import { realServices } from '../real-services.ts';

let picture: Buffer;
beforeAll(async () => {
  const create = { width: 40, height: 30, channels: 3, background: '#2468ac' } as const;
  picture = await sharp({ create }).jpeg().toBuffer();
});

/** A folder of photos, of which none is another's copy, and one file that is no photo. */
function folderOf(count: number): string {
  const folder = path.join(temporaryFolder(), 'photos');
  mkdirSync(folder);
  for (let place = 0; place < count; place += 1) {
    // Decoders leave alone what comes after the picture's end.
    const bytes = Buffer.concat([picture, Buffer.from(String(place))]);
    writeFileSync(path.join(folder, `${place}.jpg`), bytes);
  }
  writeFileSync(path.join(folder, 'notes.txt'), 'no photo');
  return folder;
}

function ready(userDataFolder?: string) {
  const real = realServices(userDataFolder);
  const scansOf = (libraryId: number) =>
    real.statesOf('scan').filter((state) => state.libraryId === libraryId);
  const scanOf = (libraryId: number) => scansOf(libraryId).at(-1);
  const ended = (libraryId: number) =>
    vi.waitUntil(
      () => {
        const state = scanOf(libraryId);
        return state !== undefined && isOver(state.phase) ? state : undefined;
      },
      { timeout: 20_000, interval: 5 },
    );
  const statusesOf = async (libraryId: number) => [
    ...(await real.services.library.call('contents', { libraryId })).statuses,
  ];
  return { ...real, ...real.jobs, scansOf, scanOf, ended, statusesOf };
}

describe('a scan', () => {
  test('finds photos, reads them, and counts both', async () => {
    const app = ready();
    const { libraryId } = await app.libraries.open([folderOf(60)]);
    const state = await app.ended(libraryId);
    expect(state).toMatchObject({ phase: 'done', done: 60, total: 60, problem: null });
    const { details } = state;
    expect(details).toMatchObject({ step: 'reading', found: 60, toRead: 60, read: 60, failed: 0 });
    expect(details).toMatchObject({ added: 60, missing: 0, ignored: 1 });
    const steps = app.scansOf(libraryId).map(({ details }) => details.step);
    expect([...new Set(steps)]).toEqual(['finding', 'reading']);
    const counted = app.scansOf(libraryId).filter(({ details }) => details.step === 'finding');
    expect(counted.every(({ total }) => total === null)).toBe(true);
    expect(await app.statusesOf(libraryId)).toEqual(Array.from({ length: 60 }, () => 1));
  });

  test('is the only one of its library, and asked twice is the same', async () => {
    const app = ready();
    const { libraryId } = await app.libraries.open([folderOf(20)]);
    const [first] = app.services.tasks.list();
    expect(app.scans.start(libraryId).taskId).toBe(first?.taskId);
    await app.ended(libraryId);
    const again = app.scans.start(libraryId);
    expect(again.taskId).toBeGreaterThan(first.taskId);
    await vi.waitUntil(() => isOver(app.taskOf('scan').phase), { timeout: 20_000 });
    expect(app.taskOf('scan').details).toMatchObject({ added: 0, toRead: 0, found: 20 });
  });

  test('that must find all begins when one that runs already has ended', async () => {
    const app = ready();
    const folder = folderOf(20);
    const { libraryId } = await app.libraries.open([folder]);
    const finding = app.scans.find(libraryId);
    writeFileSync(path.join(folder, 'late.jpg'), picture);
    await finding;
    expect(await app.statusesOf(libraryId)).toHaveLength(21);
    await app.ended(libraryId);
  });

  test('is paused between photos, and reads the rest when it goes on', async () => {
    const app = ready();
    const { libraryId } = await app.libraries.open([folderOf(200)]);
    await vi.waitUntil(() => app.scanOf(libraryId)?.details.step === 'reading', {
      timeout: 20_000,
      interval: 1,
    });
    const { taskId } = app.taskOf('scan');
    await app.services.tasks.pause(taskId);
    expect(app.taskOf('scan').phase).toBe('paused');
    // Those in hand are finished; then nothing goes on, however long another folder takes.
    const other = await app.libraries.open([folderOf(40)]);
    await app.ended(other.libraryId);
    expect(app.scanOf(libraryId)).toMatchObject({ phase: 'paused', total: 200 });
    const { done } = app.scanOf(libraryId);
    expect(done).toBeLessThan(200);
    await app.services.tasks.resume(taskId);
    expect(await app.ended(libraryId)).toMatchObject({ phase: 'done', done: 200 });
  });

  test('is cancelled, keeps what it read, and goes on from there', async () => {
    const app = ready();
    const { libraryId } = await app.libraries.open([folderOf(300)]);
    await vi.waitUntil(() => (app.scanOf(libraryId)?.details.read ?? 0) > 0, {
      timeout: 20_000,
      interval: 1,
    });
    await app.services.tasks.cancel(app.taskOf('scan').taskId);
    const cancelled = app.scanOf(libraryId);
    expect(cancelled).toMatchObject({ phase: 'cancelled', problem: null, canCancel: false });
    expect(cancelled.done).toBeLessThan(300);
    const read = (await app.statusesOf(libraryId)).filter((status) => status === 1).length;
    expect(read).toBe(cancelled.details.read);
    app.scans.start(libraryId);
    await vi.waitUntil(() => app.taskOf('scan').phase === 'done', { timeout: 20_000 });
    expect(app.taskOf('scan').details).toMatchObject({ toRead: 300 - read, read: 300 - read });
  });

  test('of a folder that is gone fails in plain words, and those of others go on', async () => {
    const app = ready();
    const gone = folderOf(3);
    const there = folderOf(5);
    const { libraryId } = await app.libraries.open([gone, there]);
    await app.ended(libraryId);
    rmSync(gone, { recursive: true });
    app.scans.start(libraryId);
    await vi.waitUntil(() => app.taskOf('scan').phase === 'failed', { timeout: 20_000 });
    const { problem, details } = app.taskOf('scan');
    expect(problem).toMatchObject({ code: 'folder-missing' });
    expect(details.found).toBe(5);
  });

  test('goes on beside that of another library', async () => {
    const app = ready();
    const [one, other] = [
      await app.libraries.open([folderOf(40)]),
      await app.libraries.open([folderOf(30)]),
    ];
    expect((await app.ended(one.libraryId)).done).toBe(40);
    expect((await app.ended(other.libraryId)).done).toBe(30);
    expect(app.services.tasks.list().map(({ libraryId }) => libraryId)).toEqual([
      one.libraryId,
      other.libraryId,
    ]);
  });
});

describe('adding folders', () => {
  test('ends the scan under way and begins another over all of them', async () => {
    const app = ready();
    const { libraryId } = await app.libraries.open([folderOf(100)]);
    const [first] = app.services.tasks.list();
    const photo = path.join(folderOf(20), '3.jpg');
    // A photo stands for its folder.
    await app.libraries.addFolders(libraryId, [photo]);
    await vi.waitUntil(() => app.taskOf('scan').phase === 'done', { timeout: 20_000 });
    const { taskId, details } = app.taskOf('scan');
    expect(taskId).toBeGreaterThan(first.taskId);
    expect(details.found).toBe(120);
  });
});

describe('a scan that something breaks off', () => {
  test('goes on where the library process dies', async () => {
    const app = ready();
    const { libraryId } = await app.libraries.open([folderOf(200)]);
    await vi.waitUntil(() => app.asked('library').includes('recordReads'), {
      timeout: 20_000,
      interval: 1,
    });
    app.crash('library');
    expect(await app.ended(libraryId)).toMatchObject({ phase: 'done', done: 200, problem: null });
    expect(await app.statusesOf(libraryId)).toEqual(Array.from({ length: 200 }, () => 1));
  });

  test('goes on when the app is started again after it was killed', async () => {
    const app = ready();
    const { libraryId } = await app.libraries.open([folderOf(200)]);
    await vi.waitUntil(() => app.asked('library').includes('recordReads'), {
      timeout: 20_000,
      interval: 1,
    });
    for (const room of ['imaging', 'library'] as const) app.crash(room);
    const { userDataFolder } = app.services;
    await app.services.stop();

    const again = ready(userDataFolder);
    expect(await again.statusesOf(libraryId)).toContain(0);
    await again.scans.goOn();
    expect(await again.ended(libraryId)).toMatchObject({ phase: 'done', problem: null });
    expect(await again.statusesOf(libraryId)).toEqual(Array.from({ length: 200 }, () => 1));
    // Nothing is left to go on with.
    await again.scans.goOn();
    expect(again.services.tasks.list().filter(({ phase }) => !isOver(phase))).toEqual([]);
  });
});
