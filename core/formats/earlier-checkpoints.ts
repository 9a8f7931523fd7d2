import type { Parameter } from '../network/parameter.ts';
import type { Checkpoint, KeptWeights } from '../training/checkpoint.ts';
import type { CompleteSettings, HiddenLayer } from '../training/settings.ts';
import { negated } from './negate.ts';

/** Settings as they stand in a checkpoint of version 1. */
export type EarlierSettings = CompleteSettings & {
  /** Of the blocks of a convolutional network; others had none. */
  filters?: number[];
  augmentation?: boolean;
};

/** What they are called now. Class weights were named by labels that are now the other way round. */
export function earlierSettings(given: EarlierSettings): CompleteSettings {
  const { filters = [], augmentation = false, classWeights, ...settings } = given;
  const convolutions: HiddenLayer[] = filters.map((size) => ({ kind: 'convolution', size }));
  return {
    ...settings,
    hiddenLayers: [...convolutions, ...settings.hiddenLayers],
    stepAugmentation: augmentation,
    classWeights: typeof classWeights === 'string' ? classWeights : classWeights.toReversed(),
  };
}

/**
 * A checkpoint of version 1, whose labels were 1 for the kind at position 0, with its last layer negated, so
 * that it goes on with labels that are positions. What an optimizer remembers of a gradient is negated as
 * well, of its square not.
 */
export function turnEarlierCheckpoint(checkpoint: Checkpoint): Checkpoint {
  const { weights, optimizerState, lastGood, best } = checkpoint;
  const last = lastLayerOf(weights);
  const turn = (parameters: readonly Parameter[]) =>
    parameters.map((parameter) => {
      const [name = '', ...rest] = parameter.name.split('.');
      const isOfLast = last.has(name) && rest.at(-1) !== 'square';
      return isOfLast ? negated(parameter) : parameter;
    });
  const turnKept = ({ epoch, weights: kept }: KeptWeights) => ({ epoch, weights: turn(kept) });
  return {
    ...checkpoint,
    weights: turn(weights),
    optimizerState: turn(optimizerState),
    lastGood: turnKept(lastGood),
    best: best && turnKept(best),
  };
}

/** The names of the last layer's W and b; version 1 had no others, though W1 may lie in two parts. */
function lastLayerOf(weights: readonly Parameter[]): ReadonlySet<string> {
  let layers = 0;
  while (weights.some(({ name }) => name === `b${layers + 1}`)) layers++;
  return new Set([`W${layers}`, `b${layers}`]);
}
