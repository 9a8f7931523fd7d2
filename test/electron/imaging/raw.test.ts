import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPhoto } from '../../../electron/imaging/read.ts';
import { drawTiff, TIFF_START, tiffDirectory } from './drawn-tiff.ts';
import type { Tag } from './drawn-tiff.ts';
import { eyesFromSource, pixelsIn, pixelsSeen } from './eyes/from-source.ts';
import { noise, pixelAt, quarters } from './photos.ts';

const SHORT = 3;
const LONG = 4;
const eyes = eyesFromSource();

function read(bytes: Buffer) {
  return readPhoto(sharp, eyes, { source: { bytes }, thumbnail: true, eyes: [pixelsSeen] });
}

async function readWell(bytes: Buffer) {
  const outcome = await read(bytes);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}

function preview() {
  return quarters(400, 300).jpeg({ quality: 95 }).toBuffer();
}
function tiny() {
  return noise(160, 120).jpeg().toBuffer();
}
/** What a sensor saw, as cameras pack it: this only must not be shown. */
const sensor = Buffer.alloc(5000, 0xa7);

/** Directories behind each other, each told where the parts of the file lie and where the next one is. */
function rawTiff(
  parts: Buffer[],
  directories: ((places: number[], next: number) => Tag[])[],
  start = TIFF_START,
): Buffer {
  const length = (of: (typeof directories)[number]) =>
    tiffDirectory(
      of(
        parts.map(() => 0),
        0,
      ),
      0,
    ).length;
  const starts: number[] = [];
  let end = start.length;
  for (const directory of directories) {
    starts.push(end);
    end += length(directory);
  }
  const places: number[] = [];
  for (const part of parts) {
    places.push(end);
    end += part.length;
  }
  const written = directories.map((of, index) =>
    tiffDirectory(of(places, starts[index + 1] ?? 0), starts[index] ?? 0),
  );
  return Buffer.concat([start, ...written, ...parts]);
}

function ofSensor(place: number, compression: number): Tag[] {
  return [
    [256, LONG, [6000]],
    [257, LONG, [4000]],
    [258, SHORT, [14]],
    [259, SHORT, [compression]],
    [262, SHORT, [32803]],
    [273, LONG, [place]],
    [279, LONG, [sensor.length]],
  ];
}

/** Nikon: a tiny picture first, the preview and the sensor in directories inside. */
async function nef(orientation: number): Promise<Buffer> {
  const [jpeg, small] = [await preview(), await tiny()];
  return rawTiff(
    [small, jpeg, sensor],
    [
      ([smallAt = 0], next) => [
        [254, LONG, [1]],
        [274, SHORT, [orientation]],
        [273, LONG, [smallAt]],
        [279, LONG, [small.length]],
        [330, LONG, [next]],
      ],
      ([, jpegAt = 0]) => [
        [254, LONG, [1]],
        [259, SHORT, [6]],
        [513, LONG, [jpegAt]],
        [514, LONG, [jpeg.length]],
      ],
    ],
  );
}

describe('a raw photo', () => {
  it.each([
    [1, 400, 300, [0xc0, 0x20, 0x20]],
    [6, 300, 400, [0x20, 0x20, 0xc0]],
    [8, 300, 400, [0x20, 0xa0, 0x20]],
  ])('built like NEF is shown by its preview, orientation %i', async (orientation, ...seen) => {
    const [width, height, colour] = seen;
    const bytes = await nef(orientation);
    // The sensor's part makes it a raw photo and no TIFF.
    const withSensor = addSensor(bytes);
    const photo = await readWell(withSensor);
    expect(photo).toMatchObject({ width, height, note: 'raw-preview' });
    pixelAt(pixelsIn(photo), 16, 16).forEach((value, channel) =>
      expect(Math.abs(value - (colour[channel] ?? 0))).toBeLessThanOrEqual(6),
    );
  });

  it('built like CR2 is shown by the JPEG in its strip, not by what the sensor saw', async () => {
    const [jpeg, small] = [await preview(), await tiny()];
    const lossless = Buffer.from(await noise(900, 900).jpeg().toBuffer());
    const frame = lossless.indexOf(Buffer.from([0xff, 0xc0]));
    lossless.writeUInt8(0xc3, frame + 1);
    const start = Buffer.from('II*\0\x10\0\0\0CR\x02\0\0\0\0\0', 'latin1');
    const bytes = rawTiff(
      [jpeg, small, lossless],
      [
        ([jpegAt = 0], next) => [
          [259, SHORT, [6]],
          [273, LONG, [jpegAt]],
          [274, SHORT, [1]],
          [279, LONG, [jpeg.length]],
          [330, LONG, [next]],
        ],
        ([, smallAt = 0], next) => [
          [513, LONG, [smallAt]],
          [514, LONG, [small.length]],
          [330, LONG, [next]],
        ],
        ([, , losslessAt = 0]) => [
          [259, SHORT, [6]],
          [273, LONG, [losslessAt]],
          [279, LONG, [lossless.length]],
        ],
      ],
      start,
    );
    expect(await readWell(bytes)).toMatchObject({ width: 400, height: 300, note: 'raw-preview' });
  });

  it('built like ARW or DNG is shown by the largest preview', async () => {
    const [jpeg, small] = [await preview(), await tiny()];
    const bytes = rawTiff(
      [jpeg, small, sensor],
      [
        ([, smallAt = 0], next) => [
          [513, LONG, [smallAt]],
          [514, LONG, [small.length]],
          [330, LONG, [next]],
          [50706, 1, [1, 4, 0, 0]],
        ],
        ([jpegAt = 0]) => [
          [254, LONG, [1]],
          [259, SHORT, [7]],
          [273, LONG, [jpegAt]],
          [279, LONG, [jpeg.length]],
        ],
      ],
    );
    expect(await readWell(bytes)).toMatchObject({ width: 400, height: 300, note: 'raw-preview' });
  });

  it('built like CR3 is shown by its preview or the larger one of a track, turned', async () => {
    const [jpeg, large] = [await preview(), await quarters(800, 600).jpeg().toBuffer()];
    const small = await readWell(cr3({ jpeg, orientation: 1 }));
    expect(small).toMatchObject({ width: 400, height: 300, note: 'raw-preview' });
    const turned = await readWell(cr3({ jpeg, orientation: 6, large }));
    expect(turned).toMatchObject({ width: 600, height: 800, note: 'raw-preview' });
  });

  it('built like RAF is shown by the JPEG that its head names', async () => {
    const jpeg = await preview();
    const head = Buffer.alloc(100);
    head.write('FUJIFILMCCD-RAW ');
    head.writeUInt32BE(100, 84);
    head.writeUInt32BE(jpeg.length, 88);
    const photo = await readWell(Buffer.concat([head, jpeg, sensor]));
    expect(photo).toMatchObject({ width: 400, height: 300, note: 'raw-preview' });
  });

  it('without a preview is refused in words, and so is one whose preview was cut', async () => {
    const bare = rawTiff([sensor], [([place = 0]) => ofSensor(place, 1)]);
    expect(await read(bare)).toMatchObject({ problem: { code: 'raw-without-preview' } });
    const jpeg = await preview();
    const cut = rawTiff(
      [sensor, jpeg],
      [
        ([place = 0], next) => [...ofSensor(place, 1), [330, LONG, [next]]],
        ([, jpegAt = 0]) => [
          [513, LONG, [jpegAt]],
          [514, LONG, [jpeg.length]],
        ],
      ],
    );
    const bytes = cut.subarray(0, cut.length - 900);
    expect(await read(bytes)).toMatchObject({ problem: { code: 'truncated' } });
  });

  it('is not seen in an ordinary TIFF', async () => {
    const bytes = drawTiff({
      ...{ width: 60, height: 40, sample: 'uint8', photometric: 2 },
      at: (x, y) => [x, y, 90],
    });
    expect(await readWell(bytes)).toMatchObject({ width: 60, note: null });
  });

  it('whose directories lead in a circle ends all the same', async () => {
    const bytes = rawTiff(
      [sensor],
      [([place = 0]) => [...ofSensor(place, 1), [330, LONG, [8, 8, 9, 4_000_000_000]]]],
    );
    expect(await read(bytes)).toMatchObject({ problem: { code: 'raw-without-preview' } });
  });
});

/** Appends a directory of what the sensor saw to the chain of a drawn TIFF's first one. */
function addSensor(bytes: Buffer): Buffer {
  const start = bytes.length + (bytes.length % 2);
  const padded = Buffer.concat([bytes, Buffer.alloc(start - bytes.length)]);
  const entries = padded.readUInt16LE(8);
  padded.writeUInt32LE(start, 10 + entries * 12);
  return Buffer.concat([padded, tiffDirectory(ofSensor(8, 34713), start)]);
}

function box(type: string, ...content: Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + inside.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, inside]);
}

interface DrawnCr3 {
  jpeg: Buffer;
  orientation: number;
  large?: Buffer;
}

function cr3({ jpeg, orientation, large }: DrawnCr3): Buffer {
  const camera = Buffer.concat([TIFF_START, tiffDirectory([[274, SHORT, [orientation]]], 8)]);
  const facts = Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex');
  const previewName = Buffer.from('eaf42b5e1c984b88b9fbb7dc406e4d16', 'hex');
  const start = box('ftyp', Buffer.from('crx \0\0\0\x01crx isom', 'latin1'));
  const shown = box('uuid', previewName, Buffer.alloc(8), box('PRVW', Buffer.alloc(16), jpeg));
  const tables = (at: bigint): Buffer => {
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32BE(1, 8);
    sizes.writeUInt32BE(large?.length ?? 0, 12);
    const places = Buffer.alloc(16);
    places.writeUInt32BE(1, 4);
    places.writeBigUInt64BE(at, 8);
    const table = box('stbl', box('stsz', sizes), box('co64', places));
    return box('trak', box('mdia', box('minf', table)));
  };
  const film = (at: bigint): Buffer =>
    box('moov', box('uuid', facts, box('CMT1', camera)), ...(large ? [tables(at)] : []));
  const dataAt = start.length + film(0n).length + shown.length + 8;
  return Buffer.concat([start, film(BigInt(dataAt)), shown, box('mdat', large ?? sensor)]);
}
