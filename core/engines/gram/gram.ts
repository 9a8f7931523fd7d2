import { ACTIVATIONS } from '../../layers/activations/activations.ts';
import { addBias, meanOverExamples } from '../../layers/bias.ts';
import { dense } from '../../layers/dense.ts';
import type { LayerPass, ParameterPlan } from '../../layers/layer.ts';
import { fillTargets } from '../../loss/targets.ts';
import { createPasses } from '../../network/passes.ts';
import { zerosLike } from '../../network/parameter.ts';
import type { Parameter } from '../../network/parameter.ts';
import type { PlacedLayer } from '../../network/network.ts';
import { Matrix, squaredLength } from '../../tensor/matrix.ts';
import type { Descent, Engine, Task } from '../engine.ts';
import { dropoutOf } from '../plain/plain.ts';
import { scaled } from '../preparation.ts';
import { wasmEngine } from '../wasm/wasm.ts';
import { multiplyExamples, rebuildWeights } from './products.ts';
import type { Products } from './products.ts';

/** Multiplications that may be spent before the first step; nobody sees the network learn meanwhile. About 1.5 s. */
const MOST_BEFORE_START = 2e9;

/**
 * How much longer a multiplication takes here than in a step on the features, where WebAssembly computes
 * whole steps in its own memory: measured 285 ms before the start and 0.3 ms a step against 4.6 ms a step.
 */
const SLOWER_THAN_WHOLE_STEPS = 16;

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
 * whatever happens after Z1: other activations, dropout of hidden layers, any loss, schedules, class
 * weights. It is not for optimizers that divide by each gradient's size, nor for minibatches.
 *
 * So the network is the same but for its first layer, whose parameters are c, S and b1.
 *
 * The penalty needs ‖W1‖² = c²·‖W1⁰‖² + c·⟨S, P⟩ + ⟨S, c·P + S·G⟩. Examples Xᵥ kept aside are answered for
 * in the same way, with Xᵀ · Xᵥ and W1⁰ · Xᵥ. W1 itself is made when the model is asked for.
 *
 * All in Float64: entries of G are sums over all features, and Float32 drifts.
 */
export const gramEngine: Engine = {
  name: 'gram',
  method: 'gram',
  needsFloat64: true,
  takes: isCheaper,
  start: createGramDescent,
};

/**
 * Full batch, a dense first layer, a linear optimizer, no clipping (it needs the length of dW1 itself), at
 * most half as many examples as features, and less work in all.
 */
function isCheaper(task: Task): boolean {
  const { examples, split, settings, network, optimizer } = task;
  const features = examples.featureCount;
  const [m, kept] = [split.training.length, split.validation.length];
  const fits =
    settings.fullBatchMethod === 'cheapest' &&
    optimizer.isLinear &&
    task.isAlwaysSame &&
    settings.gradientClipping === null &&
    network[0].kind === dense;
  if (!fits || 2 * m > features) return false;
  const n = network[0].output.values;
  const beforeStart = features * (m * (m / 2 + kept) + n * (m + kept));
  const rebuild = features * n * m;
  const perEpoch = n * m * (m + kept);
  const perPlainEpoch = n * features * (2 * m + kept);
  const slower = wasmEngine.takes(task) ? SLOWER_THAN_WHOLE_STEPS : 1;
  const { epochs } = settings;
  return (
    beforeStart <= MOST_BEFORE_START &&
    slower * (beforeStart + rebuild + epochs * perEpoch) < epochs * perPlainEpoch
  );
}

/** A generator, since the products take up to about 1.5 seconds. */
function* createGramDescent(task: Task, parameters: Parameter[]): Generator<number, Descent, void> {
  const { split, settings, kernels, loss, network } = task;
  const [m, kept] = [split.training.length, split.validation.length];
  const [first, ...behind] = network as [PlacedLayer, ...PlacedLayer[]];
  const [start, ...others] = parameters as [Parameter, ...Parameter[]];
  const W = start.matrix;
  const coordinates = [
    { name: 'W1.start', role: start.role, matrix: new Matrix(1, 1, Float64Array.of(1)) },
    { name: 'W1.examples', role: start.role, matrix: Matrix.zeros(W.rows, m, Float64Array) },
  ];
  const weights = [...coordinates, ...others];
  const gradients = zerosLike(weights);
  const c = coordinates[0].matrix;
  const S = coordinates[1].matrix;

  const startNorm = squaredNormOf([start]);
  const share = m / (m + kept);
  const training = yield* scaled(multiplyExamples(task, W, split.training), 0, share);
  const ofKept = yield* scaled(multiplyExamples(task, W, split.validation), share, 1);
  const ownFirst = { ...first, parameters: coordinatePlans(weights.slice(0, 3)) };
  const passesOf = (pass: LayerPass, count: number) =>
    createPasses([ownFirst, ...behind], loss, count, Float64Array, { first: pass });
  const firstPass = createGramPass(first, training, m, startNorm);
  const passes = passesOf(firstPass, m);
  const keptPasses = passesOf(createGramPass(first, ofKept, kept, startNorm), kept);
  fillTargets(passes, task.examples.labels, split.training, task.targets);

  return {
    weights,
    forward(_batch, random) {
      passes.forward(weights, kernels, dropoutOf(settings.dropout, random));
      return passes.cost();
    },
    gradients() {
      passes.backward(weights, gradients, kernels);
      return gradients;
    },
    squaredNorm: () => firstPass.squaredNorm(c, S) + squaredNormOf(others),
    keptLogits: () => keptPasses.forward(weights, kernels),
    parameters() {
      const rebuilt = rebuildWeights(task, W, c.data[0], S);
      return [{ ...start, matrix: rebuilt }, ...others];
    },
  };
}

function coordinatePlans(parameters: readonly Parameter[]): PlacedLayer['parameters'] {
  return parameters.map(({ name, role, matrix: { rows, cols } }) => {
    const plan: ParameterPlan = { symbol: name, role, rows, cols };
    return { ...plan, name };
  });
}

function squaredNormOf(parameters: readonly Parameter[]): number {
  const weights = parameters.filter(({ role }) => role === 'weight');
  return weights.reduce((sum, { matrix }) => sum + squaredLength(matrix.data), 0);
}

interface GramPass extends LayerPass {
  /** ‖W1‖² at the last forward pass. */
  squaredNorm(c: Matrix, S: Matrix): number;
}

/** Z1 = c · W1⁰ · Xᵢ + S · Xᵀ · Xᵢ + b1 for `count` examples Xᵢ, and backward: dS = 1/m · dZ1, dc = 0. */
function createGramPass(
  { plan }: PlacedLayer,
  { gram, start }: Products,
  count: number,
  startNorm: number,
): GramPass {
  const n = plan.size;
  const activation = plan.activation === null ? null : ACTIVATIONS.get(plan.activation);
  const Z = new Float64Array(n * count);
  const A = activation ? new Float64Array(n * count) : Z;
  const dA = new Float64Array(n * count);
  /** W1 · Xᵢ, without the bias. */
  const product = new Float64Array(n * count);
  return {
    A,
    dA,
    forward(_X, [c, S, b], kernels) {
      kernels.multiply(product, S, gram, n, S.length / n, count);
      for (let i = 0; i < Z.length; i++) product[i] += c[0] * start[i];
      Z.set(product);
      addBias(Z, b, n);
      activation?.forward(A, Z);
    },
    backward(_X, _dX, _parameters, [dc, dS, db]) {
      activation?.backward(dA, dA, Z);
      meanOverExamples(db, dA, n, count);
      for (let i = 0; i < dA.length; i++) dS[i] = dA[i] / count;
      dc[0] = 0;
    },
    squaredNorm(c, S) {
      const scale = c.data[0];
      let sum = scale ** 2 * startNorm;
      for (let i = 0; i < product.length; i++) {
        sum += S.data[i] * (scale * start[i] + product[i]);
      }
      return sum;
    },
  };
}
