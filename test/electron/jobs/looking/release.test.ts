import { expect, test } from 'vitest';
import { release } from '../../../../electron/jobs/looking/release.ts';

test('arrays that were released have no memory any more', () => {
  const bytes = new Uint8Array(1000);
  const floats = new Float32Array(1000);
  release([bytes, floats]);
  expect([bytes.buffer.byteLength, floats.buffer.byteLength]).toEqual([0, 0]);
});

test('what was released before is no mistake', () => {
  const bytes = new Uint8Array(100);
  release([bytes, bytes]);
  release([bytes]);
  expect(bytes.buffer.byteLength).toBe(0);
});

test('memory in which something else lies stays as it is', () => {
  const memory = new ArrayBuffer(100);
  // Small ones of Node lie in a memory of many, which cannot be given back at all.
  release([new Uint8Array(memory, 0, 50), new Float32Array(memory, 52), Buffer.from('photo')]);
  expect(memory.byteLength).toBe(100);
});

test('memory that others share stays as it is', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(10)).fill(7);
  release([shared]);
  expect([...shared]).toEqual(Array.from({ length: 10 }, () => 7));
});
