import type { Standardisation } from '../features/examples.ts';
import { copyParameters, overwriteParameters } from '../network/parameter.ts';
import type { Parameter } from '../network/parameter.ts';
import { numpyRandom } from '../random/numpy-random.ts';
import type { NumpyRandomState } from '../random/numpy-random.ts';
import type { Progress, Run } from './run.ts';
import type { CompleteSettings } from './settings.ts';
import { keepWeights } from './snapshot.ts';
import type { WeightSnapshot } from './snapshot.ts';

/** A run between two steps: what `resumeTraining` needs besides the examples. */
export interface Checkpoint {
  settings: CompleteSettings;
  progress: Progress;
  random: NumpyRandomState;
  /** The training examples in the order of this epoch. */
  order: Uint32Array;
  /** Of the training examples; shows whether they are still the same. */
  standardisation: Standardisation;
  weights: readonly Parameter[];
  /** What the optimizer remembers. */
  optimizerState: readonly Parameter[];
  lastGood: KeptWeights;
  best: KeptWeights | null;
}

export interface KeptWeights {
  epoch: number;
  weights: readonly Parameter[];
}

export function captureCheckpoint(run: Run): Checkpoint {
  const { task, settings, descent, stepper, batches, progress, random, lastGood, best } = run;
  const copy = descent.layout?.toOrdinary ?? copyParameters;
  const keep = ({ epoch, weights }: KeptWeights) => ({ epoch, weights: copy(weights) });
  return {
    settings,
    progress: { ...progress },
    random: random.state(),
    order: batches.order.slice(),
    standardisation: task.standardisation,
    weights: copy(descent.weights),
    optimizerState: copy(stepper.optimizerState),
    lastGood: keep(lastGood),
    best: best && keep(best),
  };
}

/** Puts a run that has just started where the checkpoint was. @throws RangeError when it is of another run. */
export function restoreCheckpoint(run: Run, checkpoint: Checkpoint): void {
  const { settings, descent, stepper, batches, lastGood, best } = run;
  const { epoch, step } = checkpoint.progress;
  if (epoch > settings.epochs || step > batches.stepsPerEpoch) {
    throw new RangeError(`Expected a checkpoint within the run, got epoch ${epoch}, step ${step}`);
  }
  expectSameExamples(run, checkpoint);
  const overwrite = descent.layout?.fromOrdinary ?? overwriteParameters;
  const restore = (snapshot: WeightSnapshot, kept: KeptWeights) => {
    const { weights } = keepWeights(snapshot.weights);
    overwrite(weights, kept.weights);
    snapshot.save(weights, kept.epoch);
  };
  overwrite(descent.weights, checkpoint.weights);
  overwrite(stepper.optimizerState, checkpoint.optimizerState);
  restore(lastGood, checkpoint.lastGood);
  if (best && checkpoint.best) restore(best, checkpoint.best);
  run.random = numpyRandom(checkpoint.random);
  Object.assign(run.progress, checkpoint.progress);
  batches.order = checkpoint.order.slice();
}

function expectSameExamples({ task }: Run, { standardisation, order }: Checkpoint): void {
  const isSame =
    isEqual(task.standardisation.mean, standardisation.mean) &&
    isEqual(task.standardisation.spread, standardisation.spread) &&
    isEqual(task.split.training.toSorted(), order.toSorted());
  if (!isSame) throw new RangeError('Expected the examples of the checkpoint, got others');
}

function isEqual(one: Float32Array | Uint32Array, other: Float32Array | Uint32Array): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}
