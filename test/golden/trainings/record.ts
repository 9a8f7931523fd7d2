// Records the golden trainings: final weights and answers of every run in runs.ts, checkpoints from their
// middle and model files, all as the code at commit f80120b gave them, on x86-64 with Node 24:
//
//     node_modules/node/bin/node test/golden/trainings/record.ts
//
// wrote trainings.json, checkpoints.json and models.json beside itself. It is kept to show how they were
// made: what follows has the names of today, and models and checkpoints are no longer written in the formats
// of that commit (1 to 4, and 1), nor are labels the other way round.

import { writeFileSync } from 'node:fs';
import {
  Matrix,
  modelPredictMany,
  numpyRandom,
  serializeModel,
  SHAPES_EDGE,
  SHAPES_FEATURE_COUNT,
  SHAPES_FRONT,
} from '../../../core/index.ts';
import type { Model } from '../../../core/index.ts';
import { base64, carryOut, kernelsOf } from './carry-out.ts';
import type { Recorded } from './carry-out.ts';
import { convolutionalRuns, denseRuns } from './runs.ts';
import { sources } from './runs.ts';

function write(name: string, value: unknown) {
  return writeFileSync(new URL(name, import.meta.url), JSON.stringify(value, null, 1) + '\n');
}

const trainings: Record<string, Record<string, Recorded | string>> = {};
const checkpoints: Record<string, string> = {};
const models: Record<string, { bytes: string; examples: string; answers: Record<string, string> }> =
  {};

const SAVED_MODELS = new Map([
  ['dense, adam', '1, ReLU'],
  ['dense, no hidden layer', '1, no hidden layer'],
  ['dense, leaky relu', '2, leaky ReLU'],
  ['dense, everything in float64', '2, tanh in float64'],
  ['dense, sigmoid', '2, sigmoid'],
  ['convolutional, with a hidden layer by momentum', '4, with a hidden layer'],
  ['convolutional, augmented with dropout', '4, mirrored'],
]);

const ENGINES = ['blocked', 'portable-1'] as const;
const loaded = { blocked: await kernelsOf('blocked'), 'portable-1': await kernelsOf('portable-1') };

function keepModel(name: string, model: Model, examples: string, features: Uint8Array): void {
  const answers = Object.fromEntries(
    ENGINES.map((engine) => [
      engine,
      base64(modelPredictMany(model, features, loaded[engine].kernels)),
    ]),
  );
  const bytes = Buffer.from(serializeModel(model, '{"told":"about it"}')).toString('base64');
  models[name] = { bytes, examples, answers };
}

for (const run of [...denseRuns, ...convolutionalRuns]) {
  const ofRun: Record<string, Recorded | string> = {};
  trainings[run.name] = ofRun;
  for (const engine of run.engines) {
    const { kernels, close } = await kernelsOf(engine);
    const { recorded, model, checkpoint } = carryOut(run, kernels);
    await close();
    // Where two engines give the same bits, one says so.
    const bits = JSON.stringify({ ...recorded, costs: [] });
    const same = Object.entries(ofRun).find(
      ([, other]) => typeof other !== 'string' && JSON.stringify({ ...other, costs: [] }) === bits,
    );
    ofRun[engine] = same ? same[0] : recorded;
    if (engine !== 'blocked') continue;
    if (checkpoint) checkpoints[run.name] = Buffer.from(checkpoint).toString('base64');
    const saved = SAVED_MODELS.get(run.name);
    const { features } = sources[run.examples].examples();
    if (saved) keepModel(saved, model, run.examples, features as Uint8Array);
  }
}

// A model of version 3 sees pictures; its weights are drawn, not learned.
const random = numpyRandom(4);
const pictures = new Uint8Array(6 * 3 * SHAPES_EDGE ** 2).map(() => random.randint(0, 256));
const W = new Float32Array(SHAPES_FEATURE_COUNT).map(() => random.randn() / 40);
const mean = new Float32Array(SHAPES_FEATURE_COUNT).map(() => random.rand() / 8);
const spread = new Float32Array(SHAPES_FEATURE_COUNT).map(() => 0.05 + random.rand() / 8);
const ofShapes: Model = {
  input: { values: SHAPES_FEATURE_COUNT, picture: null },
  layers: [{ kind: 'dense', size: 1, activation: null }],
  loss: 'sigmoid',
  parameters: [
    { name: 'W1', role: 'weight', matrix: new Matrix(1, SHAPES_FEATURE_COUNT, W) },
    { name: 'b1', role: 'bias', matrix: new Matrix(1, 1, Float32Array.of(0.3)) },
  ],
  standardisation: { mean, spread },
  front: SHAPES_FRONT,
  isMirrored: false,
};
keepModel('3, shapes', ofShapes, 'noise of seed 4', pictures);

write('trainings.json', trainings);
write('checkpoints.json', checkpoints);
write('models.json', models);
for (const { close } of Object.values(loaded)) await close();
