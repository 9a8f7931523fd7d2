// `core/` with its kernels and nothing else trains for one epoch on as many synthetic examples as asked for, and answers
// with the peak memory of this process.

import { numpyRandom, oneClickSettings, splitTrainValidation, train } from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import type { ManyExamples, Remembered } from '../drivers/train-many.ts';
import { makeExamples } from './data.ts';

async function trainOn({ exampleCount, featureCount }: ManyExamples): Promise<Remembered> {
  const { kernels } = await loadKernels();
  const examples = makeExamples(exampleCount, featureCount);
  const { validationFraction, ...settings } = oneClickSettings(exampleCount, 'pixels');
  const random = numpyRandom(settings.seed);
  const begun = performance.now();
  const split = splitTrainValidation(examples.labels, validationFraction, random);
  const steps = train(examples, split, { ...settings, epochs: 1 }, kernels);
  while (steps.next().done !== true);
  return {
    milliseconds: performance.now() - begun,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

process.on('message', (order: ManyExamples) => {
  void trainOn(order).then((remembered) => process.send?.(remembered));
});
