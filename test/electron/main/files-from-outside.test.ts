import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FilesFromOutside, modelFilesAmong } from '../../../electron/main/files-from-outside.ts';

const HERE = path.resolve('/some/where');

describe('the arguments of the app', () => {
  test('name model files absolutely, from the folder it was started in, or by address', () => {
    const elsewhere = path.resolve('/else where/b.PURRMODEL');
    const files = modelFilesAmong(
      ['/usr/bin/purrceptron', 'a.purrmodel', elsewhere, String(pathToFileURL(elsewhere))],
      HERE,
    );
    expect(files).toEqual([path.join(HERE, 'a.purrmodel'), elsewhere, elsewhere]);
  });

  test('that are switches, other files or addresses of other computers are none', () => {
    const others = [
      '--user-data-dir=/x.purrmodel',
      '-a.purrmodel',
      'photo.jpg',
      'https://example.com/a.purrmodel.html',
      'file:a%ZZ.purrmodel',
      '.',
    ];
    expect(modelFilesAmong(others, HERE)).toEqual([]);
  });
});

describe('files asked for from outside', () => {
  test('wait for a painted window, then are opened at once, each a single time', () => {
    const outside = new FilesFromOutside();
    const opened: string[] = [];
    const open = (file: string) => void opened.push(file);
    outside.ask(['a', 'b']);
    expect(opened).toEqual([]);
    outside.windowPainted(open);
    outside.ask(['c']);
    outside.windowPainted(open);
    expect(opened).toEqual(['a', 'b', 'c']);
  });

  test('wait again for the next window once theirs was closed', () => {
    const outside = new FilesFromOutside();
    const opened: string[] = [];
    outside.windowPainted((file) => void opened.push(file));
    outside.windowClosed();
    outside.ask(['a']);
    expect(opened).toEqual([]);
    outside.windowPainted((file) => void opened.push(file));
    expect(opened).toEqual(['a']);
  });
});
