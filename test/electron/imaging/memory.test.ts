import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ImagingQueue } from '../../../electron/imaging/queue.ts';
import { pixelsSeen } from './eyes/from-source.ts';
import { crashingImaging } from './crashing-imaging.ts';
import { quarters } from './photos.ts';

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#806040' } });
}

/** A small file claims to be a large one; nothing of it needs to be there. */
function claim(bytes: Buffer, place: number, ...values: [value: number, bytes: 'LE' | 'BE'][]) {
  const claimed = Buffer.from(bytes);
  values.forEach(([value, order], index) => {
    if (order === 'LE') claimed.writeUInt16LE(value, place + 2 * index);
    else claimed.writeUInt16BE(value, place + 2 * index);
  });
  return claimed;
}

/** A GIF tells its size twice: of the whole, and of its first frame. */
function claimGif(bytes: Buffer) {
  const frame = bytes.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, 16, 0, 16, 0]));
  const whole = claim(bytes, 6, [65535, 'LE'], [7600, 'LE']);
  return claim(whole, frame + 5, [65535, 'LE'], [7600, 'LE']);
}

async function hugeGif() {
  return claimGif(await quarters(16, 16).gif().toBuffer());
}

async function hugeProgressive() {
  const bytes = await plain(64, 64).jpeg({ progressive: true }).toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc2]));
  return claim(bytes, frame + 5, [20_000, 'BE'], [20_000, 'BE']);
}

async function interlaced() {
  const bytes = await plain(64, 64).png({ progressive: true, palette: false }).toBuffer();
  const header = bytes.indexOf('IHDR');
  bytes.writeUInt32BE(15_000, header + 4);
  bytes.writeUInt32BE(16_000, header + 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(header, header + 17)), header + 17);
  return bytes;
}

/** The most memory that a process has had, in MB. */
function peakOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
}

describe('a picture that would take too much memory', () => {
  it.skipIf(process.platform !== 'linux').each([
    ['a GIF of 65,535 × 7,600', hugeGif],
    ['a progressive JPEG of 20,000 × 20,000', hugeProgressive],
    ['an interlaced PNG of 15,000 × 16,000', interlaced],
  ])('is refused in words at once, and the process stays small: %s', async (_, make) => {
    const bytes = await make();
    const { host, processId } = crashingImaging();
    const queue = new ImagingQueue(host);
    await queue.diagnose();
    const outcome = await queue.read({ source: { bytes }, thumbnail: true, eyes: [pixelsSeen] });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'too-large' } });
    const view = await queue.render({ source: { bytes }, longestEdge: 2048 });
    expect(view).toMatchObject({ ok: false, problem: { code: 'too-large' } });
    expect(peakOf(processId())).toBeLessThan(400);
  });

  it.skipIf(process.platform !== 'linux')('is read where it still fits', async () => {
    const bytes = await plain(9000, 9000).jpeg({ progressive: true }).toBuffer();
    const { host, processId } = crashingImaging();
    const outcome = await new ImagingQueue(host).read({
      ...{ source: { bytes }, thumbnail: true, eyes: [pixelsSeen] },
    });
    expect(outcome).toMatchObject({ ok: true, value: { width: 9000 } });
    expect(peakOf(processId())).toBeLessThan(1000);
  });
});
