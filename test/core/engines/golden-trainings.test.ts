import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deserializeCheckpoint,
  deserializeModel,
  modelPredictMany,
  numpyRandom,
  resumeTraining,
  SHAPES_EDGE,
} from '../../../core/index.ts';
import { base64, carryOut, kernelsOf } from '../../golden/trainings/carry-out.ts';
import type { Recorded } from '../../golden/trainings/carry-out.ts';
import { convolutionalRuns, denseRuns, sources } from '../../golden/trainings/runs.ts';
import type { Engine } from '../../golden/trainings/runs.ts';
import { splitAt } from '../../golden/trainings/drawn.ts';
import { ofSecond, runToEnd } from '../examples.ts';

function read(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../golden/trainings/${name}.json`, import.meta.url), 'utf8'),
  );
}

const trainings = read('trainings') as Record<string, Record<string, Recorded | string>>;
const checkpoints = read('checkpoints') as Record<string, string>;
const models = read('models') as Record<
  string,
  { bytes: string; examples: string; answers: Record<string, string> }
>;

const ENGINES: readonly Engine[] = [
  'reference',
  'blocked',
  'portable-1',
  'portable-2',
  'relaxed-1',
];
const loaded = new Map<Engine, Awaited<ReturnType<typeof kernelsOf>>>();
beforeAll(async () => {
  for (const engine of ENGINES) loaded.set(engine, await kernelsOf(engine));
});
afterAll(() => Promise.all([...loaded.values()].map(({ close }) => close())));

function kernelsFor(engine: Engine) {
  return loaded.get(engine)!.kernels;
}

function recordedBy(name: string, engine: Engine): Recorded {
  const entry = trainings[name][engine];
  return typeof entry === 'string' ? recordedBy(name, entry as Engine) : entry;
}

/** The numbers in base64, of float32 where there are half as many bytes. */
function numbersOf(text: string, isFloat64: boolean): number[] {
  const { buffer } = Uint8Array.from(Buffer.from(text, 'base64'));
  return [...(isFloat64 ? new Float64Array(buffer) : new Float32Array(buffer))];
}

function expectClose(actual: string, expected: string, isFloat64: boolean): void {
  const [one, other] = [numbersOf(actual, isFloat64), numbersOf(expected, isFloat64)];
  expect(one).toHaveLength(other.length);
  const worst = Math.max(...one.map((x, i) => Math.abs(x - other[i]) / Math.max(1, Math.abs(x))));
  expect(worst).toBeLessThanOrEqual(1e-5);
}

const runs = [...denseRuns, ...convolutionalRuns];

describe.each(runs.map((run) => [run.name, run] as const))('training (%s)', (name, run) => {
  it.each(run.engines.filter((engine) => engine !== 'relaxed-1'))(
    'gives the bits that it always gave, through %s',
    (engine) => {
      const { recorded } = carryOut(run, kernelsFor(engine));
      const { costs, ...bits } = recordedBy(name, engine);
      const { costs: own, ...ownBits } = recorded;
      expect(ownBits).toEqual(bits);
      expect(own).toHaveLength(costs.length);
      own.forEach((cost, i) => expect(cost).toBeCloseTo(costs[i], 7));
    },
  );

  it.runIf(run.engines.includes('relaxed-1'))(
    'gives the same to 1e-5 through relaxed-1, whose products are rounded as the processor does',
    () => {
      const { recorded } = carryOut(run, kernelsFor('relaxed-1'));
      const expected = recordedBy(name, 'relaxed-1');
      const isFloat64 = run.settings.precision === 'float64';
      for (const [parameter, values] of Object.entries(expected.weights)) {
        expectClose(recorded.weights[parameter], values, isFloat64);
      }
      expectClose(recorded.answers, expected.answers, true);
    },
  );

  it.runIf(run.interruptedAfter !== null)('goes on from a checkpoint to the same bits', () => {
    const source = sources[run.examples];
    const examples = source.examples();
    const split = splitAt(examples.count, source.training);
    for (const engine of ['blocked', 'portable-1'] as const) {
      const kernels = kernelsFor(engine);
      const read = deserializeCheckpoint(carryOut(run, kernels).checkpoint!);
      if (!read.ok) throw new Error(read.message);
      const steps = resumeTraining(examples, split, read.checkpoint, kernels);
      const { model } = runToEnd(steps).result;
      const answers = base64(ofSecond(modelPredictMany(model, examples.features, kernels)));
      expect(answers).toBe(recordedBy(name, engine).answers);
    }
  });
});

describe('a checkpoint as it was saved before, when label 1 was the kind at position 0', () => {
  it.each(Object.keys(checkpoints))('goes on with labels that are positions (%s)', (name) => {
    const run = runs.find((one) => one.name === name)!;
    const source = sources[run.examples];
    const drawn = source.examples();
    const examples = { ...drawn, labels: drawn.labels.map((label) => 1 - label) };
    const split = splitAt(examples.count, source.training);
    const read = deserializeCheckpoint(Uint8Array.from(Buffer.from(checkpoints[name], 'base64')));
    if (!read.ok) throw new Error(read.message);
    const steps = resumeTraining(examples, split, read.checkpoint, kernelsFor('blocked'));
    const { result } = runToEnd(steps);
    const predicted = modelPredictMany(result.model, examples.features, kernelsFor('blocked'));
    const { answers, epochsRun, modelEpoch } = recordedBy(name, 'blocked');
    expect(result).toMatchObject({ epochsRun, modelEpoch });
    const ofFirst = predicted.filter((_, i) => i % 2 === 0);
    // 1 − σ(z) is not rounded as σ(−z) is, so that steps may differ in the last bit.
    expectClose(base64(ofFirst), answers, true);
  });
});

describe('a model file as it was saved before', () => {
  const picturesOf = (): Uint8Array => {
    const random = numpyRandom(4);
    return new Uint8Array(6 * 3 * SHAPES_EDGE ** 2).map(() => random.randint(0, 256));
  };

  it.each(Object.keys(models))('answers the bits that it always did (version %s)', (name) => {
    const { bytes, examples, answers } = models[name];
    const read = deserializeModel(Uint8Array.from(Buffer.from(bytes, 'base64')));
    if (!read.ok) throw new Error(read.message);
    expect(read.about).toBe('{"told":"about it"}');
    const source = sources[examples as keyof typeof sources] as
      (typeof sources)['bytes'] | undefined;
    const features = source?.examples().features ?? picturesOf();
    for (const engine of ['blocked', 'portable-1'] as const) {
      const predicted = modelPredictMany(read.model, features, kernelsFor(engine));
      // What they answered was the probability of the first kind.
      expect(base64(predicted.filter((_, i) => i % 2 === 0))).toBe(answers[engine]);
      predicted.forEach((p, i) => expect(p + predicted[i ^ 1]).toBeCloseTo(1, 12));
    }
  });
});
