import type { Size } from '../decode.ts';
import type { Calls, Pointer } from './calls.ts';

/** As the file has it, without any change of colours. */
const UNDEFINED = 99;
const LUMA = 0;
const BLUE = 1;
const RED = 2;

/** Blocks of a picture's data that could not be decoded are at least twice as wide. */
const BLOCK = 8;

/** Whether all of some block passes a test; only places a whole number of blocks away are looked at. */
function someBlock({ width, height }: Size, passes: (x: number, y: number) => boolean): boolean {
  const isFull = (left: number, top: number): boolean => {
    for (let y = top; y < top + BLOCK; y++) {
      for (let x = left; x < left + BLOCK; x++) if (!passes(x, y)) return false;
    }
    return true;
  };
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) if (isFull(left, top)) return true;
  }
  return false;
}

/** Whether some block is of the green that brightness and colours of zero give. */
export function mayHaveHoles(packed: Uint8Array, size: Size): boolean {
  return someBlock(size, (x, y) => {
    const place = (y * size.width + x) * 3;
    const green = packed[place + 1] ?? 0;
    return packed[place] === 0 && packed[place + 2] === 0 && green >= 64 && green <= 144;
  });
}

/**
 * Whether parts of a picture were not decoded: libde265 leaves their brightness and both their colours
 * at zero, which no colour has, and says nothing.
 */
export function hasHoles(calls: Calls, handle: Pointer): boolean {
  const { library } = calls;
  const image = calls.run((error, result) =>
    library._heif_decode_image(error, handle, result, UNDEFINED, UNDEFINED, 0),
  );
  const planes = [LUMA, BLUE, RED].map((channel) => {
    let place = 0;
    const stride = calls.run((_, result) => {
      place = library._heif_image_get_plane_readonly(image, channel, result);
    });
    const width = library._heif_image_get_width(image, channel);
    const height = library._heif_image_get_height(image, channel);
    const bytesEach = stride >= 2 * width ? 2 : 1;
    return { place, stride, width, height, bytesEach };
  });
  const [luma] = planes;
  const isZero = (x: number, y: number): boolean =>
    planes.every(({ place, stride, width, height, bytesEach }) => {
      const column = Math.floor((x * width) / (luma?.width ?? 1));
      const row = Math.floor((y * height) / (luma?.height ?? 1));
      const at = place + row * stride + column * bytesEach;
      return library.HEAPU8[at] === 0 && library.HEAPU8[at + bytesEach - 1] === 0;
    });
  const found = luma !== undefined && someBlock(luma, isZero);
  library._heif_image_release(image);
  return found;
}
