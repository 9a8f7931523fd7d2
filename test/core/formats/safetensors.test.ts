import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../core/formats/safetensors.ts';
import type { Tensor, TensorFile } from '../../../core/formats/safetensors.ts';

/** What independent.py gave to the safetensors library. */
const content: TensorFile = {
  metadata: { format: 'déjà vu' },
  tensors: {
    double: {
      shape: [2, 3],
      data: Float64Array.of(0.1, -0, Infinity, 5e-324, -Number.MAX_VALUE, 1 / 3),
    },
    single: {
      shape: [3, 2],
      data: Float32Array.of(0.1, -0, Infinity, 1e-45, -3.4028235e38, 1 / 3),
    },
    words: { shape: [4], data: Uint32Array.of(0, 1, 624, 4294967295) },
  },
};

const independent = new Uint8Array(
  readFileSync(new URL('../../golden/independent.safetensors', import.meta.url)),
);

const data = fc.oneof(
  fc.float32Array({ noNaN: true, maxLength: 9 }),
  fc.float64Array({ noNaN: true, maxLength: 9 }),
  fc.uint32Array({ maxLength: 9 }),
);

describe('safetensors', () => {
  it('reads what the safetensors library wrote', () => {
    expect(readSafetensors(independent)).toEqual({ ok: true, file: content });
  });

  it('writes what the safetensors library writes, tensor by tensor and byte by byte', () => {
    const parse = (bytes: Uint8Array) => {
      const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
      const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
      return { header, values: bytes.slice(8 + length) };
    };
    const { double, single, words } = content.tensors;
    const tensors = { single, words, double } as Record<string, Tensor>;
    expect(parse(writeSafetensors({ ...content, tensors }))).toEqual(parse(independent));
  });

  it('gives back every tensor and every text, whatever the order and the types', () => {
    const name = fc.string({ minLength: 1 }).filter((key) => !key.startsWith('__'));
    fc.assert(
      fc.property(
        fc.dictionary(name, data, { noNullPrototype: true }),
        fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }),
        (arrays, metadata) => {
          const tensors = Object.fromEntries(
            Object.entries(arrays).map(([key, values]) => [
              key,
              { shape: [values.length], data: values },
            ]),
          );
          const read = readSafetensors(writeSafetensors({ tensors, metadata }));
          expect(read).toEqual({ ok: true, file: { tensors, metadata } });
        },
      ),
    );
  });
});
