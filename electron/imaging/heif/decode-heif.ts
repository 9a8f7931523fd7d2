import { plainTiff } from '../plain-tiff.ts';
import { Calls, HeifError } from './calls.ts';
import type { Pointer } from './calls.ts';
import { profileOf } from './colour-profile.ts';
import { isDataDamaged } from './coded-data.ts';
import { hasHoles, mayHaveHoles } from './holes.ts';
import type { HeifLibrary } from './library.ts';

/** Larger ones would need more memory than one picture may have. */
export const MOST_HEIF_PIXELS = 70_000_000;

export interface DecodedHeif {
  /** Of the picture itself, upright, also where its small one was decoded. */
  width: number;
  height: number;
  /** A TIFF; null for more pixels than are decoded. */
  picture: Uint8Array<ArrayBuffer> | null;
}

/** `heif_error_Invalid_input`. */
const INVALID_INPUT = 2;
const RGB_SPACE = 1;
const INTERLEAVED_RGB = 10;
const INTERLEAVED_RGBA = 11;
const INTERLEAVED = 10;
/** Where `heif_decoding_options` has `convert_hdr_to_8bit`. */
const TO_8_BITS = 20;
const MOST_THUMBNAILS = 8;

function sizeOf({ library }: Calls, handle: Pointer): { width: number; height: number } {
  return {
    width: library._heif_image_handle_get_width(handle),
    height: library._heif_image_handle_get_height(handle),
  };
}

/** The smallest picture inside that is large enough and of the same shape; null where there is none. */
function thumbnailOf(calls: Calls, primary: Pointer, enough: number): Pointer | null {
  const { library } = calls;
  const ids = library._malloc(4 * MOST_THUMBNAILS);
  const count = library._heif_image_handle_get_list_of_thumbnail_IDs(primary, ids, MOST_THUMBNAILS);
  const handles = Array.from({ length: count }, (_, index) =>
    calls.run((error, result) =>
      library._heif_image_handle_get_thumbnail(
        error,
        primary,
        calls.number(ids + 4 * index),
        result,
      ),
    ),
  );
  library._free(ids);
  const whole = sizeOf(calls, primary);
  const fits = (handle: Pointer): boolean => {
    const { width, height } = sizeOf(calls, handle);
    // Rounded to whole pixels, the shape may differ by one.
    const isSameShape = Math.abs(width * whole.height - height * whole.width) <= 2 * whole.width;
    return Math.max(width, height) >= enough && isSameShape;
  };
  const [chosen = null] = handles
    .filter(fits)
    .toSorted((a, b) => sizeOf(calls, a).width - sizeOf(calls, b).width);
  for (const handle of handles) {
    if (handle !== chosen) library._heif_image_handle_release(handle);
  }
  return chosen;
}

/** The ICC profile inside the file; null where there is none. */
function ownProfile(calls: Calls, handle: Pointer): Uint8Array | null {
  const { library } = calls;
  const length = library._heif_image_handle_get_raw_color_profile_size(handle);
  if (length === 0) return null;
  const place = library._malloc(length);
  calls.run((error) => library._heif_image_handle_get_raw_color_profile(error, handle, place));
  const profile = library.HEAPU8.slice(place, place + length);
  library._free(place);
  return profile;
}

/** A profile for colours that a file only names; null for sRGB, and where nothing is said. */
function namedProfile(calls: Calls, handle: Pointer): Uint8Array | null {
  const { library } = calls;
  try {
    const named = calls.run((error, result) =>
      library._heif_image_handle_get_nclx_color_profile(error, handle, result),
    );
    const colours = { primaries: calls.number(named + 4), transfer: calls.number(named + 8) };
    library._heif_nclx_color_profile_free(named);
    return profileOf(colours);
  } catch (error) {
    if (error instanceof HeifError) return null;
    throw error;
  }
}

/** Copies rows without what lies between them, and what is transparent as seen on white. */
function pack(
  plane: Uint8Array,
  { width, height, stride }: { width: number; height: number; stride: number },
  alpha: 'none' | 'straight' | 'multiplied',
): Uint8Array {
  const packed = new Uint8Array(width * height * 3);
  if (alpha === 'none') {
    for (let row = 0; row < height; row++) {
      packed.set(plane.subarray(row * stride, row * stride + width * 3), row * width * 3);
    }
    return packed;
  }
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let from = row * stride; from < row * stride + width * 4; from += 4) {
      const share = (plane[from + 3] ?? 255) / 255;
      const white = 255 * (1 - share);
      const own = alpha === 'multiplied' ? 1 : share;
      for (let channel = 0; channel < 3; channel++) {
        packed[to++] = Math.min(255, Math.round((plane[from + channel] ?? 0) * own + white));
      }
    }
  }
  return packed;
}

function alphaOf({ library }: Calls, handle: Pointer): 'none' | 'straight' | 'multiplied' {
  if (library._heif_image_handle_has_alpha_channel(handle) === 0) return 'none';
  return library._heif_image_handle_is_premultiplied_alpha(handle) === 0
    ? 'straight'
    : 'multiplied';
}

/** A picture's pixels, upright and in bytes, as a TIFF. */
function decodePicture(calls: Calls, handle: Pointer): Uint8Array<ArrayBuffer> {
  const { library } = calls;
  const alpha = alphaOf(calls, handle);
  const options = library._heif_decoding_options_alloc();
  library.HEAPU8[options + TO_8_BITS] = 1;
  const chroma = alpha === 'none' ? INTERLEAVED_RGB : INTERLEAVED_RGBA;
  let image: Pointer;
  try {
    image = calls.run((error, result) =>
      library._heif_decode_image(error, handle, result, RGB_SPACE, chroma, options),
    );
  } finally {
    library._heif_decoding_options_free(options);
  }
  if (library._heif_image_get_decoding_warnings(image, 0, 0, 0) > 0) {
    library._heif_image_release(image);
    throw new HeifError(INVALID_INPUT);
  }
  const width = library._heif_image_get_width(image, INTERLEAVED);
  const height = library._heif_image_get_height(image, INTERLEAVED);
  let plane = 0;
  const stride = calls.run((_, result) => {
    plane = library._heif_image_get_plane_readonly(image, INTERLEAVED, result);
  });
  const bytes = library.HEAPU8.subarray(plane, plane + stride * height);
  const size = { width, height };
  const packed = pack(bytes, { ...size, stride }, alpha);
  const profile = ownProfile(calls, handle) ?? namedProfile(calls, handle);
  library._heif_image_release(image);
  if (mayHaveHoles(packed, size) && hasHoles(calls, handle)) throw new HeifError(INVALID_INPUT);
  return plainTiff(packed, size, 3, profile);
}

/**
 * The primary picture of a HEIF file, upright, with its colours.
 *
 * @param enough - Where a smaller picture with an edge that long is inside the file, that one; null for
 *   the picture itself.
 * @throws HeifError where libheif cannot read it.
 */
export function decodeHeif(
  library: HeifLibrary,
  bytes: Uint8Array,
  enough: number | null,
): DecodedHeif {
  if (isDataDamaged(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    throw new HeifError(INVALID_INPUT);
  }
  const calls = new Calls(library);
  const place = library._malloc(bytes.length);
  library.HEAPU8.set(bytes, place);
  const context = library._heif_context_alloc();
  const handles: Pointer[] = [];
  try {
    calls.run((error) =>
      library._heif_context_read_from_memory_without_copy(error, context, place, bytes.length, 0),
    );
    const primary = calls.run((error, result) =>
      library._heif_context_get_primary_image_handle(error, context, result),
    );
    handles.push(primary);
    const size = sizeOf(calls, primary);
    const small = enough === null ? null : thumbnailOf(calls, primary, enough);
    if (small !== null) handles.push(small);
    const chosen = sizeOf(calls, small ?? primary);
    if (chosen.width * chosen.height > MOST_HEIF_PIXELS) return { ...size, picture: null };
    return { ...size, picture: decodePicture(calls, small ?? primary) };
  } finally {
    for (const handle of handles) library._heif_image_handle_release(handle);
    library._heif_context_free(context);
    library._free(place);
    calls.free();
  }
}
