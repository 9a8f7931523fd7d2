import { expect, it } from 'vitest';
import { countPhotos } from '../../../renderer/app/count-photos.ts';

function file(name: string) {
  return { isDirectory: false, name } as FileSystemEntry;
}

/** A folder as browsers hand it out: in parts, and an empty one at its end. */
function folder(...contents: FileSystemEntry[]): FileSystemEntry {
  const parts = [contents.slice(0, 2), contents.slice(2), []];
  const createReader = () => {
    let next = 0;
    return {
      readEntries: (take: (part: FileSystemEntry[]) => void) => take(parts[next++] ?? []),
    };
  };
  return { isDirectory: true, name: 'folder', createReader } as unknown as FileSystemEntry;
}

it('counts the photos among files and in folders, however deep', async () => {
  const inner = folder(file('c.webp'), file('notes.txt'));
  const outer = folder(file('a.JPG'), inner, file('b.jpeg'), file('d.avif'));
  expect(await countPhotos([outer, file('e.png'), file('model.onnx')])).toBe(5);
  expect(await countPhotos([])).toBe(0);
});

it('passes over a folder that cannot be read', async () => {
  const locked = {
    isDirectory: true,
    name: 'locked',
    createReader: () => ({ readEntries: (_: unknown, fail: () => void) => fail() }),
  } as unknown as FileSystemEntry;
  expect(await countPhotos([locked, file('a.gif')])).toBe(1);
});
