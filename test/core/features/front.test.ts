import { describe, expect, it } from 'vitest';
import {
  deserializeModel,
  evaluateModel,
  frontOf,
  modelPredict,
  modelPredictMany,
  oneClickSettings,
  prepareExamples,
  serializeModel,
  SHAPES_EDGE,
  SHAPES_FEATURE_COUNT,
  SHAPES_FRONT,
  train,
} from '../../../core/index.ts';
import type { Model } from '../../../core/index.ts';
import { readSafetensors, writeSafetensors } from '../../../core/formats/safetensors.ts';
import type { TensorFile } from '../../../core/formats/safetensors.ts';
import { splitAt } from '../examples.ts';
import { finish, makePictures } from '../pictures.ts';

const pictures = makePictures(30, SHAPES_EDGE);
const split = splitAt(pictures, 20);
const prepared = finish(
  prepareExamples(pictures, split, { front: SHAPES_FRONT, augmentation: false, seed: 1 }),
);
const settings = { ...oneClickSettings(30, 'shapes'), epochs: 10 };
const bare = finish(train(prepared.examples, split, settings)).model;
const model: Model = { ...bare, front: SHAPES_FRONT };

function fileOf(one: Model): TensorFile {
  const read = readSafetensors(serializeModel(one));
  if (!read.ok) throw new Error(read.reason);
  return read.file;
}

describe('a model with a front', () => {
  it('answers for pictures as the model without it answers for their features', () => {
    const expected = evaluateModel(bare, prepared.examples, split.validation);
    const { probabilities, accuracy } = evaluateModel(model, pictures, split.validation);
    expect(probabilities).toEqual(expected.probabilities);
    expect(accuracy).toBe(1);
    const many = modelPredictMany(model, pictures.features);
    expect(many.slice(2 * 20)).toEqual(probabilities);
    const last = pictures.features.slice(29 * pictures.featureCount);
    expect(modelPredict(model, last)).toEqual(many.slice(2 * 29));
  });

  it('is the same after saving and reading', () => {
    const read = deserializeModel(serializeModel(model));
    if (!read.ok) throw new Error(read.message);
    expect(read.model).toMatchObject({ front: SHAPES_FRONT });
    expect(modelPredictMany(read.model, pictures.features)).toEqual(
      modelPredictMany(model, pictures.features),
    );
  });

  it('is saved with its front, and a model without says so', () => {
    const planOf = (one: Model) => JSON.parse(fileOf(one).metadata.network ?? '') as Model;
    expect(planOf(model).front).toBe(SHAPES_FRONT);
    expect(planOf(bare).front).toBe(null);
    const read = deserializeModel(serializeModel(bare));
    expect(read.ok && read.model.front).toBe(null);
  });

  it('is refused where the front is of another version or does not fit the weights', () => {
    const { tensors, metadata } = fileOf(model);
    const network = metadata.network.replace('shapes-96@1', 'shapes-96@2');
    const newer = writeSafetensors({ tensors, metadata: { ...metadata, network } });
    expect(deserializeModel(newer)).toMatchObject({ ok: false, reason: 'newer' });
    const cut = { shape: [3], data: Float32Array.of(1, 1, 1) };
    const W1 = { shape: [1, 3], data: new Float32Array(3) };
    const small = { ...tensors, mean: cut, spread: cut, W1 };
    const cutNetwork = metadata.network.replace(`"values":${SHAPES_FEATURE_COUNT}`, '"values":3');
    const read = deserializeModel(
      writeSafetensors({ tensors: small, metadata: { ...metadata, network: cutNetwork } }),
    );
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('does not fit') });
  });

  it('refuses features in place of pictures', () => {
    expect(() => modelPredict(model, new Float32Array(SHAPES_FEATURE_COUNT))).toThrow(
      'Expected 27648 features, got 3390',
    );
    expect(() => modelPredict(model, new Float32Array(27648))).toThrow(
      'Expected pictures of bytes',
    );
  });

  it('belongs to one eye alone', () => {
    expect(frontOf('shapes-96@1')).toBe(SHAPES_FRONT);
    expect(frontOf('pixels-64@1')).toBe(null);
  });
});
