import { describe, expect, it } from 'vitest';
import { trainingHandlers } from '../../../electron/training/handlers.ts';
import { answersOf, FEATURE_COUNT, makeKinds } from './examples.ts';
import { EYE_ID, giveTo, RUN_ID, SETTINGS } from './giving.ts';

const THROUGH = { runId: RUN_ID, eyeId: EYE_ID, eyeKind: 'pixels' } as const;

/** Three kinds, 60 examples of each. */
async function givenThree() {
  const service = trainingHandlers(async () => undefined);
  const examples = makeKinds(180, 3);
  await giveTo(service, examples);
  return { service, ...examples };
}

describe('three kinds', () => {
  it('are learned, told apart in the figures, and answered with a probability for each', async () => {
    const { service, features, labels } = await givenThree();
    const outcome = await service.run({ ...THROUGH, settings: SETTINGS, goOnFrom: null });
    if (!outcome.ok || outcome.value === null) throw new Error('Expected a finished training');
    const { weights, layerSizes, validation, trainingAccuracy } = outcome.value;
    expect(layerSizes).toEqual([FEATURE_COUNT, 8, 3]);
    const truths = validation.confusion.map((answers) => answers.reduce((sum, n) => sum + n));
    expect(truths).toEqual([15, 15, 15]);
    expect(validation.correct).toBeGreaterThan(30);

    await service.loadModel({ modelId: 6, weights });
    const probabilities = await service.predict({ modelId: 6, features });
    expect(probabilities).toHaveLength(3 * 180);
    const right = answersOf(probabilities, 3).filter((kind, index) => kind === labels[index]);
    expect(right.length).toBe(validation.correct + Math.round(trainingAccuracy * 135));
    expect(await service.checkModel({ bytes: weights })).toMatchObject({ kinds: 3, layerSizes });
  });

  it('are compared on', async () => {
    const { service } = await givenThree();
    const outcome = await service.compare({ ...THROUGH, seed: 1 });
    if (!outcome.ok || outcome.value === null) throw new Error('Expected figures');
    expect(outcome.value.count).toBe(180);
    expect(outcome.value.accuracyInterval[0]).toBeGreaterThan(1 / 3);
  });

  it('are too few where one of them does not occur', async () => {
    const service = trainingHandlers(async () => undefined);
    const examples = { ...makeKinds(60, 2), kinds: 3 };
    const problem = { ok: false, problem: { code: 'too-few-labels' } };
    await giveTo(service, examples);
    expect(await service.compare({ ...THROUGH, seed: 1 })).toMatchObject(problem);
    await giveTo(service, examples);
    const run = service.run({ ...THROUGH, settings: SETTINGS, goOnFrom: null });
    expect(await run).toMatchObject(problem);
  });
});
