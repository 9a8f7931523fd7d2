import { chooseEngine } from '../engines/engines.ts';
import type { Descent, Engine, Task } from '../engines/engine.ts';
import { preparing } from '../engines/preparation.ts';
import type { Preparation } from '../engines/preparation.ts';
import { seesPictures } from '../engines/parts.ts';
import { expectExamples, expectSplit, kindsAmong } from '../features/examples.ts';
import type { Examples, Split } from '../features/examples.ts';
import { CHANNELS, edgeOf } from '../features/pictures.ts';
import { measureStandardisation } from '../features/standardise.ts';
import type { LayerPlan, Shape } from '../layers/layer.ts';
import { LAYERS } from '../layers/layers.ts';
import { LOSSES, usualLossFor } from '../loss/losses.ts';
import { chooseTargets } from '../loss/targets.ts';
import type { Model } from '../network/model.ts';
import { initializeNetwork, placeLayers } from '../network/network.ts';
import { OPTIMIZERS } from '../optimizers/optimizers.ts';
import { numpyRandom } from '../random/numpy-random.ts';
import type { NumpyRandom } from '../random/numpy-random.ts';
import type { Kernels } from '../tensor/kernels.ts';
import { Matrix } from '../tensor/matrix.ts';
import { createBatches } from './batches.ts';
import type { Batches } from './batches.ts';
import { completeSettings, layerPlansOf } from './settings.ts';
import type { CompleteSettings, TrainingSettings } from './settings.ts';
import { keepWeights } from './snapshot.ts';
import type { WeightSnapshot } from './snapshot.ts';
import { createStepper } from './step.ts';
import type { Stepper } from './step.ts';

/** How far a run is. */
export interface Progress {
  /** Epochs begun. */
  epoch: number;
  /** Steps taken in this epoch. */
  step: number;
  /** Sum of the costs of this epoch's examples so far. */
  costs: number;
  /** Lowest validation cost so far; Infinity before the first. */
  lowestCost: number;
}

/** Everything that a run is, from its first step to its model. */
export interface Run {
  readonly task: Task;
  readonly settings: CompleteSettings;
  readonly engine: Engine;
  readonly descent: Descent;
  readonly stepper: Stepper;
  readonly batches: Batches;
  random: NumpyRandom;
  progress: Progress;
  /** The first weights: these are good for certain. */
  readonly start: WeightSnapshot;
  /** Weights that gave a finite cost. */
  readonly lastGood: WeightSnapshot;
  /** Weights with the lowest validation cost, where there is patience. */
  readonly best: WeightSnapshot | null;
}

/**
 * A run before its first step. Yields while it is prepared, where that takes long.
 *
 * @throws RangeError for examples, indices or settings that do not fit.
 */
export function* startRun(
  examples: Examples,
  split: Split,
  given: TrainingSettings,
  kernels: Kernels,
): Generator<Preparation, Run, void> {
  expectExamples(examples);
  expectSplit(examples, split);
  const settings = completeSettings(given);
  const random = numpyRandom(settings.seed);
  const { task, batches } = yield* planTask(examples, split, settings, kernels);
  const engine = chooseEngine(task);
  const isFloat64 = engine.needsFloat64 || settings.precision === 'float64';
  const ArrayType = isFloat64 ? Float64Array : Float32Array;
  const parameters = initializeNetwork(task.network, settings.scheme, random, ArrayType);
  const descent = yield* preparing(engine.start(task, parameters));
  const stepper = createStepper(descent, task.optimizer, settings);
  const { weights } = descent;
  return {
    ...{ task, settings, engine, descent, stepper, batches, random },
    progress: { epoch: 0, step: batches.stepsPerEpoch, costs: 0, lowestCost: Infinity },
    start: keepWeights(weights),
    lastGood: keepWeights(weights),
    best: settings.patience === null ? null : keepWeights(weights),
  };
}

function* planTask(
  examples: Examples,
  split: Split,
  settings: CompleteSettings,
  kernels: Kernels,
): Generator<Preparation, { task: Task; batches: Batches }, void> {
  const kinds = kindsAmong(examples);
  const loss = settings.loss === null ? usualLossFor(kinds) : LOSSES.get(settings.loss);
  const plans = layerPlansOf(settings, loss.outputsFor(kinds));
  const network = placeLayers(plans, inputOf(plans, examples, settings));
  const targets = chooseTargets(examples.labels, split.training, kinds, loss, settings);
  // Of pictures even one step is drawn anew: it may see each of them changed.
  const isAlwaysDrawn = seesPictures(network);
  const batches = createBatches(split.training, settings.minibatchSize, isAlwaysDrawn);
  const channels = network[0].input.picture?.channels;
  const measuring = measureStandardisation(examples, split.training, channels);
  const standardisation = yield* preparing(measuring);
  const optimizer = OPTIMIZERS.get(settings.optimizer);
  const { size: stepSize, isAlwaysSame } = batches;
  const what = { examples, split, kernels, network, loss, targets, standardisation, optimizer };
  return { task: { ...what, settings, stepSize, isAlwaysSame }, batches };
}

/** @throws RangeError where the first layer sees pictures and the examples are none. */
function inputOf(
  [first]: readonly LayerPlan[],
  { features, featureCount }: Examples,
  { stepAugmentation }: CompleteSettings,
): Shape {
  const { sees } = LAYERS.get(first.kind);
  if (sees === 'features' && !stepAugmentation) return { values: featureCount, picture: null };
  if (sees === 'features') {
    throw new RangeError(`Expected a first layer that sees pictures to augment, got ${first.kind}`);
  }
  if (!(features instanceof Uint8Array)) {
    throw new RangeError('Expected pictures of bytes, got floats');
  }
  return { values: featureCount, picture: { edge: edgeOf(featureCount), channels: CHANNELS } };
}

/** The model with the weights that the run has now. */
export function modelOf({ task, settings, descent }: Run): Model {
  const { network, loss, standardisation } = task;
  const ArrayType = settings.precision === 'float64' ? Float64Array : Float32Array;
  const input = network[0].input;
  return {
    input,
    layers: network.map(({ plan }) => plan),
    loss: loss.name,
    parameters: descent.parameters().map(({ name, role, matrix: { rows, cols, data } }) => ({
      name,
      role,
      matrix: new Matrix(rows, cols, data instanceof ArrayType ? data : ArrayType.from(data)),
    })),
    standardisation,
    front: null,
    isMirrored: settings.stepAugmentation && input.picture !== null,
  };
}
