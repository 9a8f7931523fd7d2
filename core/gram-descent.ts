import { crossEntropy } from './cost.ts';
import type { Descent, DescentSetup } from './descent.ts';
import { multiplyExamples, rebuildWeights } from './gram.ts';
import type { Products } from './gram.ts';
import type { NetworkParameters } from './initialize.ts';
import type { Kernels } from './kernels/kernels.ts';
import { Matrix } from './matrix.ts';
import type { FloatArray } from './matrix.ts';
import { evaluateLogits } from './model.ts';
import type { Model } from './model.ts';
import { createOptimizer } from './optimizer.ts';
import { scaled } from './preparation.ts';
import { addL2Gradients, l2Penalty, squaredNorm } from './regularize.ts';
import { fillTargets } from './targets.ts';
import {
  backwardToProduct,
  createGradients,
  createWorkspace,
  forwardFromProduct,
} from './workspace.ts';
import type { Network, Workspace } from './workspace.ts';

/** Multiplications that may be spent before the first step; nobody sees the network learn meanwhile. About 1.5 s. */
const MOST_BEFORE_START = 2e9;

/**
 * How much longer a multiplication takes here than in a step on the features, where kernels compute whole
 * steps in their own memory: measured 285 ms before the start and 0.3 ms a step against 4.6 ms a step.
 */
const SLOWER_THAN_WHOLE_STEPS = 16;

/**
 * Whether a run can be done by `createGramDescent`, and sooner so: full batch, gradient descent or
 * momentum, no clipping (it needs the length of dW1 itself), at most half as many examples as features,
 * and less work in all.
 */
export function isGramCheaper({
  examples,
  split,
  settings,
  kernels,
  layerSizes,
}: Omit<DescentSetup, 'parameters'>): boolean {
  const { optimizer, minibatchSize, gradientClipping, epochs, fullBatchMethod } = settings;
  const features = examples.featureCount;
  const [m, kept] = [split.training.length, split.validation.length];
  const isLinear = optimizer === 'gradient-descent' || optimizer === 'momentum';
  const isFullBatch = minibatchSize === null || minibatchSize >= m;
  if (fullBatchMethod === 'plain' || !isLinear || !isFullBatch || gradientClipping !== null) {
    return false;
  }
  if (2 * m > features) return false;
  const n = layerSizes[1]!;
  const beforeStart = features * (m * (m / 2 + kept) + n * (m + kept));
  const rebuild = features * n * m;
  const perEpoch = n * m * (m + kept);
  const perPlainEpoch = n * features * (2 * m + kept);
  const slower = kernels.simd ? SLOWER_THAN_WHOLE_STEPS : 1;
  return (
    beforeStart <= MOST_BEFORE_START &&
    slower * (beforeStart + rebuild + epochs * perEpoch) < epochs * perPlainEpoch
  );
}

/**
 * Full-batch gradient descent and momentum without touching the features.
 *
 * The first layer computes Z1 = W1 · X + b1 with X of shape (n0, m), the same in every step. Its gradient
 * is dW1 = 1/m · dZ1 · Xᵀ. So every step adds to W1 something of the form (n1, m) · Xᵀ, and at all times
 *
 *     W1 = c · W1⁰ + S · Xᵀ,   c a number (1 at the start), S of shape (n1, m) (0 at the start),
 *
 * where W1⁰ is the first W1. Two products made once, P = W1⁰ · X and the Gram matrix G = Xᵀ · X (m, m), give
 *
 *     W1 · X = c · P + S · G,
 *
 * n1·m² multiplications in place of n1·n0·m. With an L2 penalty λ the gradient is
 * dW1 = 1/m · dZ1 · Xᵀ + λ · W1, in coordinates dS = 1/m · dZ1 + λ·S and dc = λ·c. Gradient descent,
 * momentum (v = 0.9·v + g) and weight decay (w = (1 − αλ)·w) are linear in weights and gradients, so
 * they may be carried out on the coordinates and commute with (c, S) ↦ W1. This is also true for
 * whatever happens after Z1: other activations, dropout of hidden layers, schedules, class weights. It is
 * not for optimizers that divide by each gradient's size, nor for minibatches.
 *
 * The penalty needs ‖W1‖² = c²·‖W1⁰‖² + c·⟨S, P⟩ + ⟨S, c·P + S·G⟩. Examples Xᵥ kept aside are answered for
 * in the same way, with Xᵀ · Xᵥ and W1⁰ · Xᵥ. W1 itself is made when the model is asked for.
 *
 * All in Float64: entries of G are sums over all features, and Float32 drifts.
 *
 * A generator, since the products take up to about 1.5 seconds: yields what part of them is made, 0 to 1.
 */
export function* createGramDescent(setup: DescentSetup): Generator<number, Descent, void> {
  const { examples, split, settings, kernels, layerSizes, parameters } = setup;
  const { l2 } = settings;
  const m = split.training.length;
  const coordinates = createCoordinates(setup);
  const { weights, gradients } = coordinates;
  const optimizer = createOptimizer(weights, settings);
  const network: Network = { parameters, activation: settings.activation };
  const share = m / (m + split.validation.length);
  const training = yield* scaled(multiplyExamples(setup, split.training), 0, share);
  const kept = yield* scaled(multiplyExamples(setup, split.validation), share, 1);
  const workspace = createWorkspace(layerSizes, m, Float64Array, 0);
  const keptWorkspace = createWorkspace(layerSizes, split.validation.length, Float64Array, 0);
  fillTargets(workspace, examples.labels, split.training, setup.targets);
  const keptLabels = Float32Array.from(split.validation, (index) => examples.labels[index]!);
  const startNorm = squaredNorm(parameters.W1!.data);

  return {
    method: 'gram',
    stepsPerEpoch: 1,
    order: split.training,
    weights,
    memory: optimizer.memory,
    beginEpoch: () => undefined,
    forward(_step, random) {
      multiplyFirst(workspace, coordinates, training, kernels);
      const { Z } = workspace.layers[0]!;
      const norm = l2 > 0 ? firstLayerNorm(coordinates, training.start, Z, startNorm) : 0;
      const dropout = settings.dropout > 0 ? { rate: settings.dropout, random } : null;
      const logits = forwardFromProduct(workspace, network, kernels, dropout);
      const cost = crossEntropy(logits, workspace.labels, m, workspace.weights);
      return { cost: cost + (l2 / 2) * norm + l2Penalty(coordinates.others, l2), m };
    },
    backward(learningRate, t) {
      backwardToProduct(workspace, network, gradients, kernels);
      const { dZ } = workspace.layers[0]!;
      for (let i = 0; i < dZ.length; i++) coordinates.dS.data[i] = dZ[i]! / m;
      coordinates.dc.data[0] = 0;
      if (l2 > 0) addL2Gradients(gradients, weights, l2);
      optimizer.step(gradients, learningRate, t);
    },
    validate() {
      if (keptLabels.length === 0) return null;
      multiplyFirst(keptWorkspace, coordinates, kept, kernels);
      return evaluateLogits(forwardFromProduct(keptWorkspace, network, kernels, null), keptLabels);
    },
    model: () => buildModel(setup, coordinates),
  };
}

interface Coordinates {
  /** (1, 1) */
  c: Matrix;
  /** (n1, m) */
  S: Matrix;
  dc: Matrix;
  dS: Matrix;
  /** b1 and all of the later layers. */
  others: Record<string, Matrix>;
  /** The coordinates, named as weights so that they are penalised and decayed, and the others. */
  weights: Record<string, Matrix>;
  gradients: Record<string, Matrix>;
}

function createCoordinates({ parameters, layerSizes, split }: DescentSetup): Coordinates {
  const [n, m] = [layerSizes[1]!, split.training.length];
  const c = new Matrix(1, 1, Float64Array.of(1));
  const S = Matrix.zeros(n, m, Float64Array);
  const [dc, dS] = [Matrix.zeros(1, 1, Float64Array), Matrix.zeros(n, m, Float64Array)];
  const isOther = ([name]: [string, Matrix]) => name !== 'W1' && name !== 'dW1';
  const others = Object.fromEntries(Object.entries(parameters).filter(isOther));
  // As if there were no inputs: dW1 is never made.
  const all = createGradients([0, ...layerSizes.slice(1)], Float64Array);
  const otherGradients = Object.fromEntries(Object.entries(all).filter(isOther));
  return {
    c,
    S,
    dc,
    dS,
    others,
    weights: { 'W1.start': c, 'W1.examples': S, ...others },
    gradients: { 'dW1.start': dc, 'dW1.examples': dS, ...otherGradients },
  };
}

/** Z1 = c · W1⁰ · Xᵢ + S · Xᵀ · Xᵢ, the bias not yet added. */
function multiplyFirst(
  { layers, m: count }: Workspace,
  { c, S }: Coordinates,
  { gram, start }: Products,
  kernels: Kernels,
): void {
  const { Z } = layers[0]!;
  kernels.multiply(Z, S.data, gram, S.rows, S.cols, count);
  for (let i = 0; i < Z.length; i++) Z[i]! += c.data[0]! * start[i]!;
}

/** ‖W1‖², where Z is W1 · X without the bias. */
function firstLayerNorm(
  { c, S }: Coordinates,
  P: Float64Array,
  Z: FloatArray,
  startNorm: number,
): number {
  const scale = c.data[0]!;
  let sum = scale ** 2 * startNorm;
  for (let i = 0; i < Z.length; i++) sum += S.data[i]! * (scale * P[i]! + Z[i]!);
  return sum;
}

function buildModel(setup: DescentSetup, { c, S, others }: Coordinates): Model {
  const { layerSizes, standardisation, settings } = setup;
  const ArrayType = settings.precision === 'float64' ? Float64Array : Float32Array;
  const parameters: NetworkParameters = {};
  const W1 = rebuildWeights(setup, c.data[0]!, S);
  for (const [name, { rows, cols, data }] of Object.entries({ W1, ...others })) {
    parameters[name as `W${number}`] = new Matrix(rows, cols, ArrayType.from(data));
  }
  return { layerSizes, parameters, activation: settings.activation, standardisation };
}
