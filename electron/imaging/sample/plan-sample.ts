import type { Kind } from './body.ts';
import { chooseSize } from './draw-pet.ts';
import type { Size } from './draw-pet.ts';
import { between, mulberry32, shuffled } from './random.ts';
import type { Random } from './random.ts';

/** The EXIF tag 0x0112: how a viewer must turn the stored pixels. 1 is upright, 6 a quarter right. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** One picture of the sample: everything needed to draw its file again, bit for bit. */
export interface SamplePicture {
  readonly fileName: string;
  /** The folder inside the sample's folder; neutral like the names, so that no label leaks. */
  readonly folder?: string;
  readonly kind: Kind;
  /** As a viewer shows it, in pixels; the stored pixels of orientations 5 to 8 lie on their side. */
  readonly width: number;
  readonly height: number;
  readonly format: 'jpeg' | 'png';
  readonly exifOrientation: ExifOrientation;
  /** `null` is a picture that the person is left to label. */
  readonly label: Kind | null;
  readonly seed: number;
}

/** Phones write 6, 8 and 3; the mirrored ones are rare, so each comes once. */
const TURNED: readonly ExifOrientation[] = [6, 8, 3, 6, 8, 3, 6, 8, 2, 4, 5, 7];
const FOLDERS = ['Spring', 'Summer', 'Autumn'];
const PNG_SHARE = 0.15;
const UNLABELLED_SHARE = 1 / 6;

interface Draft extends Size {
  readonly kind: Kind;
  readonly label: Kind | null;
  readonly seed: number;
}

function draftKind(kind: Kind, count: number, random: Random): Draft[] {
  const unlabelled = Math.round(count * UNLABELLED_SHARE);
  return Array.from({ length: count }, (_, index) => ({
    kind,
    label: index < unlabelled ? null : kind,
    seed: Math.floor(between(random, 0, 2 ** 32)),
    ...chooseSize(random),
  }));
}

/**
 * The pictures of the sample in the order of their names: half cats and half dogs, a sixth of each
 * without a label, about one in seven a PNG, and one JPEG in twenty turned by its EXIF tag.
 *
 * @throws RangeError if `count` is not a positive even integer.
 */
export function planSample(seed: number, count = 240): SamplePicture[] {
  if (!Number.isInteger(count) || count <= 0 || count % 2 !== 0) {
    throw new RangeError(`Expected count to be a positive even integer, got ${count}`);
  }
  const random = mulberry32(seed);
  const drafts = [...draftKind('cat', count / 2, random), ...draftKind('dog', count / 2, random)];
  const order = Array.from({ length: count }, (_, index) => index);
  const pngs = new Set(shuffled(random, order).slice(0, Math.round(count * PNG_SHARE)));
  const jpegs = shuffled(random, order).filter((index) => !pngs.has(index));
  const turns = new Map(
    TURNED.slice(0, Math.round(count / 20)).map((orientation, index) => [
      jpegs[index],
      orientation,
    ]),
  );
  return shuffled(random, drafts).map((draft, index) => {
    const format = pngs.has(index) ? 'png' : 'jpeg';
    const extension = format === 'png' ? 'png' : 'jpg';
    return {
      ...draft,
      fileName: `IMG_${String(index + 1).padStart(4, '0')}.${extension}`,
      folder: FOLDERS[Math.floor((index / count) * FOLDERS.length)],
      format,
      exifOrientation: turns.get(index) ?? 1,
    };
  });
}
