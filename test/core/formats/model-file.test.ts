import { describe, expect, it } from 'vitest';
import { deserializeModel, Matrix, serializeModel } from '../../../core/index.ts';
import type { Model } from '../../../core/index.ts';
import { readSafetensors, writeSafetensors } from '../../../core/formats/safetensors.ts';
import type { TensorFile } from '../../../core/formats/safetensors.ts';

const matrices = {
  W1: new Matrix(2, 3, Float32Array.of(1, 2, 3, 4, 5, 6)),
  b1: new Matrix(2, 1, Float32Array.of(7, 8)),
  W2: new Matrix(1, 2, Float32Array.of(-1, 0.5)),
  b2: new Matrix(1, 1, Float32Array.of(0.25)),
};

const model: Model = {
  input: { values: 3, picture: null },
  layers: [
    { kind: 'dense', size: 2, activation: 'relu' },
    { kind: 'dense', size: 1, activation: null },
  ],
  loss: 'sigmoid',
  parameters: [
    { name: 'W1', role: 'weight', matrix: matrices.W1 },
    { name: 'b1', role: 'bias', matrix: matrices.b1 },
    { name: 'W2', role: 'weight', matrix: matrices.W2 },
    { name: 'b2', role: 'bias', matrix: matrices.b2 },
  ],
  standardisation: { mean: Float32Array.of(1, 2, 3), spread: Float32Array.of(1, 0.5, 2) },
  front: null,
  isMirrored: false,
};

function readFile(bytes: Uint8Array): TensorFile {
  const read = readSafetensors(bytes);
  if (!read.ok) throw new Error(read.reason);
  return read.file;
}

/** The model's file with something changed in it. */
function altered(alter: (file: TensorFile) => void): Uint8Array {
  const file = readFile(serializeModel(model));
  alter(file);
  return writeSafetensors(file);
}

/** A file of version 1 with the same tensors, and something changed in it. */
function alteredEarlier(alter: (file: TensorFile) => void): Uint8Array {
  const { tensors } = readFile(serializeModel(model));
  const file = { tensors, metadata: { format: 'purrceptron-model', version: '1' } };
  alter(file);
  return writeSafetensors(file);
}

/** The model's file with something changed in what it says of its layers. */
function replanned(change: (plan: Record<string, unknown>) => void): Uint8Array {
  return altered(({ metadata }) => {
    const plan = JSON.parse(metadata.network ?? '') as Record<string, unknown>;
    change(plan);
    metadata.network = JSON.stringify(plan);
  });
}

function reasonOf(bytes: Uint8Array): string {
  const read = deserializeModel(bytes);
  return read.ok ? 'accepted' : read.reason;
}

function withHeader(header: object, length: number): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

describe('a model file', () => {
  it('brings along what is told about it', () => {
    const about = '{"name":"Zoë’s cats"}';
    expect(deserializeModel(serializeModel(model, about))).toEqual({ ok: true, model, about });
  });

  it('without that is the same bytes again', () => {
    const read = deserializeModel(serializeModel(model, 'x'));
    expect(read.ok && serializeModel(read.model)).toEqual(serializeModel(model));
  });

  it('is ReLU in version 1, whatever else it says, and its last layer the other way round', () => {
    const bytes = alteredEarlier(({ metadata }) => (metadata.activation = 'none'));
    const read = deserializeModel(bytes);
    if (!read.ok) throw new Error(read.message);
    expect(read.model.layers).toEqual(model.layers);
    const values = read.model.parameters.map(({ matrix }) => [...matrix.data]);
    expect(values).toEqual([[1, 2, 3, 4, 5, 6], [7, 8], [1, -0.5], [-0.25]]);
  });

  it('of version 2 is damaged where nobody knows its activation', () => {
    const ofTwo = (activation: string) =>
      reasonOf(
        alteredEarlier(({ metadata }) => Object.assign(metadata, { version: '2', activation })),
      );
    expect(ofTwo('tanh')).toBe('accepted');
    expect(ofTwo('swish')).toBe('damaged');
    expect(ofTwo('')).toBe('damaged');
  });

  it('that names what only a newer version can know is newer', () => {
    const layer = (changes: object) =>
      replanned((plan) => (plan['layers'] = [{ ...model.layers[0], ...changes }, model.layers[1]]));
    expect(reasonOf(layer({}))).toBe('accepted');
    expect(reasonOf(layer({ activation: 'swish' }))).toBe('newer');
    expect(reasonOf(layer({ kind: 'attention' }))).toBe('newer');
    expect(reasonOf(replanned((plan) => (plan['loss'] = 'hinge')))).toBe('newer');
    expect(reasonOf(replanned((plan) => (plan['front'] = 'shapes-128@1')))).toBe('newer');
  });

  it.each<[string, (plan: Record<string, unknown>) => void]>([
    ['without layers', (plan) => (plan['layers'] = [])],
    ['of layers without a size', (plan) => (plan['layers'] = [{ kind: 'dense' }])],
    ['of another input', (plan) => (plan['input'] = { values: 4, picture: null })],
    ['without an input', (plan) => delete plan['input']],
    ['of two logits for a sigmoid', (plan) => (plan['layers'] = [model.layers[0]])],
    ['mirrored without being of pictures', (plan) => (plan['isMirrored'] = true)],
  ])('is refused %s', (_, change) => {
    expect(reasonOf(replanned(change))).toBe('damaged');
  });

  it('of a newer version is told from a damaged one, and from one that is none', () => {
    const version = (text: string) => altered(({ metadata }) => (metadata.version = text));
    expect(reasonOf(version('6'))).toBe('newer');
    expect(reasonOf(version('two'))).toBe('damaged');
    expect(reasonOf(altered(({ metadata }) => delete metadata.version))).toBe('damaged');
    expect(reasonOf(altered(({ metadata }) => (metadata.format = 'cake')))).toBe('not-a-model');
    expect(reasonOf(new Uint8Array(64))).toBe('not-a-model');
    const bytes = serializeModel(model);
    expect(reasonOf(bytes.subarray(0, bytes.length - 1))).toBe('damaged');
    expect(reasonOf(bytes.subarray(0, 40))).toBe('not-a-model');
  });

  it.each(['W1', 'b2', 'mean', 'spread'])('is refused with a number in %s that is none', (name) => {
    for (const wrong of [Number.NaN, Infinity]) {
      for (const change of [altered, alteredEarlier]) {
        const bytes = change(({ tensors }) => (tensors[name].data[0] = wrong));
        expect(reasonOf(bytes)).toBe('damaged');
      }
    }
  });

  it('is refused when a feature has no spread to divide by', () => {
    expect(reasonOf(altered(({ tensors }) => (tensors.spread.data[1] = 0)))).toBe('damaged');
  });

  it.each<[string, (file: TensorFile) => void]>([
    ['without its first layer', ({ tensors }) => delete tensors.W1],
    ['without a bias', ({ tensors }) => delete tensors.b1],
    ['without its last layer', ({ tensors }) => delete tensors.W2],
    ['with a layer of another shape', ({ tensors }) => (tensors.W1.shape = [3, 2])],
    ['with a layer of one dimension', ({ tensors }) => (tensors.W2.shape = [2])],
    [
      'with an empty layer',
      ({ tensors }) => (tensors.W1 = { shape: [0, 3], data: new Float32Array() }),
    ],
    [
      'with layers of different precision',
      ({ tensors }) => (tensors.W2 = { shape: [1, 2], data: Float64Array.of(1, 2) }),
    ],
    [
      'with whole numbers for weights',
      ({ tensors }) => (tensors.W2 = { shape: [1, 2], data: Uint32Array.of(1, 2) }),
    ],
  ])('is refused %s', (_, alter) => {
    expect(reasonOf(altered(alter))).toBe('damaged');
    expect(reasonOf(alteredEarlier(alter))).toBe('damaged');
  });
});

describe('a header that was made to do harm', () => {
  const metadata = { format: 'purrceptron-model', version: '1' };
  const tensor = (from: number, to: number) => ({
    dtype: 'F32',
    shape: [(to - from) / 4],
    data_offsets: [from, to],
  });

  it('cannot have the same bytes serve many tensors', () => {
    const header = { __metadata__: metadata, mean: tensor(0, 800), spread: tensor(0, 800) };
    expect(readSafetensors(withHeader(header, 800))).toMatchObject({ ok: false, metadata });
  });

  it('cannot leave bytes that belong to no tensor', () => {
    expect(readSafetensors(withHeader({ mean: tensor(8, 16) }, 16)).ok).toBe(false);
    expect(readSafetensors(withHeader({ mean: tensor(0, 8) }, 16)).ok).toBe(false);
    expect(readSafetensors(withHeader({ mean: tensor(0, 8) }, 8)).ok).toBe(true);
  });

  it('cannot be longer than any that is written', () => {
    const header = { __metadata__: { ...metadata, about: 'a'.repeat(1_000_000) } };
    expect(readSafetensors(withHeader(header, 0)).ok).toBe(false);
  });

  it('cannot name tensors after what objects have already', () => {
    const text = `{"__metadata__":{"format":"purrceptron-model","version":"1"},"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`;
    const bytes = withHeader(JSON.parse(text) as object, 4);
    expect(reasonOf(bytes)).toBe('damaged');
    expect(({} as { shape?: unknown }).shape).toBeUndefined();
  });
});
