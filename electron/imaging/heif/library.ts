import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { besideArchive } from '../beside-archive.ts';

type Pointer = number;

/** What of libheif is used, as Emscripten gives it: plain functions over addresses in its memory. */
export interface HeifLibrary {
  HEAPU8: Uint8Array;
  _malloc: (length: number) => Pointer;
  _free: (place: Pointer) => void;
  _heif_context_alloc: () => Pointer;
  _heif_context_free: (context: Pointer) => void;
  _heif_context_read_from_memory_without_copy: (
    error: Pointer,
    context: Pointer,
    ...bytes: [place: Pointer, length: number, options: Pointer]
  ) => void;
  _heif_context_get_primary_image_handle: (
    error: Pointer,
    context: Pointer,
    handle: Pointer,
  ) => void;
  _heif_image_handle_release: (handle: Pointer) => void;
  _heif_image_handle_get_width: (handle: Pointer) => number;
  _heif_image_handle_get_height: (handle: Pointer) => number;
  _heif_image_handle_get_luma_bits_per_pixel: (handle: Pointer) => number;
  _heif_image_handle_has_alpha_channel: (handle: Pointer) => number;
  _heif_image_handle_is_premultiplied_alpha: (handle: Pointer) => number;
  _heif_image_handle_get_list_of_thumbnail_IDs: (
    handle: Pointer,
    ids: Pointer,
    most: number,
  ) => number;
  _heif_image_handle_get_thumbnail: (
    error: Pointer,
    handle: Pointer,
    id: number,
    thumbnail: Pointer,
  ) => void;
  _heif_image_handle_get_raw_color_profile_size: (handle: Pointer) => number;
  _heif_image_handle_get_raw_color_profile: (
    error: Pointer,
    handle: Pointer,
    profile: Pointer,
  ) => void;
  _heif_image_handle_get_nclx_color_profile: (
    error: Pointer,
    handle: Pointer,
    profile: Pointer,
  ) => void;
  _heif_nclx_color_profile_free: (profile: Pointer) => void;
  _heif_decoding_options_alloc: () => Pointer;
  _heif_decoding_options_free: (options: Pointer) => void;
  _heif_decode_image: (
    error: Pointer,
    handle: Pointer,
    image: Pointer,
    ...wanted: [colourSpace: number, chroma: number, options: Pointer]
  ) => void;
  _heif_image_get_width: (image: Pointer, channel: number) => number;
  _heif_image_get_height: (image: Pointer, channel: number) => number;
  _heif_image_get_plane_readonly: (image: Pointer, channel: number, stride: Pointer) => Pointer;
  _heif_image_get_decoding_warnings: (
    image: Pointer,
    ...wanted: [first: number, warnings: Pointer, most: number]
  ) => number;
  _heif_image_release: (image: Pointer) => void;
}

type Imports = ConstructorParameters<typeof WebAssembly.Instance>[1];
type Receive = (instance: WebAssembly.Instance) => object;

type Make = (options: {
  instantiateWasm: (imports: Imports, receive: Receive) => object;
}) => HeifLibrary & { calledRun?: boolean; onRuntimeInitialized?: () => void };

/** Makes one more libheif with memory of its own. */
export type MakeHeifLibrary = () => Promise<HeifLibrary>;

/**
 * Loads libheif from its own package, a file that anybody may put another build of it into (LGPL-3.0).
 * The build is without WebAssembly's exceptions, which some versions of V8 crash on.
 */
export function heifLibrary(): MakeHeifLibrary {
  const require = createRequire(import.meta.url);
  const script = besideArchive(require.resolve('libheif-js/libheif-wasm/libheif.js'));
  const make = require(script) as Make;
  const compiled = new WebAssembly.Module(readFileSync(script.replace(/\.js$/, '.wasm')));
  return async () => {
    const library = make({
      instantiateWasm: (imports, receive) => receive(new WebAssembly.Instance(compiled, imports)),
    });
    if (library.calledRun !== true) {
      await new Promise<void>((ready) => {
        library.onRuntimeInitialized = ready;
      });
    }
    return library;
  };
}
