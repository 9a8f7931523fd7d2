import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawPet } from '../../../../electron/imaging/sample/draw-pet.ts';
import { planSample } from '../../../../electron/imaging/sample/plan-sample.ts';
import type { ExifOrientation } from '../../../../electron/imaging/sample/plan-sample.ts';
import { between, mulberry32 } from '../../../../electron/imaging/sample/random.ts';
import { renderSample } from '../../../../electron/imaging/sample/render-sample.ts';
import { writeSample } from '../../../../electron/imaging/sample/write-sample.ts';

const SEED = 1;

/** Mean absolute difference of two pictures of one size, in steps of 0 to 255. */
function difference(a: Buffer, b: Buffer): number {
  expect(b.length).toBe(a.length);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}

describe('planSample', () => {
  const plan = planSample(SEED);

  it('plans 240 pictures, half cats and half dogs', () => {
    expect(plan).toHaveLength(240);
    expect(plan.filter(({ kind }) => kind === 'cat')).toHaveLength(120);
  });

  it('leaves 20 cats and 20 dogs without a label and labels the others rightly', () => {
    const unlabelled = plan.filter(({ label }) => label === null);
    expect(unlabelled.filter(({ kind }) => kind === 'cat')).toHaveLength(20);
    expect(unlabelled.filter(({ kind }) => kind === 'dog')).toHaveLength(20);
    expect(plan.every(({ kind, label }) => label === null || label === kind)).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    expect(planSample(SEED)).toEqual(plan);
    expect(planSample(SEED + 1)).not.toEqual(plan);
  });

  it('names files so that neither name, folder nor format tells the label', () => {
    const names = plan.map(({ fileName }) => fileName);
    expect(new Set(names).size).toBe(240);
    for (const name of names) expect(name).toMatch(/^IMG_\d{4}\.(jpg|png)$/);
    for (const { folder } of plan) expect(folder).not.toMatch(/cat|dog/i);
    for (const folder of new Set(plan.map((picture) => picture.folder))) {
      const inFolder = plan.filter((picture) => picture.folder === folder);
      const cats = inFolder.filter(({ kind }) => kind === 'cat').length;
      expect(cats / inFolder.length).toBeGreaterThan(0.35);
      expect(cats / inFolder.length).toBeLessThan(0.65);
    }
  });

  it('turns twelve JPEGs by EXIF, each orientation at least once', () => {
    const turned = plan.filter(({ exifOrientation }) => exifOrientation !== 1);
    expect(turned).toHaveLength(12);
    expect(turned.every(({ format }) => format === 'jpeg')).toBe(true);
    expect(new Set(turned.map(({ exifOrientation }) => exifOrientation)).size).toBe(7);
  });

  it('is mostly JPEG with some PNG, landscape and portrait, of 480 to 1000 pixels', () => {
    expect(plan.filter(({ format }) => format === 'png')).toHaveLength(36);
    expect(plan.some(({ width, height }) => width > height)).toBe(true);
    expect(plan.some(({ width, height }) => width < height)).toBe(true);
    for (const { width, height } of plan) {
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(480);
      expect(Math.max(width, height)).toBeLessThanOrEqual(1000);
    }
  });

  it('refuses a count that cannot be halved', () => {
    expect(() => planSample(SEED, 7)).toThrow(
      'Expected count to be a positive even integer, got 7',
    );
    expect(() => planSample(SEED, 0)).toThrow(RangeError);
  });
});

describe('drawPet', () => {
  it('draws the same text from the same numbers', () => {
    expect(drawPet('cat', mulberry32(5)).svg).toBe(drawPet('cat', mulberry32(5)).svg);
  });

  it('chooses fur, place and light alike for cats and dogs', () => {
    for (let seed = 0; seed < 50; seed++) {
      const cat = drawPet('cat', mulberry32(seed)).choices;
      const dog = drawPet('dog', mulberry32(seed)).choices;
      const shared = ({ pose, place, light, fur, pattern, facing }: typeof cat): unknown[] => [
        pose,
        place,
        light,
        fur,
        pattern,
        facing,
      ];
      expect(shared(dog)).toEqual(shared(cat));
    }
  });

  it('shows every pose, place, light and pattern within 400 pictures', () => {
    const choices = Array.from(
      { length: 400 },
      (_, seed) => drawPet('dog', mulberry32(seed)).choices,
    );
    const different = (key: keyof (typeof choices)[number]): number =>
      new Set(choices.map((choice) => choice[key])).size;
    expect(different('pose')).toBe(4);
    expect(different('place')).toBe(9);
    expect(different('light')).toBe(6);
    expect(different('pattern')).toBe(6);
    expect(different('ears')).toBe(4);
  });

  it('writes no number that is not one', () => {
    for (let seed = 0; seed < 100; seed++) {
      const { svg } = drawPet(seed % 2 === 0 ? 'cat' : 'dog', mulberry32(seed));
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe('mulberry32', () => {
  it('gives numbers in [0, 1) with a mean near one half', () => {
    const random = mulberry32(9);
    const numbers = Array.from({ length: 10_000 }, () => between(random, 0, 1));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, each) => sum + each, 0) / 10_000).toBeCloseTo(0.5, 1);
  });
});

describe('renderSample', () => {
  const [picture] = planSample(SEED).filter(
    ({ format, width, height }) => format === 'jpeg' && width !== height,
  );
  if (picture === undefined) throw new Error('Expected a JPEG in the plan');

  it.each([2, 3, 4, 5, 6, 7, 8] as ExifOrientation[])(
    'stores orientation %i so that a viewer shows it upright',
    async (exifOrientation) => {
      const upright = await renderSample({ ...picture, exifOrientation: 1 });
      const stored = await renderSample({ ...picture, exifOrientation });
      const { orientation, width } = await sharp(stored).metadata();
      expect(orientation).toBe(exifOrientation);
      expect(width).toBe(exifOrientation >= 5 ? picture.height : picture.width);

      const expected = await sharp(upright).raw().toBuffer();
      const viewed = await sharp(stored).autoOrient().raw().toBuffer({ resolveWithObject: true });
      expect([viewed.info.width, viewed.info.height]).toEqual([picture.width, picture.height]);
      expect(difference(expected, viewed.data)).toBeLessThan(3);
      const pixels = { width: picture.width, height: picture.height, channels: 3 } as const;
      const mirrored = await sharp(viewed.data, { raw: pixels }).flop().raw().toBuffer();
      expect(difference(expected, mirrored)).toBeGreaterThan(6);
    },
  );

  it('gives the same bytes for the same picture', async () => {
    expect((await renderSample(picture)).equals(await renderSample(picture))).toBe(true);
  });
});

describe('writeSample', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'purrceptron-sample-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('writes 240 pictures that decode to the planned size and format', async () => {
    const progress: number[] = [];
    const written = await writeSample(folder, SEED, {
      onProgress: (done, total) => {
        expect(total).toBe(240);
        progress.push(done);
      },
    });
    expect(progress).toEqual(Array.from({ length: 240 }, (_, index) => index + 1));
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'));
    expect(files).toHaveLength(240);
    expect(files.filter((name) => name.endsWith('.partial'))).toEqual([]);
    for (const { path, width, height, format, exifOrientation } of written) {
      const image = sharp(await readFile(path));
      const metadata = await image.metadata();
      expect(metadata.format).toBe(format);
      expect(metadata.orientation ?? 1).toBe(exifOrientation);
      const { info } = await image.autoOrient().raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).toEqual([width, height, 3]);
    }
  }, 60_000);

  it('stops when it is cancelled and leaves no half-written file', async () => {
    const controller = new AbortController();
    const writing = writeSample(folder, SEED, {
      signal: controller.signal,
      onProgress: (done) => {
        if (done === 5) controller.abort(new Error('Cancelled'));
      },
    });
    await expect(writing).rejects.toThrow('Cancelled');
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'));
    expect(files.length).toBeGreaterThanOrEqual(5);
    expect(files.length).toBeLessThan(12);
    for (const name of files) {
      expect(name).not.toContain('.partial');
      await sharp(join(folder, name)).stats();
    }
  });

  it('passes on the error of a folder that cannot be made', async () => {
    const [first] = await writeSample(folder, SEED, { count: 2 });
    await expect(writeSample(first?.path ?? '', SEED, { count: 2 })).rejects.toThrow(
      /ENOTDIR|EEXIST/,
    );
  });
});
