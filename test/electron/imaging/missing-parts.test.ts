import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPhoto } from '../../../electron/imaging/read.ts';
import { renderPhoto } from '../../../electron/imaging/render.ts';
import { drawTiff } from './drawn-tiff.ts';
import { eyesFromSource, pixelsIn, pixelsSeen } from './eyes/from-source.ts';
import { largestDifference, noise, quarters } from './photos.ts';

const eyes = eyesFromSource();
const endMark = Buffer.from([0xff, 0xd9]);

function read(bytes: Buffer, thumbnail = true) {
  return readPhoto(sharp, eyes, { source: { bytes }, thumbnail, eyes: [pixelsSeen] });
}

async function codeOf(bytes: Buffer): Promise<string> {
  const outcome = await read(bytes);
  return outcome.ok ? 'none' : outcome.problem.code;
}

async function pixelsOf(bytes: Buffer): Promise<Uint8Array> {
  const outcome = await read(bytes);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return pixelsIn(outcome.value);
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}
function lessEnd(bytes: Buffer, count: number): Buffer {
  return bytes.subarray(0, bytes.length - count);
}

describe('a JPEG that lacks a part', () => {
  it.each([false, true])(
    'is damaged though it has an end mark, progressive: %s',
    async (progressive) => {
      const whole = await noise(500, 400).jpeg({ progressive }).toBuffer();
      const bytes = Buffer.concat([half(whole), endMark]);
      expect(await codeOf(bytes)).toBe('truncated');
      expect(await renderPhoto(sharp, { bytes }, 2048)).toMatchObject({
        problem: { code: 'truncated' },
      });
    },
  );

  it.each([3, 20, 200])('is damaged where its last %i bytes were cut', async (count) => {
    const whole = await noise(500, 400).jpeg().toBuffer();
    expect(await codeOf(lessEnd(whole, count))).toBe('truncated');
  });

  it('is damaged where it breaks off between two scans', async () => {
    const whole = await noise(300, 200).jpeg({ progressive: true }).toBuffer();
    const lastScan = whole.lastIndexOf(Buffer.from([0xff, 0xda]));
    const lastTable = whole.lastIndexOf(Buffer.from([0xff, 0xc4]), lastScan);
    expect(await codeOf(whole.subarray(0, lastTable))).toBe('truncated');
  });

  it('is damaged where a mark stands in the middle of its numbers', async () => {
    const bytes = await noise(500, 400).jpeg().toBuffer();
    bytes.writeUInt16BE(0xffc8, bytes.length >> 1);
    expect(await codeOf(bytes)).toMatch(/damaged|truncated/);
  });

  it.each([false, true])(
    'and only its end mark has all its pixels, progressive: %s',
    async (progressive) => {
      const whole = await quarters(500, 400).jpeg({ progressive }).toBuffer();
      const pixels = await pixelsOf(whole);
      expect(await pixelsOf(lessEnd(whole, 2))).toEqual(pixels);
      expect(await pixelsOf(lessEnd(whole, 1))).toEqual(pixels);
    },
  );

  it('has all its pixels with bytes between them and the end mark that nobody reads', async () => {
    const whole = await noise(500, 400).jpeg().toBuffer();
    const bytes = Buffer.concat([lessEnd(whole, 2), Buffer.alloc(9), endMark]);
    expect(await codeOf(bytes)).toBe('none');
  });

  it('is the only one that is called damaged, however many are read at once', async () => {
    const whole = await noise(900, 700).jpeg().toBuffer();
    const damaged = Buffer.concat([half(whole), endMark]);
    const bytes = Array.from({ length: 24 }, (_, index) => (index % 5 === 2 ? damaged : whole));
    const codes = await Promise.all(bytes.map(codeOf));
    expect(codes).toEqual(bytes.map((of) => (of === damaged ? 'truncated' : 'none')));
  });
});

describe('a TIFF that lacks a part', () => {
  const plain = () =>
    drawTiff({
      width: 240,
      height: 160,
      sample: 'uint8',
      photometric: 2,
      at: (x, y) => [x, y, 90],
    });

  it('is damaged where it breaks off', async () => {
    expect(await codeOf(half(plain()))).toBe('truncated');
    const packed = await noise(300, 200).tiff({ compression: 'lzw' }).toBuffer();
    const bytes = Buffer.from(packed);
    bytes.fill(0, Math.floor(bytes.length * 0.3), bytes.length >> 1);
    expect(await codeOf(bytes)).toMatch(/damaged|truncated/);
  });

  it('is refused with a compression that nothing here unpacks', async () => {
    const bytes = drawTiff({
      ...{ width: 240, height: 160, sample: 'uint8', photometric: 2, compression: 50000 },
      at: (x, y) => [x, y, 90],
    });
    const outcome = await read(bytes);
    expect(outcome).toMatchObject({
      problem: { code: 'kind-unsupported', parameters: { kind: 'TIFF (packed by ZSTD)' } },
    });
  });
});

describe('a PNG', () => {
  it('has all its pixels though a checksum is wrong', async () => {
    const whole = await noise(300, 200).png().toBuffer();
    const bytes = Buffer.from(whole);
    const data = bytes.indexOf('IDAT');
    const checksum = data + 4 + bytes.readUInt32BE(data - 4);
    bytes.writeUInt8(bytes.readUInt8(checksum) ^ 1, checksum);
    expect(await pixelsOf(bytes)).toEqual(await pixelsOf(whole));
  });

  it('is damaged where its pixels are', async () => {
    const bytes = Buffer.from(await noise(300, 200).png().toBuffer());
    const place = bytes.indexOf('IDAT') + 1000;
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    expect(await codeOf(bytes)).toBe('damaged');
  });
});

describe('samples that are not bytes', () => {
  const ramp = (x: number): number => x / 239;
  const size = { width: 240, height: 160 } as const;
  const grey = { ...size, photometric: 1 } as const;
  /** What a viewer shows of a ramp from black to white. */
  const expected = async () =>
    pixelsOf(drawTiff({ ...grey, sample: 'uint8', at: (x) => [Math.round(ramp(x) * 255)] }));

  it.each([
    ['floats from 0 to 1', 'float32', (x: number) => ramp(x)],
    ['floats of any range', 'float32', (x: number) => ramp(x) * 7000 - 300],
    [
      'floats, some of them none',
      'float32',
      (x: number, y: number) => (y === 3 && x === 0 ? NaN : ramp(x)),
    ],
    ['12 bits in 16', 'uint16', (x: number) => Math.round(ramp(x) * 4095)],
    ['16 bits', 'uint16', (x: number) => Math.round(ramp(x) * 65535)],
    ['16 bits with a sign', 'int16', (x: number) => Math.round(ramp(x) * 60000 - 30000)],
    ['8 bits with a sign', 'int8', (x: number) => Math.round(ramp(x) * 250 - 125)],
    ['32 bits', 'uint32', (x: number) => Math.round(ramp(x) * 4e9)],
    ['32 bits with a sign', 'int32', (x: number) => Math.round(ramp(x) * 4e9 - 2e9)],
  ] as const)('of %s are scaled by their range', async (_, sample, value) => {
    const bytes = drawTiff({ ...grey, sample, at: (x, y) => [value(x, y)] });
    expect(largestDifference(await pixelsOf(bytes), await expected())).toBeLessThanOrEqual(2);
  });

  it('are scaled all colours alike', async () => {
    const bytes = drawTiff({
      ...{ ...size, sample: 'uint16', photometric: 2 },
      at: (x) => [x * 17, x * 17, x < 120 ? 0 : 2000],
    });
    const pixels = await pixelsOf(bytes);
    const [red, , blue] = pixels.subarray((32 * 64 + 60) * 3);
    expect(red).toBeGreaterThan(190);
    expect(blue).toBeGreaterThan(110);
    expect(blue).toBeLessThan(140);
  });

  it('are turned round where white is zero', async () => {
    const at = (x: number) => [1 - ramp(x)];
    const bytes = drawTiff({ ...size, photometric: 0, sample: 'float32', at });
    expect(largestDifference(await pixelsOf(bytes), await expected())).toBeLessThanOrEqual(2);
  });

  it('are left alone where they fill their 16 bits, however dark the picture is', async () => {
    const at = (x: number) => [Math.round(ramp(x) * 20000)];
    const pixels = await pixelsOf(drawTiff({ ...grey, sample: 'uint16', at }));
    expect(Math.max(...pixels)).toBeLessThanOrEqual(78);
  });

  it('are refused in words where nothing here reads them', async () => {
    const bytes = drawTiff({ ...grey, sample: 'float64', at: (x) => [ramp(x)] });
    expect(await read(bytes)).toMatchObject({
      problem: { code: 'kind-unsupported', parameters: { kind: 'TIFF (64 bits a sample)' } },
    });
  });
});

describe('a sample beside the colours', () => {
  const size = { width: 240, height: 160 } as const;
  const colours = { ...size, sample: 'uint8', photometric: 2 } as const;
  const plain = () => pixelsOf(drawTiff({ ...colours, at: (x, y) => [x, y, 90] }));

  it.each([
    ['infrared', [0]],
    ['what the file does not name', undefined],
  ])('is not transparency where it is %s', async (_, extra) => {
    const bytes = drawTiff({
      ...colours,
      at: (x, y) => [x, y, 90, (x * 7) % 256],
      ...(extra === undefined ? {} : { extra }),
    });
    expect(largestDifference(await pixelsOf(bytes), await plain())).toBeLessThanOrEqual(1);
  });

  it('is left out beside grey and beside others of its kind', async () => {
    const many = drawTiff({ ...colours, extra: [0, 0], at: (x, y) => [x, y, 90, 0, x] });
    expect(largestDifference(await pixelsOf(many), await plain())).toBeLessThanOrEqual(1);
    const grey = { ...size, sample: 'uint8', photometric: 1 } as const;
    const beside = drawTiff({ ...grey, extra: [0], at: (x) => [x, 0] });
    const alone = await pixelsOf(drawTiff({ ...grey, at: (x) => [x] }));
    expect(largestDifference(await pixelsOf(beside), alone)).toBeLessThanOrEqual(1);
  });

  it('is transparency where the file says so', async () => {
    const bytes = drawTiff({ ...colours, extra: [2], at: () => [10, 20, 30, 0] });
    expect(new Set(await pixelsOf(bytes))).toEqual(new Set([255]));
  });
});
