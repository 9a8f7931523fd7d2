import type { Standardisation } from './examples.ts';
import type { Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';
import type { NumpyRandomState } from './random.ts';
import type { Progress, Run } from './run.ts';
import type { CompleteSettings } from './settings.ts';
import { copyMatrices, overwriteMatrices } from './snapshot.ts';
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
  weights: Record<string, Matrix>;
  /** What the optimizer remembers. */
  memory: Record<string, Matrix>;
  lastGood: KeptWeights;
  best: KeptWeights | null;
}

export interface KeptWeights {
  epoch: number;
  weights: Record<string, Matrix>;
}

export function captureCheckpoint(run: Run): Checkpoint {
  const { setup, descent, progress, random, lastGood, best } = run;
  const copy = descent.layout?.toMatrices ?? copyMatrices;
  const keep = ({ epoch, weights }: KeptWeights) => ({ epoch, weights: copy(weights) });
  return {
    settings: setup.settings,
    progress: { ...progress },
    random: random.state(),
    order: descent.order.slice(),
    standardisation: setup.standardisation,
    weights: copy(descent.weights),
    memory: copy(descent.memory),
    lastGood: keep(lastGood),
    best: best && keep(best),
  };
}

/** Puts a run that has just started where the checkpoint was. @throws RangeError when it is of another run. */
export function restoreCheckpoint(run: Run, checkpoint: Checkpoint): void {
  const { setup, descent, lastGood, best } = run;
  const { epoch, step } = checkpoint.progress;
  if (epoch > setup.settings.epochs || step > descent.stepsPerEpoch) {
    throw new RangeError(`Expected a checkpoint within the run, got epoch ${epoch}, step ${step}`);
  }
  expectSameExamples(run, checkpoint);
  const overwrite = descent.layout?.fromMatrices ?? overwriteMatrices;
  const restore = (snapshot: WeightSnapshot, kept: KeptWeights) => {
    const weights = copyMatrices(snapshot.weights);
    overwrite(weights, kept.weights);
    snapshot.save(weights, kept.epoch);
  };
  overwrite(descent.weights, checkpoint.weights);
  overwrite(descent.memory, checkpoint.memory);
  restore(lastGood, checkpoint.lastGood);
  if (best && checkpoint.best) restore(best, checkpoint.best);
  run.random = numpyRandom(checkpoint.random);
  Object.assign(run.progress, checkpoint.progress);
  descent.order = checkpoint.order.slice();
}

function expectSameExamples({ setup }: Run, { standardisation, order }: Checkpoint): void {
  const isSame =
    isEqual(setup.standardisation.mean, standardisation.mean) &&
    isEqual(setup.standardisation.spread, standardisation.spread) &&
    isEqual(setup.split.training.toSorted(), order.toSorted());
  if (!isSame) throw new RangeError('Expected the examples of the checkpoint, got others');
}

function isEqual(one: Float32Array | Uint32Array, other: Float32Array | Uint32Array): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}
