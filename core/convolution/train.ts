import type { Checkpoint } from '../checkpoint.ts';
import { restoreCheckpoint } from '../checkpoint.ts';
import { expectExamples, expectSplit } from '../examples.ts';
import type { Examples, Split } from '../examples.ts';
import { blockedKernels } from '../kernels/blocked.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { numpyRandom } from '../random.ts';
import { beginRun } from '../run.ts';
import type { Run } from '../run.ts';
import { chooseTargets } from '../targets.ts';
import { takeSteps } from '../train.ts';
import type { TrainingResult, TrainingStep } from '../train.ts';
import { createConvolutionalDescent } from './descent.ts';
import { initializeConvolutional } from './network.ts';
import { edgeOf, measureChannels } from './pictures.ts';
import { completeConvolutionalSettings, isConvolutional } from './settings.ts';
import type { ConvolutionalSettings } from './settings.ts';
import { stageSizes } from './workspace.ts';

/**
 * Learns from the pictures at `split.training` and watches those at `split.validation`, as `train` does,
 * with a convolutional network: its first weights, the order, the augmentation and dropout come from
 * `settings.seed` alone. Pictures are edge × edge × 3 bytes, RGB row by row.
 *
 * @throws RangeError for examples, indices or settings that do not fit.
 */
export function* trainConvolutional(
  examples: Examples,
  split: Split,
  settings: ConvolutionalSettings,
  kernels: Kernels = blockedKernels(),
): Generator<TrainingStep, TrainingResult, void> {
  return yield* takeSteps(startConvolutionalRun(examples, split, settings, kernels));
}

/**
 * Goes on after the step of a checkpoint of `trainConvolutional`, as `resumeTraining` does, to the last bit.
 *
 * @throws RangeError when the checkpoint is not of a run on these pictures.
 */
export function* resumeConvolutionalTraining(
  examples: Examples,
  split: Split,
  checkpoint: Checkpoint,
  kernels: Kernels = blockedKernels(),
): Generator<TrainingStep, TrainingResult, void> {
  const { settings } = checkpoint;
  if (!isConvolutional(settings)) {
    throw new RangeError('Expected the checkpoint of a convolutional network, got another');
  }
  const run = startConvolutionalRun(examples, split, settings, kernels);
  restoreCheckpoint(run, checkpoint);
  return yield* takeSteps(run);
}

function startConvolutionalRun(
  examples: Examples,
  split: Split,
  given: ConvolutionalSettings,
  kernels: Kernels,
): Run {
  expectExamples(examples);
  expectSplit(examples, split);
  if (!(examples.features instanceof Uint8Array))
    throw new RangeError('Expected pictures of bytes, got floats');
  const settings = completeConvolutionalSettings(given);
  const { filters, hiddenLayers, seed, precision } = settings;
  const random = numpyRandom(seed);
  const edge = edgeOf(examples.featureCount);
  const standardisation = measureChannels(examples, split.training);
  const layerSizes = stageSizes(edge, filters, hiddenLayers);
  const shape = { layerSizes, edge, filters };
  const ArrayType = precision === 'float64' ? Float64Array : Float32Array;
  const parameters = initializeConvolutional(shape, { random, ArrayType });
  const setup = { examples, split, settings, kernels, standardisation };
  const descent = createConvolutionalDescent({
    ...setup,
    targets: chooseTargets(examples.labels, split.training, settings),
    // Where a picture may be mirrored to learn from it, it may be to answer for it.
    model: {
      kind: 'convolutional',
      ...shape,
      isMirrored: settings.augmentation,
      parameters,
      standardisation,
    },
  });
  return beginRun(setup, descent, random);
}
