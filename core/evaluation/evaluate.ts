import { computeLogits } from '../engines/engines.ts';
import type { Examples } from '../features/examples.ts';
import type { Loss } from '../loss/loss.ts';
import { chooseTargets, fillTargets } from '../loss/targets.ts';
import { lossOf } from '../network/model.ts';
import type { Model } from '../network/model.ts';
import { blockedKernels } from '../tensor/blocked-kernels.ts';
import type { Kernels } from '../tensor/kernels.ts';
import type { FloatArray } from '../tensor/matrix.ts';
import { answerOf } from './answer.ts';

/** How well answers agree with the truth. With no examples: shares and cost are 0. */
export interface Figures {
  count: number;
  correct: number;
  /** correct / count, 0 to 1. */
  accuracy: number;
  /**
   * The mean over the kinds that occur of the share of each that was answered rightly: with unequal numbers,
   * always answering the most frequent kind does not look good.
   */
  balancedAccuracy: number;
  /** `confusion[truth][answer]`: how many examples of kind `truth` were answered `answer`. */
  confusion: number[][];
}

/** How well a model answers for some examples. */
export interface Evaluation extends Figures {
  /** Mean cross-entropy. */
  cost: number;
  /** P(kind) of each kind for each example, one example after another, in the order asked. */
  probabilities: Float64Array;
}

/** How well the model answers for the examples at `indices`. */
export function evaluateModel(
  model: Model,
  examples: Examples,
  indices: Uint32Array,
  kernels: Kernels = blockedKernels(),
): Evaluation {
  const logits = computeLogits(model, examples.features, indices, kernels);
  return evaluateLogits(lossOf(model), logits, examples, indices);
}

/** How well these logits, (outputs, m), answer for the examples at `indices`. */
export function evaluateLogits(
  loss: Loss,
  logits: FloatArray,
  { labels }: Examples,
  indices: Uint32Array,
): Evaluation {
  const m = indices.length;
  if (m === 0) {
    return {
      ...figuresOf(new Float64Array(0), [], 2),
      cost: 0,
      probabilities: new Float64Array(0),
    };
  }
  const kinds = loss.kindsFor(logits.length / m);
  const probabilities = new Float64Array(kinds * m);
  loss.probabilities(probabilities, logits, m);
  const truth = Uint8Array.from(indices, (index) => labels[index]);
  return {
    ...figuresOf(probabilities, truth, kinds),
    cost: costOf(loss, logits, labels, indices, kinds),
    probabilities,
  };
}

/** The mean cost, all examples alike and without smoothing. */
function costOf(
  loss: Loss,
  logits: FloatArray,
  labels: Uint8Array,
  indices: Uint32Array,
  kinds: number,
): number {
  const m = indices.length;
  const plain = { classWeights: 'equal', labelSmoothing: 0 } as const;
  const filled = { Y: new Float32Array(logits.length), weights: new Float32Array(m) };
  fillTargets(filled, labels, indices, chooseTargets(labels, indices, kinds, loss, plain));
  return loss.cost(logits, filled.Y, m);
}

/** The figures of answers by these probabilities, P(kind) of each kind one example after another. */
export function figuresOf(
  probabilities: Float64Array,
  truth: ArrayLike<number>,
  kinds: number,
): Figures {
  const confusion = Array.from({ length: kinds }, () => new Array<number>(kinds).fill(0));
  for (let i = 0; i < truth.length; i++) {
    const answer = answerOf(probabilities.subarray(i * kinds, (i + 1) * kinds));
    confusion[truth[i]][answer]++;
  }
  const rights = confusion.map((row, kind) => row[kind]);
  const correct = rights.reduce((sum, right) => sum + right, 0);
  const totals = confusion.map((row) => row.reduce((sum, answered) => sum + answered, 0));
  const recalls = rights.map((right, kind) => right / totals[kind]).filter(Number.isFinite);
  const count = truth.length;
  return {
    count,
    correct,
    accuracy: count > 0 ? correct / count : 0,
    balancedAccuracy: recalls.reduce((sum, recall) => sum + recall / recalls.length, 0),
    confusion,
  };
}
