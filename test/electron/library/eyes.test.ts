import { describe, expect, test } from 'vitest';
import type { StoredEye } from '../../../electron/library/operations.ts';
import { libraryOf, openIn } from './library-in-folder.ts';

function eye(id: string, addedAt: number): StoredEye {
  return {
    id,
    name: `Eye ${id}`,
    fileName: 'mobile net.onnx',
    contentHash: 'ab12',
    byteSize: 4_000_000,
    preset: 'minus-one-to-one',
    output: 'features',
    featureCount: 1280,
    licence: 'Apache-2.0',
    origin: 'mobile net.onnx',
    addedAt,
  };
}

describe('eyes of one’s own', () => {
  test('come back in the order of their coming, after a restart too', () => {
    const { operations, folder } = libraryOf([]);
    operations.saveEye({ eye: eye('own-a@1', 2) });
    operations.saveEye({ eye: eye('own-b@1', 1) });
    operations.close(undefined);
    expect(openIn(folder).listEyes(undefined)).toEqual([eye('own-b@1', 1), eye('own-a@1', 2)]);
  });

  test('added once more take the new name and keep their place', () => {
    const { operations } = libraryOf([]);
    operations.saveEye({ eye: eye('own-a@1', 1) });
    operations.saveEye({ eye: eye('own-b@1', 2) });
    operations.saveEye({ eye: { ...eye('own-a@1', 3), name: 'Better name' } });
    expect(operations.listEyes(undefined)).toEqual([
      { ...eye('own-a@1', 1), name: 'Better name' },
      eye('own-b@1', 2),
    ]);
  });

  test('that were removed are gone, the others stay', () => {
    const { operations } = libraryOf([]);
    for (const id of ['own-a@1', 'own-b@1']) operations.saveEye({ eye: eye(id, 1) });
    operations.removeEye({ eyeId: 'own-a@1' });
    expect(operations.listEyes(undefined).map(({ id }) => id)).toEqual(['own-b@1']);
  });
});
