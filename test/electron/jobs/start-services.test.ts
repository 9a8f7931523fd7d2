import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelledLibrary, realServices } from './real-services.ts';

function logsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => /-(wal|shm)$/.test(name));
}

describe('stopping', () => {
  test('closes the databases, with everything in them that was asked for until then', async () => {
    const { services } = realServices();
    const { library, userDataFolder } = services;
    const { libraryId } = await labelledLibrary(services, 2);
    expect(logsIn(userDataFolder)).not.toEqual([]);
    const { photoIds } = await library.call('contents', { libraryId });
    const labelling = library.call('setMarks', { libraryId, photoIds: [...photoIds], mark: -1 });
    await Promise.all([labelling, services.stop()]);
    // SQLite removes its log when the last connection is closed in order.
    expect(logsIn(userDataFolder)).toEqual([]);
    expect(existsSync(path.join(userDataFolder, 'photos'))).toBe(true);
    await expect(library.call('listLibraries', undefined)).rejects.toMatchObject({
      name: 'ProcessStoppedError',
    });

    const again = realServices(userDataFolder);
    const { marks } = await again.services.library.call('contents', { libraryId });
    expect([...marks]).toEqual([-1, -1, -1, -1]);
  });

  test('cancels what is under way', async () => {
    const { services, jobs, taskOf } = realServices();
    const { libraryId } = await labelledLibrary(services, 2);
    jobs.scans.start(libraryId);
    await services.stop();
    await expect.poll(() => taskOf('scan').phase).toBe('cancelled');
  });

  test('does not wait for a library that is gone', async () => {
    const { services, crash } = realServices();
    await services.library.call('listLibraries', undefined);
    crash('library');
    await services.stop();
    await expect(services.library.call('listLibraries', undefined)).rejects.toThrow();
  });
});
