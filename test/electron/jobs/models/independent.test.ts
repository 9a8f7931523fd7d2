import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { computer, examples, keepModel } from './computer.ts';
import { answerPlainly, readPlainly } from './read-plainly.ts';

const PYTHON_HAS_SAFETENSORS = (() => {
  try {
    execFileSync('python3', ['-c', 'import numpy, safetensors'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

async function savedAndAnswered() {
  const { library, files, file, probabilities } = computer();
  const model = keepModel(library);
  await files.save(model.id, file);
  const { featureCount, count } = examples;
  const features = examples.features as Uint8Array;
  // Of each example those of both kinds; the first kind's is what others compute.
  const answers = (await probabilities(model, features)).filter((_, place) => place % 2 === 0);
  const photo = (index: number) => features.slice(index * featureCount, (index + 1) * featureCount);
  return { file, model, answers, photo, count };
}

describe('a saved model, read by others', () => {
  test('answers in plain arithmetic what the app answers', async () => {
    const { file, answers, photo, count } = await savedAndAnswered();
    for (let index = 0; index < count; index += 9) {
      expect(Math.abs(answerPlainly(file, photo(index)) - answers[index])).toBeLessThan(1e-6);
    }
  });

  test('tells in JSON what the app knows of it', async () => {
    const { file, model } = await savedAndAnswered();
    const { metadata } = readPlainly(file);
    expect(metadata).toMatchObject({ format: 'purrceptron-model', version: '5' });
    const { name, categoryNames, layerSizes, settings, validation, eyeId } = model;
    expect(JSON.parse(metadata['about'] ?? '')).toMatchObject({
      version: 1,
      model: { name, categoryNames, layerSizes, settings, validation, eyeId },
    });
  });

  test.skipIf(!PYTHON_HAS_SAFETENSORS)(
    'answers in Python by the safetensors library and NumPy what the app answers',
    async () => {
      const { file, model, answers, photo } = await savedAndAnswered();
      const script = fileURLToPath(new URL('../../../golden/answer.py', import.meta.url));
      for (const index of [0, 41, 79]) {
        const said = execFileSync('python3', [script, file], { input: photo(index) });
        const { probability, format, about } = JSON.parse(String(said)) as Record<string, unknown>;
        expect(Math.abs((probability as number) - answers[index])).toBeLessThan(1e-6);
        expect(format).toBe('purrceptron-model');
        expect(about).toMatchObject({ model: { name: model.name, eyeId: model.eyeId } });
      }
    },
  );
});
