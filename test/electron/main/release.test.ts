import { expect, test } from 'vitest';
import { release } from '../../../electron/main/release.ts';

test('arrays that were released have no memory any more', () => {
  const bytes = new Uint8Array(1000);
  const floats = new Float32Array(1000);
  release([bytes, floats]);
  expect([bytes.buffer.byteLength, floats.buffer.byteLength]).toEqual([0, 0]);
});

test('two arrays in one memory, and one that was released before, are no mistake', () => {
  const memory = new ArrayBuffer(100);
  const both = [new Uint8Array(memory, 0, 50), new Uint8Array(memory, 50)];
  release(both);
  release(both);
  expect(memory.byteLength).toBe(0);
});

test('memory that others share stays as it is', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(10)).fill(7);
  release([shared]);
  expect([...shared]).toEqual(Array.from({ length: 10 }, () => 7));
});
