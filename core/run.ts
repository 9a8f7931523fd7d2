import type { Descent, RunSetup } from './descent.ts';
import { expectExamples, expectSplit, measureStandardisation } from './examples.ts';
import type { Examples, Split } from './examples.ts';
import { createGramDescent, isGramCheaper } from './gram-descent.ts';
import { initializeParameters } from './initialize.ts';
import type { Kernels } from './kernels/kernels.ts';
import { createPanelDescent } from './panels/descent.ts';
import { createPlainDescent } from './plain-descent.ts';
import type { Preparation } from './preparation.ts';
import { numpyRandom } from './random.ts';
import type { NumpyRandom } from './random.ts';
import { completeSettings } from './settings.ts';
import type { TrainingSettings } from './settings.ts';
import { keepWeights } from './snapshot.ts';
import type { WeightSnapshot } from './snapshot.ts';
import { chooseTargets } from './targets.ts';

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

/** Everything that a run is. */
export interface Run {
  readonly setup: RunSetup;
  readonly descent: Descent;
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
  const layerSizes = [examples.featureCount, ...settings.hiddenLayers, 1];
  const plan = {
    examples,
    split,
    settings,
    kernels,
    layerSizes,
    targets: chooseTargets(examples.labels, split.training, settings),
    standardisation: yield* preparing(measureStandardisation(examples, split.training)),
  };
  const initialize = (ArrayType: Float32ArrayConstructor | Float64ArrayConstructor) =>
    initializeParameters(layerSizes, { scheme: settings.scheme, random, ArrayType });
  const isGram = isGramCheaper(plan);
  const isFloat64 = isGram || settings.precision === 'float64';
  const setup = { ...plan, parameters: initialize(isFloat64 ? Float64Array : Float32Array) };
  const descent = isGram
    ? yield* preparing(createGramDescent(setup))
    : kernels.simd
      ? createPanelDescent(setup, kernels.simd)
      : createPlainDescent(setup);
  return beginRun(setup, descent, random);
}

/** A run by this descent before its first step. */
export function beginRun(setup: RunSetup, descent: Descent, random: NumpyRandom): Run {
  return {
    setup,
    descent,
    random,
    progress: { epoch: 0, step: descent.stepsPerEpoch, costs: 0, lowestCost: Infinity },
    start: keepWeights(descent.weights),
    lastGood: keepWeights(descent.weights),
    best: setup.settings.patience === null ? null : keepWeights(descent.weights),
  };
}

function* preparing<Result>(
  work: Generator<number, Result, void>,
): Generator<Preparation, Result, void> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield { phase: 'preparing', done: next.value };
  }
}
