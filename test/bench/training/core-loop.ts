// `core/` and nothing else: the loop that the app's training process runs, without pauses, notices or
// messages in between. Runs in plain Node as well as in Electron's utility process.

import { numpyRandom, oneClickSettings, splitTrainValidation, train } from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import type { Trained } from '../drivers/train.ts';
import { EXAMPLE_COUNT, makeExamples, SETTINGS, TRAINED_ON } from './examples.ts';

const examples = makeExamples();
const { kernels } = await loadKernels({ threads: SETTINGS.threads });
const { validationFraction, ...chosen } = SETTINGS;

function trainAlone(): Trained {
  const begun = performance.now();
  const split = splitTrainValidation(
    examples.labels,
    validationFraction,
    numpyRandom(SETTINGS.seed),
  );
  if (split.training.length !== TRAINED_ON) {
    throw new Error(`Expected ${TRAINED_ON} photos to train on, got ${split.training.length}`);
  }
  const all = { ...oneClickSettings(EXAMPLE_COUNT, 'pixels'), ...chosen };
  const steps = train(examples, split, all, kernels);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return { milliseconds: performance.now() - begun, epochsRun: step.value.epochsRun };
}

const port = process.parentPort as typeof process.parentPort | undefined;
if (port === undefined) process.on('message', () => process.send?.(trainAlone()));
else port.on('message', () => port.postMessage(trainAlone()));
