import type { HeifLibrary } from './library.ts';

export type Pointer = number;

/** What is wrong with a HEIF file: it has codes of its own, `heif_error_code` of libheif. */
export class HeifError extends Error {
  override name = 'HeifError';
  readonly code: number;

  constructor(code: number) {
    super(`libheif refused it with code ${code}`);
    this.code = code;
  }
}

const ERROR_LENGTH = 12;

/** Calls libheif, whose functions answer through addresses. */
export class Calls {
  readonly library: HeifLibrary;
  readonly #room: Pointer;

  constructor(library: HeifLibrary) {
    this.library = library;
    this.#room = library._malloc(ERROR_LENGTH + 4);
  }

  free(): void {
    this.library._free(this.#room);
  }

  number(place: Pointer): number {
    const { buffer, byteOffset } = this.library.HEAPU8;
    return new DataView(buffer, byteOffset).getInt32(place, true);
  }

  /** @throws HeifError where libheif reports one. */
  run(call: (error: Pointer, result: Pointer) => void): Pointer {
    call(this.#room, this.#room + ERROR_LENGTH);
    const code = this.number(this.#room);
    if (code !== 0) throw new HeifError(code);
    return this.number(this.#room + ERROR_LENGTH);
  }
}
