import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSimdMemory } from '../../../core/kernels/simd/memory.ts';

function createMemory() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 64, shared: true });
  return { memory, simd: createSimdMemory(memory, 100) };
}

it('gives out zeros that nobody else has, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 40 }), (sizes) => {
      const { simd } = createMemory();
      const open: { room: ReturnType<typeof simd.openRoom>; bytes: Uint8Array; mark: number }[] =
        [];
      sizes.forEach((size, i) => {
        if (open.length > 4) open.splice(size % open.length, 1)[0]!.room.close();
        const room = simd.openRoom();
        const bytes = simd.bytesAt(room.allocate(size), size);
        expect(bytes.every((byte) => byte === 0)).toBe(true);
        bytes.fill(i + 1);
        open.push({ room, bytes, mark: i + 1 });
      });
      for (const { bytes, mark } of open) expect(bytes.every((byte) => byte === mark)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('takes no more for a thousand rooms than for one', () => {
  const { memory, simd } = createMemory();
  const use = () => {
    const room = simd.openRoom();
    for (const size of [10, 70_000, 300]) room.allocate(size);
    room.close();
  };
  use();
  const size = memory.buffer.byteLength;
  for (let i = 0; i < 1000; i++) use();
  expect(memory.buffer.byteLength).toBe(size);
});

it('throws when there is no more', () => {
  const { simd } = createMemory();
  expect(() => simd.openRoom().allocate(65 * 65536)).toThrow(RangeError);
});
