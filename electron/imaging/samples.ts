import type { Metadata, Sharp } from 'sharp';
import type { Outcome } from '../contract.ts';
import { decode } from './decode.ts';
import type { Decoder } from './decoder.ts';
import { pixelBytes } from './memory.ts';
import { plainTiff } from './plain-tiff.ts';
import { tooLargeFor } from './problems.ts';
import { firstValue, readDirectories, TAG } from './tiff-directories.ts';
import type { Directory } from './tiff-directories.ts';

type Depth = NonNullable<Metadata['depth']>;

/** What of a picture's metadata tells whether its samples can be shown as they are. */
export type SampleKind = Pick<
  Metadata,
  'format' | 'depth' | 'space' | 'channels' | 'hasAlpha' | 'width' | 'height'
>;

const ARRAYS = {
  uchar: Uint8Array,
  char: Int8Array,
  ushort: Uint16Array,
  short: Int16Array,
  uint: Uint32Array,
  int: Int32Array,
  float: Float32Array,
  double: Float64Array,
} as const;

type NumberDepth = keyof typeof ARRAYS;

/** Cameras with 12 bits, written into 16: shown as they stand, all of it is nearly black. */
const MOST_OF_12_BITS = 4095;
const MOST_OF_16_BITS = 65535;

/** Most that all samples of a picture may take to be looked through, in bytes. */
const MOST_SAMPLES = 250e6;

/** TIFF 6.0, section 18: transparency, with colours already multiplied by it or not. */
const TRANSPARENCY = [1, 2];
const WHITE_IS_ZERO = 0;

function isNumberDepth(depth: Depth | undefined): depth is NumberDepth {
  return depth !== undefined && depth in ARRAYS;
}

/** Channels of colour, without transparency or whatever else is beside them. */
function colourChannels({ space }: SampleKind): 1 | 3 {
  return space === 'b-w' || space === 'grey16' ? 1 : 3;
}

/** Whether the file says that one of its samples is transparency; TIFF has others beside the colours. */
function isTransparencyMeant({ format, hasAlpha }: SampleKind, directory: Directory | undefined) {
  if (format !== 'tiff' || !hasAlpha) return true;
  return (directory?.get(TAG.extraSamples) ?? []).some((kind) => TRANSPARENCY.includes(kind));
}

interface Range {
  least: number;
  most: number;
}

/** The least and the largest number among the colours of all pixels; infinite ones do not count. */
function rangeOf(samples: ArrayLike<number>, channels: number, colours: number): Range {
  let least = Infinity;
  let most = -Infinity;
  for (let pixel = 0; pixel < samples.length; pixel += channels) {
    for (let colour = 0; colour < colours; colour++) {
      const value = samples[pixel + colour] ?? NaN;
      if (value < least && value > -Infinity) least = value;
      if (value > most && value < Infinity) most = value;
    }
  }
  return { least, most };
}

/** Samples that fill the whole of their numbers are shown as every viewer shows them. */
function isShownAsItIs(kind: SampleKind, { least, most }: Range, isWhiteZero: boolean): boolean {
  if (kind.depth === 'uchar') return true;
  if (kind.depth === 'ushort') {
    // libvips turns integers round where white is zero.
    return (isWhiteZero ? MOST_OF_16_BITS - least : most) > MOST_OF_12_BITS;
  }
  return kind.depth === 'float' && kind.space === 'scrgb' && least >= 0 && most <= 1;
}

/** The colours as bytes, from the least to the largest number in the picture. */
function toBytes(
  samples: ArrayLike<number>,
  channels: number,
  colours: number,
  { least, most }: Range,
  isInverted: boolean,
): Uint8Array {
  const bytes = new Uint8Array((samples.length / channels) * colours);
  const scale = most > least ? 255 / (most - least) : 0;
  let place = 0;
  for (let pixel = 0; pixel < samples.length; pixel += channels) {
    for (let colour = 0; colour < colours; colour++) {
      const value = Math.min(most, Math.max(least, samples[pixel + colour] ?? least));
      const byte = Math.round((value - least) * scale);
      // What is no number at all is the least there is.
      bytes[place++] = isInverted ? 255 - byte : byte;
    }
  }
  return bytes;
}

/** Half of all 16 bits: libvips has no grey below zero and would cut it off. */
const SIGN_16 = 32768;

/** Every sample as the file has it, in no other colour space and with nothing made of it. */
async function rawSamples(picture: Sharp, { space, depth }: SampleKind) {
  const isSigned = depth === 'short';
  const number = isSigned ? 'ushort' : isNumberDepth(depth) ? depth : 'uchar';
  const { data, info } = await (isSigned ? picture.linear(1, SIGN_16) : picture)
    .pipelineColourspace(space)
    .toColourspace(space)
    .raw({ depth: number })
    .toBuffer({ resolveWithObject: true });
  const Numbers = ARRAYS[number];
  const own = data.byteOffset % Numbers.BYTES_PER_ELEMENT === 0 ? data : Buffer.from(data);
  const length = data.length / Numbers.BYTES_PER_ELEMENT;
  return { samples: new Numbers(own.buffer, own.byteOffset, length), info };
}

/** Whether a picture's samples may be other than bytes of colours and of transparency. */
function mayBeUnusual(kind: SampleKind, directory: Directory | undefined): boolean {
  if (kind.space === 'cmyk' || kind.space === 'lab') return false;
  const isOfBytes = kind.depth === 'uchar' && (kind.channels ?? 3) <= 4;
  return !isOfBytes || !isTransparencyMeant(kind, directory);
}

/**
 * Bytes that the decoder shows rightly, of a picture whose samples are not bytes of colours: floats,
 * integers of 32 bits and 12 bits in 16 scaled by the picture's own range, and without samples that the
 * file does not call transparency, such as infrared. All other pictures' bytes come back as they are.
 */
export async function showableSamples(
  decoder: Decoder,
  bytes: Buffer,
  kind: SampleKind,
): Promise<Outcome<Buffer>> {
  const asItIs = { ok: true, value: bytes } as const;
  const [directory] = kind.format === 'tiff' ? readDirectories(bytes) : [];
  if (!mayBeUnusual(kind, directory)) return asItIs;
  const memory = kind.width * kind.height * pixelBytes(kind);
  // So large a picture of 16 bits is hardly one of a microscope; another could not be shown at all.
  if (memory > MOST_SAMPLES && kind.depth === 'ushort') return asItIs;
  if (memory > MOST_SAMPLES) {
    return { ok: false, problem: tooLargeFor(Math.floor(MOST_SAMPLES / pixelBytes(kind) / 1e6)) };
  }
  const { samples, info } = await rawSamples(decode(decoder, bytes), kind);
  const colours = colourChannels(kind);
  const range = rangeOf(samples, info.channels, colours);
  const isWhiteZero = firstValue(directory, TAG.photometric) === WHITE_IS_ZERO;
  const isShown = isShownAsItIs(kind, range, isWhiteZero);
  const hasTransparency = isTransparencyMeant(kind, directory) && kind.channels === colours + 1;
  if (isShown && (hasTransparency || kind.channels === colours)) return asItIs;
  const shown = isShown ? { least: 0, most: fullRange(kind) } : range;
  const isInverted = isWhiteZero && kind.depth !== 'uchar' && kind.depth !== 'ushort';
  const shownSamples = toBytes(samples, info.channels, colours, shown, isInverted);
  return { ok: true, value: plainTiff(shownSamples, info, colours) };
}

function fullRange({ depth }: SampleKind): number {
  if (depth === 'uchar') return 255;
  return depth === 'ushort' ? MOST_OF_16_BITS : 1;
}
