import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { CallName } from '../../../electron/contract.ts';
import { payloadSchemas } from '../../../electron/main/payloads.ts';

function accepts(name: CallName, payload: unknown) {
  return v.safeParse(payloadSchemas[name], payload).success;
}

test('a call without a payload takes nothing at all', () => {
  expect(accepts('libraries.list', undefined)).toBe(true);
  expect(accepts('libraries.list', {})).toBe(false);
});

test('ids are whole and positive', () => {
  expect(accepts('libraries.contents', { libraryId: 3 })).toBe(true);
  for (const libraryId of [0, -1, 1.5, Number.NaN, '3', null]) {
    expect(accepts('libraries.contents', { libraryId })).toBe(false);
  }
});

test('nothing beyond the contract gets through', () => {
  expect(accepts('libraries.contents', { libraryId: 3, sql: 'DROP TABLE photo' })).toBe(false);
});

test('marks are a category, neither, or nothing yet', () => {
  const set = (mark: unknown) => accepts('labels.set', { libraryId: 1, photoIds: [1], mark });
  expect([-1, 0, 7].map(set)).toEqual([true, true, true]);
  expect([-2, 0.5, 'cat'].map(set)).toEqual([false, false, false]);
});

test('training settings outside of what the network can use are refused', () => {
  const settings = {
    hiddenLayers: [20, 7, 5],
    learningRate: 0.01,
    epochs: 10,
    minibatchSize: null,
    validationFraction: 0.2,
    seed: 1,
    network: 'dense',
    augmentation: true,
    threads: 1,
  };
  const start = (more: object) =>
    accepts('training.start', { libraryId: 1, eyeId: null, settings: { ...settings, ...more } });
  expect(start({})).toBe(true);
  expect(start({ learningRate: Infinity })).toBe(false);
  expect(start({ learningRate: 0 })).toBe(false);
  expect(start({ hiddenLayers: [0] })).toBe(false);
  expect(start({ validationFraction: 0.9 })).toBe(false);
  expect(start({ epochs: 1e9 })).toBe(false);
  expect(start({ network: 'recurrent' })).toBe(false);
  expect(start({ threads: 0 })).toBe(false);
});

test('a key is one small letter of any script, or a digit but 0', () => {
  const rename = (key: string) =>
    accepts('libraries.renameCategory', { libraryId: 1, categoryId: 1, name: 'Cat', key });
  expect(['c', '7', 'é', 'с', 'ق'].map(rename)).toEqual([true, true, true, true, true]);
  expect(['C', 'cc', '', ' ', '0', '+'].map(rename)).toEqual(Array(6).fill(false));
});

test('an eye is taken as it can be made: a known preset, a name, an output', () => {
  const eye = { candidateId: 1, name: ' Mine ', preset: 'imagenet', output: 'features' };
  const add = (more: object) => accepts('eyes.add', { ...eye, ...more });
  expect(add({})).toBe(true);
  expect(add({ preset: 'sepia' })).toBe(false);
  expect(add({ name: '  ' })).toBe(false);
  expect(add({ output: '' })).toBe(false);
  expect(accepts('eyes.inspect', { path: null })).toBe(true);
  expect(accepts('eyes.inspect', { path: '' })).toBe(false);
  expect(accepts('eyes.fetch', { address: 'https://elsewhere.example' })).toBe(false);
});

test('lists and bytes have an end', () => {
  const suggestion = { categoryId: 1, source: 'folder', word: 'cats' };
  const accept = (count: number) =>
    accepts('labels.acceptSuggestions', {
      libraryId: 1,
      accepted: Array.from({ length: count }, () => suggestion),
    });
  expect([1, 10_000, 10_001].map(accept)).toEqual([true, true, false]);
  const paste = (byteLength: number) =>
    accepts('classify.pasted', { modelId: 1, fileName: '', bytes: new Uint8Array(byteLength) });
  expect([1, 256 * 2 ** 20 + 1].map(paste)).toEqual([true, false]);
});
