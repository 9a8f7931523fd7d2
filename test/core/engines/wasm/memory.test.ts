import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWasmMemory } from '../../../../core/engines/wasm/memory.ts';

function createMemory() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 64, shared: true });
  return { memory, wasm: createWasmMemory(memory, 100) };
}

it('gives out zeros that nobody else has, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 40 }), (sizes) => {
      const { wasm } = createMemory();
      const open: { room: ReturnType<typeof wasm.openRoom>; bytes: Uint8Array; mark: number }[] =
        [];
      sizes.forEach((size, i) => {
        if (open.length > 4) open.splice(size % open.length, 1)[0].room.close();
        const room = wasm.openRoom();
        const bytes = wasm.bytesAt(room.allocate(size), size);
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
  const { memory, wasm } = createMemory();
  const use = () => {
    const room = wasm.openRoom();
    for (const size of [10, 70_000, 300]) room.allocate(size);
    room.close();
  };
  use();
  const size = memory.buffer.byteLength;
  for (let i = 0; i < 1000; i++) use();
  expect(memory.buffer.byteLength).toBe(size);
});

it('throws when there is no more', () => {
  const { wasm } = createMemory();
  expect(() => wasm.openRoom().allocate(65 * 65536)).toThrow(RangeError);
});
