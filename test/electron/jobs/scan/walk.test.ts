import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { walk } from '../../../../electron/jobs/scan/walk.ts';
import type { WalkStep } from '../../../../electron/jobs/scan/walk.ts';
import { ignoredWords } from '../../../../electron/words/index.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-walk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content = 'x') {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content, 'latin1');
  return file;
}

async function walked(start = folder, signal = new AbortController().signal) {
  const steps: WalkStep[] = [];
  for await (const step of walk(start, signal)) steps.push(step);
  const photos = steps.flatMap((step) => (step.kind === 'photo' ? [step.photo] : []));
  const ignored = steps.flatMap((step) => (step.kind === 'ignored' ? [step.file] : []));
  return {
    photos,
    ignored,
    names: photos.map((photo) => path.relative(folder, photo.path)).sort(),
  };
}

test('photos of every kind it knows are found at any depth, whatever the case of their endings', async () => {
  for (const name of ['a.JPG', 'b/c.jpeg', 'b/d/e.png', 'f.webp', 'g.avif', 'h.TIFF', 'i.gif']) {
    await write(name);
  }
  const { names, ignored } = await walked();
  expect(names).toEqual(
    ['a.JPG', 'b/c.jpeg', 'b/d/e.png', 'f.webp', 'g.avif', 'h.TIFF', 'i.gif'].sort(),
  );
  expect(ignored).toEqual([]);
});

test('size and time come with each photo', async () => {
  await write('a.jpg', '12345');
  const [photo] = (await walked()).photos;
  expect(photo?.byteSize).toBe(5);
  expect(Math.abs((photo?.modifiedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(Number.isInteger(photo?.modifiedAt)).toBe(true);
});

test('every other file is named with a reason, by how it begins', async () => {
  await write('clip.mp4', '\0\0\0\x14ftypisom');
  await write('song.mp3', 'ID3\x04');
  await write('drawing.psd', '8BPS\0\x01');
  await write('notes.txt', 'Dear cat');
  await write('letter.pdf', '%PDF-1.7');
  await write('photos.zip', 'PK\x03\x04');
  await write('.DS_Store');
  await write('strange.xyz', '\x01\x02\x03');
  await write('nothing');
  const { names, ignored } = await walked();
  expect(names).toEqual([]);
  const reasons = Object.fromEntries(
    ignored.map((file) => [path.basename(file.path), ignoredWords(file.reason)]),
  );
  expect(reasons['clip.mp4']).toBe('a video, not a photo');
  expect(reasons['song.mp3']).toBe('a sound recording, not a photo');
  expect(reasons['drawing.psd']).toContain('a Photoshop picture');
  expect(reasons['notes.txt']).toBe('a text file');
  expect(reasons['letter.pdf']).toBe('a drawing or document, not a photo');
  expect(reasons['photos.zip']).toContain('a packed archive');
  expect(reasons['.DS_Store']).toBe("the system's own file");
  expect(reasons['strange.xyz']).toContain('not a kind of photo');
  expect(reasons['nothing']).toBe('a text file');
});

test('photos are found whatever they are called, with an unknown ending or none', async () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  const names = ['IMG_0001', 'cat.jpg_large', 'dog.txt', 'phone.HEIC', 'scan.mp4', 'raw.nef'];
  for (const name of names)
    await writeFile(path.join(folder, name), name === 'scan.mp4' ? heic : jpeg);
  expect((await walked()).names).toEqual(names.sort());
});

test.skipIf(process.platform !== 'linux')(
  'a name that is not UTF-8 is told as what it is, of a file and of a folder',
  async () => {
    const odd = (name: string) =>
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
    await writeFile(odd('caf\xe9.jpg'), 'x');
    await mkdir(odd('\xe9t\xe9'));
    await write('cat.jpg');
    const { names, ignored } = await walked();
    expect(names).toEqual(['cat.jpg']);
    expect(ignored.map(({ reason }) => reason.code)).toEqual(['name-not-utf8', 'name-not-utf8']);
  },
);

test('a loop of links ends and each folder is entered once', async () => {
  await write('real/cat.jpg');
  await symlink(folder, path.join(folder, 'real', 'back'));
  await symlink(path.join(folder, 'real'), path.join(folder, 'again'));
  await symlink(path.join(folder, 'self'), path.join(folder, 'self'));
  const { photos, ignored } = await walked();
  expect(photos).toHaveLength(1);
  expect(ignored.map((file) => ignoredWords(file.reason))).toEqual([
    'a link that leads back to itself',
  ]);
});

test('a link to nowhere is told and the rest is found', async () => {
  await write('cat.jpg');
  await symlink(path.join(folder, 'gone.jpg'), path.join(folder, 'link.jpg'));
  const { names, ignored } = await walked();
  expect(names).toEqual(['cat.jpg']);
  expect(ignored[0]?.reason).toEqual({ code: 'link-broken', parameters: {} });
});

test.skipIf(process.platform === 'win32')(
  'a pipe that would block its reader for ever is not taken for a photo',
  async () => {
    execFileSync('mkfifo', [path.join(folder, 'pipe.jpg')]);
    expect((await walked()).ignored[0]?.reason).toEqual({ code: 'device', parameters: {} });
  },
);

test('names with emoji, quotes and spaces are kept as they are', async () => {
  await write("😺 “it's” 100% #1?.jpg");
  expect((await walked()).names).toEqual(["😺 “it's” 100% #1?.jpg"]);
});

test('a single file is walked as itself', async () => {
  const file = await write('cat.jpg');
  expect((await walked(file)).photos.map((photo) => photo.path)).toEqual([file]);
});

test('a folder that is not there throws the reason', async () => {
  await expect(walked(path.join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a cancelled walk stops', async () => {
  await write('a.jpg');
  await write('b.jpg');
  const abort = new AbortController();
  let count = 0;
  for await (const step of walk(folder, abort.signal)) {
    count += step.kind === 'photo' ? 1 : 0;
    abort.abort();
  }
  expect(count).toBe(1);
});
