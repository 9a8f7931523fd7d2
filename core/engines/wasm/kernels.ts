import type { FloatArray } from '../../tensor/matrix.ts';
import type { Kernels } from '../../tensor/kernels.ts';
import { createWasmMemory } from './memory.ts';
import type { Room, WasmMemory } from './memory.ts';
import { CONTROL_BYTES, writeSeats } from './structures.ts';
import { packedBytes } from './panels.ts';
import type { WasmProgram } from './program.ts';

/** Of a product: partial sums of 12 rows and 12 examples, and four results. */
const SCRATCH_BYTES = 12 * 12 * 16 + 32;

/** The WebAssembly program with what belongs to it. */
export interface Wasm {
  readonly program: WasmProgram;
  readonly memory: WasmMemory;
  /** Threads that work on a job, the caller's among them. */
  readonly threads: number;
  /** Where the threads find their work: what helpers give to the program's `help`, with a seat from 1. */
  readonly control: number;
}

export interface WasmKernels extends Kernels {
  /** The program's own memory, in which whole steps can be computed. */
  readonly wasm: Wasm;
}

/** Whether whole steps can be computed in the memory of these kernels. */
export function isWasm(kernels: Kernels): kernels is WasmKernels {
  return 'wasm' in kernels;
}

/**
 * Kernels that compute with `program`, and let `threads` − 1 helpers take part once they have come. Without
 * them the caller's thread does all of it: the same numbers, later.
 */
export function createWasmKernels(
  program: WasmProgram,
  name: string,
  threads = 1,
  memory: WasmMemory = createWasmMemory(program.memory, program.exports.firstFreeByte()),
): WasmKernels {
  const control = memory.openRoom().allocate(CONTROL_BYTES);
  writeSeats(memory, control, threads);
  const wasm = { program, memory, threads, control };
  const multiplyPacked = createProduct(wasm);
  return {
    name,
    wasm,
    multiply(C, A, B, n, k, m) {
      const left = { data: A, rowStride: 1, columnStride: n };
      multiplyPacked(C, left, { data: B, rowStride: k, columnStride: 1 }, [n, k, m], 1);
    },
    multiplyTransposedLeft(C, A, B, n, k, m) {
      const left = { data: A, rowStride: n, columnStride: 1 };
      multiplyPacked(C, left, { data: B, rowStride: n, columnStride: 1 }, [k, n, m], 1);
    },
    multiplyTransposedRight(C, A, B, n, k, m, scale) {
      const left = { data: A, rowStride: 1, columnStride: n };
      multiplyPacked(C, left, { data: B, rowStride: 1, columnStride: k }, [n, m, k], scale);
    },
  };
}

/** Element (row, column) of a factor is `data[row * rowStride + column * columnStride]`. */
interface Factor {
  data: FloatArray;
  rowStride: number;
  columnStride: number;
}

/** C = scale · L · Rᵀ of shape (n, m), sums over k. */
type PackedProduct = (
  C: FloatArray,
  L: Factor,
  R: Factor,
  shape: [n: number, k: number, m: number],
  scale: number,
) => void;

function createProduct({ program, memory }: Wasm): PackedProduct {
  let room: Room = memory.openRoom();
  let place = 0;
  let size = 0;

  function reserve(bytes: number): void {
    if (bytes <= size) return;
    room.close();
    room = memory.openRoom();
    place = room.allocate(bytes);
    size = bytes;
  }

  return (C, L, R, [n, k, m], scale) => {
    const ArrayType = C instanceof Float64Array ? Float64Array : Float32Array;
    const [leftBytes, rightBytes] = [packedBytes(n, k, ArrayType), packedBytes(m, k, ArrayType)];
    const stageBytes = Math.max(n * k, m * k, n * m) * ArrayType.BYTES_PER_ELEMENT;
    reserve(SCRATCH_BYTES + leftBytes + rightBytes + stageBytes);
    const left = place + SCRATCH_BYTES;
    const right = left + leftBytes;
    const stage = right + rightBytes;
    const { exports } = program;
    const isFloat64 = ArrayType === Float64Array;
    const pack = isFloat64 ? exports.packFloat64 : exports.packFloat32;
    const multiply = isFloat64 ? exports.productFloat64 : exports.productFloat32;
    const put = (address: number, { data, rowStride, columnStride }: Factor, rows: number) => {
      memory.floatsAt(stage, rows * k, ArrayType).set(data.subarray(0, rows * k));
      pack(address, stage, rows, k, rowStride, columnStride);
    };
    put(left, L, n);
    put(right, R, m);
    multiply(stage, left, right, n, k, m, scale, place);
    C.set(memory.floatsAt(stage, n * m, ArrayType));
  };
}
