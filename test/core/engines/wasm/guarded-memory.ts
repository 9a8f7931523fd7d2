import type { Room, WasmMemory } from '../../../../core/engines/wasm/memory.ts';
import { expectWasm } from '../../../../core/engines/wasm/answers.ts';
import type { Wasm } from '../../../../core/engines/wasm/kernels.ts';
import type { WasmProgram } from '../../../../core/engines/wasm/program.ts';
import type { Kernels } from '../../../../core/index.ts';

const GUARD = 512;
const PAGE = 65536;
/** As a float it is not a number, so that whatever is computed from it shows. */
const MARK = 0xff;

/**
 * A program's memory in which every array stands between marked zones of 512 bytes, and is not a byte longer
 * than it has to be.
 */
export function guardedMemory({ memory }: WasmProgram): WasmMemory & { guards(): Uint8Array[] } {
  let free = memory.grow(1) * PAGE;
  const guards: Uint8Array[] = [];

  function guard(): void {
    const zone = new Uint8Array(memory.buffer, free, GUARD).fill(MARK);
    guards.push(zone);
    free += GUARD;
  }

  function allocate(bytes: number): number {
    const missing = free + bytes + 3 * GUARD - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    guard();
    const address = free;
    new Uint8Array(memory.buffer, address, bytes).fill(0);
    free += bytes;
    guard();
    // Only so that the next array begins at a multiple of 8, as its type wants.
    free = Math.ceil(free / 8) * 8;
    return address;
  }

  const floatsAt: WasmMemory['floatsAt'] = (address, length, ArrayType) =>
    new (ArrayType as Float32ArrayConstructor)(memory.buffer, address, length);
  const room: Room = {
    allocate,
    floats: (length, ArrayType) =>
      floatsAt(allocate(length * ArrayType.BYTES_PER_ELEMENT), length, ArrayType),
    close: () => undefined,
  };
  return {
    openRoom: () => room,
    bytesAt: (address, length) => new Uint8Array(memory.buffer, address, length),
    intsAt: (address, length) => new Int32Array(memory.buffer, address, length),
    floatsAt,
    guards: () => guards,
  };
}

/** Whether nobody wrote into a guard zone. */
export function isUntouched(zone: Uint8Array): boolean {
  return zone.every((byte) => byte === MARK);
}

/** The program behind kernels of WebAssembly. */
export function wasmOf(kernels: Kernels): Wasm {
  return expectWasm(kernels).wasm;
}
