import { describe, expect, test } from 'vitest';
import type { NewModel } from '../../../electron/library/operations.ts';
import { libraryOf, openIn } from './library-in-folder.ts';

function modelCalled(name: string, createdAt: number) {
  return {
    name,
    createdAt,
    categoryNames: ['cat', 'dog'],
    labelCounts: [12, 9],
    layerSizes: [12288, 20, 1],
    settings: {
      hiddenLayers: [20],
      learningRate: 0.0075,
      epochs: 100,
      minibatchSize: null,
      validationFraction: 0.2,
      seed: 1,
      network: 'dense' as const,
      augmentation: true,
      threads: 2,
    },
    epochsRun: 100,
    trainingMilliseconds: 1234.5,
    trainingAccuracy: 0.98,
    validation: {
      count: 4,
      correct: 3,
      accuracy: 0.75,
      accuracyInterval: [0.3, 0.95] as [number, number],
      cost: 0.4,
      confusion: [
        [2, 0],
        [1, 1],
      ],
    },
    eyeId: 'keen@1',
    eyeName: 'Keen',
    comparison: [
      {
        eyeId: 'keen@1',
        eyeName: 'Keen',
        status: 'done' as const,
        looked: 20,
        toLook: 20,
        count: 20,
        correct: 19,
        accuracy: 0.95,
        accuracyInterval: [0.76, 0.99] as [number, number],
        seconds: 1.5,
        problem: null,
      },
    ],
    weights: new Uint8Array([1, 2, 3, 255]),
  };
}

function newModel(libraryId: number, name: string, createdAt: number): NewModel {
  return { ...modelCalled(name, createdAt), libraryId };
}

function trained() {
  const library = libraryOf([]);
  const { operations, libraryId } = library;
  const save = (name: string, createdAt: number) =>
    operations.saveModel({ model: newModel(libraryId, name, createdAt) }).id;
  const ids = [save('first', 1), save('second', 2), save('third', 3)] as const;
  const current = () => operations.listModels(undefined).find((model) => model.isCurrent)?.name;
  return { ...library, ids, current };
}

describe('saved models', () => {
  test('come back with all that is known of them, after a restart too', () => {
    const { operations, libraryId, folder } = libraryOf([]);
    const model = newModel(libraryId, 'Lion finder', 5);
    const saved = operations.saveModel({ model });
    const { weights, ...rest } = model;
    expect(saved).toEqual({ ...rest, id: saved.id, isCurrent: true, libraryName: 'Pets' });
    operations.close(undefined);
    const reopened = openIn(folder);
    expect(reopened.listModels(undefined)).toEqual([saved]);
    expect(new Uint8Array(reopened.modelWeights({ modelId: saved.id })!)).toEqual(weights);
  });

  test('are listed newest first, and the newest saved is the current one', () => {
    const { operations, current, ids } = trained();
    const names = operations.listModels(undefined).map(({ name }) => name);
    expect(names).toEqual(['third', 'second', 'first']);
    expect(current()).toBe('third');
    operations.makeCurrentModel({ modelId: ids[0] });
    expect(current()).toBe('first');
  });

  test('once the current one is removed, the newest that remains is current', () => {
    const { operations, current, ids } = trained();
    operations.makeCurrentModel({ modelId: ids[1] });
    operations.removeModel({ modelId: ids[0] });
    expect(current()).toBe('second');
    operations.removeModel({ modelId: ids[1] });
    expect(current()).toBe('third');
    operations.removeModel({ modelId: ids[2] });
    expect(operations.listModels(undefined)).toEqual([]);
    expect(operations.modelWeights({ modelId: ids[2] })).toBeNull();
  });

  test('outlive their library with its name of then', () => {
    const { operations, libraryId, ids } = trained();
    operations.renameLibrary({ libraryId, name: 'Renamed' });
    operations.removeLibrary({ libraryId });
    const models = operations.listModels(undefined);
    expect(models).toHaveLength(ids.length);
    expect(models[0]).toMatchObject({ libraryId: null, libraryName: 'Pets', isCurrent: true });
  });

  test('of no library bring its name along', () => {
    const { operations } = libraryOf([]);
    const model = { ...modelCalled('From a friend', 5), libraryId: null, libraryName: 'Zoo' };
    expect(operations.saveModel({ model })).toMatchObject({ libraryId: null, libraryName: 'Zoo' });
  });

  test('can be renamed; an id that is none is named', () => {
    const { operations, ids, libraryId } = trained();
    operations.renameModel({ modelId: ids[1], name: 'Best' });
    expect(operations.listModels(undefined)[1].name).toBe('Best');
    const wrong = { modelId: 99 };
    expect(() => operations.renameModel({ ...wrong, name: 'x' })).toThrow('a model, got 99');
    expect(() => operations.removeModel(wrong)).toThrow('a model, got 99');
    expect(() => operations.makeCurrentModel(wrong)).toThrow('a model, got 99');
    expect(operations.listModels(undefined)[0].isCurrent).toBe(true);
    const orphan = newModel(libraryId + 1, 'x', 1);
    expect(() => operations.saveModel({ model: orphan })).toThrow('Expected the id of a library');
  });
});
