import type { FloatArray, FloatArrayConstructor } from '../../tensor/matrix.ts';
import type { ProgramMemory } from './program.ts';

const PAGE = 65536;
/** Every array begins with a row of a panel, so that no vector crosses a cache line. */
const ALIGNMENT = 256;

/** Arrays in a program's memory that come and go together. */
export interface Room {
  /** The address of `bytes` zeros. @throws RangeError when the memory cannot grow so far. */
  allocate(bytes: number): number;
  /** `length` zeros. */
  floats(length: number, ArrayType: FloatArrayConstructor): FloatArray;
  /** Gives everything back; nothing that came from here may be used any more. */
  close(): void;
}

export interface WasmMemory {
  openRoom(): Room;
  bytesAt(address: number, length: number): Uint8Array;
  intsAt(address: number, length: number): Int32Array;
  floatsAt(address: number, length: number, ArrayType: FloatArrayConstructor): FloatArray;
}

interface Span {
  start: number;
  end: number;
}

/** Gives out the memory from `firstFree` on, and makes it larger where there is not enough. */
export function createWasmMemory(memory: ProgramMemory, firstFree: number): WasmMemory {
  // In the order of their addresses; no two touch each other.
  const gaps: Span[] = [{ start: align(firstFree), end: memory.buffer.byteLength }];

  function take(bytes: number): Span {
    const size = align(Math.max(bytes, 1));
    let gap = gaps.find(({ start, end }) => end - start >= size);
    if (!gap) {
      const missing = Math.ceil(size / PAGE);
      const end = memory.buffer.byteLength;
      // Throws a RangeError when there is no more.
      memory.grow(missing);
      putBack(gaps, { start: end, end: end + missing * PAGE });
      gap = gaps[gaps.length - 1]!;
    }
    const span = { start: gap.start, end: gap.start + size };
    gap.start = span.end;
    if (gap.start === gap.end) gaps.splice(gaps.indexOf(gap), 1);
    return span;
  }

  const bytesAt = (address: number, length: number) =>
    new Uint8Array(memory.buffer, address, length);
  const floatsAt = (address: number, length: number, ArrayType: FloatArrayConstructor) =>
    ArrayType === Float64Array
      ? new Float64Array(memory.buffer, address, length)
      : new Float32Array(memory.buffer, address, length);

  return {
    openRoom() {
      let spans: Span[] = [];
      const allocate = (bytes: number) => {
        const span = take(bytes);
        spans.push(span);
        bytesAt(span.start, span.end - span.start).fill(0);
        return span.start;
      };
      return {
        allocate,
        floats: (length, ArrayType) =>
          floatsAt(allocate(length * ArrayType.BYTES_PER_ELEMENT), length, ArrayType),
        close() {
          for (const span of spans) putBack(gaps, span);
          spans = [];
        },
      };
    },
    bytesAt,
    intsAt: (address, length) => new Int32Array(memory.buffer, address, length),
    floatsAt,
  };
}

function align(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}

/** Adds a span to the gaps, as one with those that it touches. */
function putBack(gaps: Span[], { start, end }: Span): void {
  let place = gaps.findIndex((gap) => gap.start > start);
  if (place < 0) place = gaps.length;
  const before = gaps[place - 1];
  const after = gaps[place];
  const joinsBefore = before?.end === start;
  const joinsAfter = after?.start === end;
  const joined = {
    start: joinsBefore ? before.start : start,
    end: joinsAfter ? after.end : end,
  };
  const from = joinsBefore ? place - 1 : place;
  gaps.splice(from, Number(joinsBefore) + Number(joinsAfter), joined);
}
