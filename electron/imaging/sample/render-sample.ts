import sharp from 'sharp';
import { drawPet } from './draw-pet.ts';
import type { Drawing } from './draw-pet.ts';
import type { ExifOrientation, SamplePicture } from './plan-sample.ts';
import { mulberry32 } from './random.ts';
import { element, group } from './svg.ts';

const JPEG_QUALITY = 86;

/** The picture's drawing, upright. */
export function drawSample({ kind, seed, width, height }: SamplePicture): Drawing {
  return drawPet(kind, mulberry32(seed), { width, height });
}

/**
 * The SVG matrix (a b c d e f) that takes the upright picture of w × h pixels to the stored pixels
 * which a viewer obeying the orientation brings back upright.
 */
function storedMatrix(orientation: ExifOrientation, w: number, h: number): readonly number[] {
  const matrices: Record<ExifOrientation, readonly number[]> = {
    1: [1, 0, 0, 1, 0, 0],
    2: [-1, 0, 0, 1, w, 0],
    3: [-1, 0, 0, -1, w, h],
    4: [1, 0, 0, -1, 0, h],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, -1, 1, 0, 0, w],
    7: [0, -1, -1, 0, h, w],
    8: [0, 1, -1, 0, h, 0],
  };
  return matrices[orientation];
}

/** Turned in the SVG rather than in pixels, so that no picture is decoded twice. */
function turned({ svg, width, height }: Drawing, orientation: ExifOrientation): string {
  const [w, h] = orientation >= 5 ? [height, width] : [width, height];
  const matrix = storedMatrix(orientation, width, height).join(' ');
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: `0 0 ${w} ${h}` },
    group(`matrix(${matrix})`, svg),
  );
}

/** The bytes of the picture's JPEG or PNG file, with the orientation tag where it is turned. */
export async function renderSample(picture: SamplePicture): Promise<Buffer> {
  const { exifOrientation: orientation, format } = picture;
  const drawing = drawSample(picture);
  const svg = orientation === 1 ? drawing.svg : turned(drawing, orientation);
  const drawn = sharp(Buffer.from(svg)).removeAlpha();
  const image = orientation === 1 ? drawn : drawn.withMetadata({ orientation });
  return format === 'png'
    ? image.png({ compressionLevel: 4 }).toBuffer()
    : image.jpeg({ quality: JPEG_QUALITY }).toBuffer();
}
