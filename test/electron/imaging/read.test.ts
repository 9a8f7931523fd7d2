import { chmod, mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemWords } from '../../../electron/words/index.ts';
import type { ReadPhoto } from '../../../electron/imaging/operations.ts';
import { readPhoto } from '../../../electron/imaging/read.ts';
import { renderPhoto } from '../../../electron/imaging/render.ts';
import { eyesFromSource, pixelsIn, pixelsSeen } from './eyes/from-source.ts';
import { noise, quarters } from './photos.ts';

const eyes = eyesFromSource();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, bytes: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

function read(file: string) {
  return readPhoto(sharp, eyes, { source: { path: file }, thumbnail: true, eyes: [pixelsSeen] });
}

async function readWell(file: string): Promise<ReadPhoto> {
  const outcome = await read(file);
  if (!outcome.ok) throw new Error(`${file}: ${outcome.problem.code}`);
  return outcome.value;
}

async function problemCode(file: string): Promise<string> {
  const outcome = await read(file);
  if (outcome.ok) return 'none';
  const { code } = outcome.problem;
  const { message, nextStep } = problemWords(outcome.problem);
  expect(message.endsWith('.') && nextStep.endsWith('.')).toBe(true);
  return code;
}

describe('reading a photo', () => {
  it('tells its size, hash and date, and makes a small upright picture', async () => {
    const bytes = await quarters(900, 600).jpeg().toBuffer();
    const file = await write('plain.jpg', bytes);
    await utimes(file, 1_700_000_000.25, 1_700_000_000.25);
    const photo = await readWell(file);
    expect(photo).toMatchObject({ width: 900, height: 600, byteSize: bytes.length });
    expect(photo.contentHash).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(photo.modifiedAt).toBe(Math.round((await stat(file)).mtimeMs));
    const small = await sharp(photo.thumbnail ?? undefined).metadata();
    expect(small).toMatchObject({ width: 320, height: 213, format: 'jpeg', space: 'srgb' });
    expect(pixelsIn(photo)).toHaveLength(64 * 64 * 3);
  });

  it.each(['jpeg', 'png', 'webp'] as const)('knows a %s again that was rated', async (format) => {
    const picture = sharp(await noise(900, 600).png().toBuffer()).toFormat(format);
    const plain = await readWell(await write(`plain.${format}`, await picture.toBuffer()));
    const rated = picture.withExif({ IFD0: { Artist: 'Mimi', ImageDescription: 'five stars' } });
    const again = await readWell(await write(`rated.${format}`, await rated.toBuffer()));
    expect(again.contentHash).not.toBe(plain.contentHash);
    expect(again.pixelHash).toBe(plain.pixelHash);
  });

  it('knows a picture again whose flag says that it is upright', async () => {
    const plain = sharp(await noise(900, 600).png().toBuffer());
    const flagged = plain.clone().withMetadata({ orientation: 1 });
    const files = [
      await write('no flag.jpg', await plain.jpeg().toBuffer()),
      await write('flag.jpg', await flagged.jpeg().toBuffer()),
    ];
    const [one, other] = await Promise.all(files.map(readWell));
    expect(other?.pixelHash).toBe(one?.pixelHash);
  });

  it('tells pictures apart by one shade, and by their sizes', async () => {
    const plain = (width: number, shade: number) =>
      sharp({
        create: { width, height: 400, channels: 3, background: { r: 90, g: 90, b: shade } },
      });
    const hashes = await Promise.all(
      [plain(600, 90), plain(600, 91), plain(601, 90)].map(async (picture, index) => {
        const file = await write(`shade ${index}.png`, await picture.png().toBuffer());
        return (await readWell(file)).pixelHash;
      }),
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it('makes only what is wanted', async () => {
    const source = { path: await write('parts.jpg', await quarters(90, 60).jpeg().toBuffer()) };
    const neither = await readPhoto(sharp, eyes, { source, thumbnail: false, eyes: [] });
    expect(neither).toMatchObject({
      ok: true,
      value: { width: 90, thumbnail: null, pixelHash: null },
    });
    expect(neither).toMatchObject({ ok: true, value: { features: {} } });
  });

  it.each(['🐈 “Mimi’s”.jpg', 'it\'s 100% "cat" #1?.jpg', 'ねこ.jpg', ' space .jpg'])(
    'reads a file named %s',
    async (name) => {
      const file = await write(name, await quarters(90, 60).jpeg().toBuffer());
      expect(await readWell(file)).toMatchObject({ width: 90, height: 60 });
    },
  );

  it('reads a picture of one pixel', async () => {
    const file = await write('one.png', await quarters(1, 1).png().toBuffer());
    expect(await readWell(file)).toMatchObject({ width: 1, height: 1 });
  });

  it('reads a picture a thousand times longer than wide', async () => {
    const file = await write('long.png', await quarters(2, 9000).png().toBuffer());
    expect(await readWell(file)).toMatchObject({ width: 2, height: 9000 });
  });

  it('reads a JPEG of 12,000 × 9,000 pixels', async () => {
    const bytes = await sharp({
      create: { width: 12_000, height: 9_000, channels: 3, background: '#806040' },
    })
      .jpeg()
      .toBuffer();
    const photo = await readWell(await write('large.jpg', bytes));
    expect(photo).toMatchObject({ width: 12_000, height: 9_000 });
  });

  it.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)('reads %s', async (format) => {
    const file = await write(`kind.${format}`, await quarters(80, 60).toFormat(format).toBuffer());
    expect(await readWell(file)).toMatchObject({ width: 80, height: 60 });
  });

  it('renders a large view, never larger than the picture', async () => {
    const source = { path: await write('view.png', await quarters(300, 900).png().toBuffer()) };
    const size = async (longestEdge: number) => {
      const outcome = await renderPhoto(sharp, source, longestEdge);
      const { width, height } = await sharp(outcome.ok ? outcome.value : undefined).metadata();
      return [width, height];
    };
    expect(await size(450)).toEqual([150, 450]);
    expect(await size(2048)).toEqual([300, 900]);
  });
});

describe('a file that cannot be read is explained', () => {
  it.each([
    ['an empty file', '', 'file-empty'],
    ['a text', 'Dear cat, how are you?', 'not-a-picture'],
    ['a web page', '<!doctype html><p>Not found', 'not-a-picture'],
    [
      'a drawing that could ask for other files',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'kind-unsupported',
    ],
    ['the head of a HEIC picture', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'damaged'],
    ['a BMP picture', 'BM\x36\0\0\0', 'kind-unsupported'],
    ['the start of a JPEG and then nothing', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'truncated'],
  ])('%s named .jpg', async (_, content, code) => {
    expect(await problemCode(await write('wrong.jpg', content))).toBe(code);
  });

  // A tall picture is cut to its middle: its missing end must be noticed all the same.
  it.each([
    [900, 600, 0.95],
    [600, 2400, 0.95],
    [600, 2400, 0.5],
  ])('a JPEG of %i × %i cut at %f of its bytes, whatever is asked of it', async (w, h, share) => {
    const whole = await noise(w, h).jpeg().toBuffer();
    const cut = whole.subarray(0, Math.floor(whole.length * share));
    const source = { path: await write('cut.jpg', cut) };
    for (const thumbnail of [true, false]) {
      const seen = thumbnail ? [] : [pixelsSeen];
      const outcome = await readPhoto(sharp, eyes, { source, thumbnail, eyes: seen });
      expect(outcome).toMatchObject({ ok: false, problem: { code: 'truncated' } });
    }
    expect(await renderPhoto(sharp, source, 2048)).toMatchObject({
      problem: { code: 'truncated' },
    });
  });

  it.each(['png', 'webp', 'gif', 'avif'] as const)('a %s cut at half its bytes', async (format) => {
    const whole = await noise(300, 200).toFormat(format).toBuffer();
    const file = await write(`cut.${format}`, whole.subarray(0, whole.length / 2));
    expect(await problemCode(file)).toBe('truncated');
  });

  it('reads a JPEG with bytes after its end, as some phones write them', async () => {
    const whole = await quarters(300, 200).jpeg().toBuffer();
    const file = await write('more.jpg', Buffer.concat([whole, Buffer.alloc(5000, 7)]));
    expect(await problemCode(file)).toBe('none');
  });

  it('a file that is gone, and one whose folder became a file', async () => {
    expect(await problemCode(path.join(folder, 'gone.jpg'))).toBe('file-missing');
    const file = await write('file.jpg', 'x');
    expect(await problemCode(path.join(file, 'below.jpg'))).toBe('file-missing');
  });

  it('a folder', async () => {
    await mkdir(path.join(folder, 'folder.jpg'));
    expect(await problemCode(path.join(folder, 'folder.jpg'))).toBe('is-a-folder');
  });

  it.skipIf(process.platform === 'win32')('a pipe, without waiting for it', async () => {
    const pipe = path.join(folder, 'pipe.jpg');
    execFileSync('mkfifo', [pipe]);
    expect(await problemCode(pipe)).toBe('not-a-picture');
  });

  it('a picture with more pixels than can be held', async () => {
    // A PNG tells its size in its first bytes; no pixel of it needs to be there.
    const bytes = await quarters(10, 10).png({ palette: false }).toBuffer();
    bytes.writeUInt32BE(60_000, 16);
    bytes.writeUInt32BE(60_000, 20);
    bytes.writeUInt32BE(crcOf(bytes.subarray(12, 29)), 29);
    expect(await problemCode(await write('vast.png', bytes))).toBe('too-large');
  });

  it.skipIf(process.platform === 'win32')('a file larger than is read into memory', async () => {
    const file = path.join(folder, 'huge.jpg');
    execFileSync('truncate', ['-s', '400M', file]);
    expect(await problemCode(file)).toBe('too-large');
  });

  it.skipIf(process.platform === 'win32')('a file without permission', async () => {
    const file = await write('secret.jpg', await quarters(90, 60).jpeg().toBuffer());
    await chmod(file, 0);
    // Root may read everything.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.('nobody');
    try {
      expect(await problemCode(file)).toBe('file-unreadable');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

/** CRC-32 as PNG wants it. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
