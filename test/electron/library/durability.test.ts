import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { libraryOf, openIn } from './library-in-folder.ts';

const HANDLERS_FILE = fileURLToPath(
  new URL('../../../electron/library/handlers.ts', import.meta.url),
);

const LABEL_AND_DIE = `
  const [file, folder, libraryId, mark, ...photoIds] = process.argv.slice(1);
  const { libraryHandlers } = await import(file);
  const operations = libraryHandlers();
  operations.open({ folder, nativeBinding: null });
  for (const photoId of photoIds) {
    operations.setMarks({ libraryId: +libraryId, photoIds: [+photoId], mark: +mark });
  }
  operations.undo({ libraryId: +libraryId });
  process.kill(process.pid, 'SIGKILL');`;

test('a process that is killed right after labelling loses no label and no undo', () => {
  const names = ['a.jpg', 'b.jpg', 'c.jpg'];
  const { operations, folder, libraryId, contents, dog } = libraryOf(names);
  const photoIds = [...contents().photoIds];
  operations.close(undefined);
  const numbers = [libraryId, dog.id, ...photoIds].map(String);
  const killed = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', LABEL_AND_DIE, HANDLERS_FILE, folder, ...numbers],
    { encoding: 'utf8' },
  );
  expect(killed.stderr).toBe('');
  expect(killed.signal).toBe('SIGKILL');
  const reopened = openIn(folder).contents({ libraryId });
  expect([...reopened.marks]).toEqual([dog.id, dog.id, 0]);
  expect(reopened).toMatchObject({ canUndo: true, canRedo: true });
});
