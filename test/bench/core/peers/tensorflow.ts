// TensorFlow.js on one workload, in one of three ways:
//   cpu                  its plain JavaScript, gradients by its own optimizer
//   wasm, transposed     its WebAssembly; gradients written out, every transpose made before its product
//   wasm, own optimizer  its WebAssembly; gradients and steps by its own optimizer

import { createRequire } from 'node:module';
import { answer, peerOrder, readData } from './node-peer.ts';

interface Tensor {
  data: () => Promise<Float32Array>;
  dispose: () => void;
  add: (other: Tensor) => Tensor;
  sub: (other: Tensor) => Tensor;
  mul: (other: Tensor | number) => Tensor;
  mean: () => Tensor;
  sum: (axis: number) => Tensor;
  relu: () => Tensor;
  sigmoid: () => Tensor;
  step: () => Tensor;
  transpose: () => Tensor;
  matMul: (other: Tensor) => Tensor;
  gather: (indices: Tensor) => Tensor;
}

interface Variable extends Tensor {
  assign: (value: Tensor) => void;
}

interface TensorFlow {
  setBackend: (name: string) => Promise<boolean>;
  ready: () => Promise<void>;
  tensor: (values: Float32Array, shape: number[]) => Tensor;
  tensor1d: (values: Int32Array, dtype: 'int32') => Tensor;
  variable: (value: Tensor) => Variable;
  tidy: <Value>(body: () => Value) => Value;
  losses: { sigmoidCrossEntropy: (labels: Tensor, logits: Tensor) => Tensor };
  train: {
    sgd: (learningRate: number) => {
      minimize: (cost: () => Tensor, returnCost: true, variables: Variable[]) => Tensor;
    };
  };
}

const { folder, from, way } = peerOrder();
// It prints a recommendation of another build at every start.
console.warn = () => undefined;
const load = createRequire(from);
const tf = load('@tensorflow/tfjs') as TensorFlow;
if (way !== 'cpu') load('@tensorflow/tfjs-backend-wasm');

const { workload, X, labels, order, weights } = readData(folder);
const { layerSizes, count, minibatchSize, learningRate } = workload;

async function start() {
  if (!(await tf.setBackend(way === 'cpu' ? 'cpu' : 'wasm'))) {
    throw new Error(`Expected TensorFlow.js to have what “${way}” needs`);
  }
  await tf.ready();
  return {
    optimizer: tf.train.sgd(learningRate),
    examples: tf.tensor(X, [count, layerSizes[0]]),
    targets: tf.tensor(Float32Array.from(labels), [count, 1]),
    layers: weights.map(({ W, b }, l) => ({
      W: tf.variable(tf.tensor(W, [layerSizes[l], layerSizes[l + 1]])),
      b: tf.variable(tf.tensor(b, [layerSizes[l + 1]])),
    })),
  };
}

const started = start();

type Started = Awaited<typeof started>;
type Layers = Started['layers'];

/** A of every layer, from the examples to the logits. */
function forward(layers: Layers, x: Tensor): Tensor[] {
  const all = [x];
  layers.forEach(({ W, b }, l) => {
    const Z = all[l].matMul(W).add(b);
    all.push(l === layers.length - 1 ? Z : Z.relu());
  });
  return all;
}

function costOf(y: Tensor, logits: Tensor): Tensor {
  return tf.losses.sigmoidCrossEntropy(y, logits);
}

function stepByHand(layers: Layers, x: Tensor, y: Tensor, m: number): Tensor {
  const all = forward(layers, x);
  const logits = all[layers.length];
  let dZ = logits
    .sigmoid()
    .sub(y)
    .mul(1 / m);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { W, b } = layers[l];
    const dW = all[l].transpose().matMul(dZ);
    const db = dZ.sum(0);
    if (l > 0) dZ = dZ.matMul(W.transpose()).mul(all[l].step());
    W.assign(W.sub(dW.mul(learningRate)));
    b.assign(b.sub(db.mul(learningRate)));
  }
  return costOf(y, logits);
}

function stepByOptimizer({ optimizer, layers }: Started, x: Tensor, y: Tensor): Tensor {
  const variables = layers.flatMap(({ W, b }) => [W, b]);
  return optimizer.minimize(() => costOf(y, forward(layers, x).at(-1)), true, variables);
}

answer(workload, async (first, last) => {
  const state = await started;
  const { examples, targets, layers } = state;
  const cost = tf.tidy(() => {
    const chosen = tf.tensor1d(Int32Array.from(order.subarray(first, last)), 'int32');
    const isFull = minibatchSize === null;
    const [x, y] = isFull ? [examples, targets] : [examples.gather(chosen), targets.gather(chosen)];
    return way === 'wasm, transposed'
      ? stepByHand(layers, x, y, last - first)
      : stepByOptimizer(state, x, y);
  });
  const [value] = await cost.data();
  cost.dispose();
  return value;
});
