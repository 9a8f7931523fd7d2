import { activate, activateBackward } from './activations.ts';
import type { Activation } from './activations.ts';
import { crossEntropyBackward } from './cost.ts';
import { applyDropout, drawDropout } from './dropout.ts';
import type { Dropout } from './dropout.ts';
import type { NetworkParameters } from './initialize.ts';
import type { Kernels } from './kernels/kernels.ts';
import { addBias, meanOverExamples } from './layer.ts';
import { Matrix } from './matrix.ts';
import type { FloatArray, FloatArrayConstructor } from './matrix.ts';
import type { NetworkGradients } from './network.ts';

/** What the passes need to know of a network. */
export interface Network {
  parameters: NetworkParameters;
  /** Of every hidden layer; ReLU where none is named. The last layer is a sigmoid. */
  activation?: Activation;
}

/** The arrays of one layer for m examples: Z, A, dZ of shape (n, m). */
interface LayerArrays {
  n: number;
  Z: FloatArray;
  A: FloatArray;
  dZ: FloatArray;
  /** The dropout of the last forward pass, (n, m); null where there was none. */
  D: FloatArray | null;
}

/** Arrays for passes over m examples, made once and written again in every step. */
export interface Workspace {
  m: number;
  /** (n0, m), to be filled by the caller. */
  X: FloatArray;
  /** (1, m), to be filled by the caller for a backward pass. */
  labels: FloatArray;
  /** (1, m), how much each example counts; to be filled by the caller for a backward pass. */
  weights: FloatArray;
  layers: LayerArrays[];
}

/** Where the first layer's product is made elsewhere, `inputs` may be 0: X stays empty. */
export function createWorkspace(
  layerSizes: readonly number[],
  m: number,
  ArrayType: FloatArrayConstructor = Float32Array,
  inputs: number = layerSizes[0]!,
): Workspace {
  return {
    m,
    X: new ArrayType(inputs * m),
    labels: new ArrayType(m),
    weights: new ArrayType(m).fill(1),
    layers: layerSizes.slice(1).map((n) => ({
      n,
      Z: new ArrayType(n * m),
      A: new ArrayType(n * m),
      dZ: new ArrayType(n * m),
      D: null,
    })),
  };
}

/** dW1…dWL and db1…dbL of zeros, to be written by `backwardPass`. */
export function createGradients(
  layerSizes: readonly number[],
  ArrayType: FloatArrayConstructor = Float32Array,
): NetworkGradients {
  const gradients: NetworkGradients = {};
  for (let l = 1; l < layerSizes.length; l++) {
    gradients[`dW${l}`] = Matrix.zeros(layerSizes[l]!, layerSizes[l - 1]!, ArrayType);
    gradients[`db${l}`] = Matrix.zeros(layerSizes[l]!, 1, ArrayType);
  }
  return gradients;
}

/**
 * `lModelForward` without a new array, up to the logits ZL (1, m), which it returns. With dropout, each
 * hidden layer's A is A ∘ D.
 */
export function forwardPass(
  workspace: Workspace,
  network: Network,
  kernels: Kernels,
  dropout: Dropout | null = null,
): FloatArray {
  const { X, m, layers } = workspace;
  const W = network.parameters.W1!;
  kernels.multiply(layers[0]!.Z, W.data, X, W.rows, W.cols, m);
  return forwardFromProduct(workspace, network, kernels, dropout);
}

/** The rest of `forwardPass`, where the first layer's Z holds W1 · X already, without the bias. */
export function forwardFromProduct(
  { m, layers }: Workspace,
  { parameters, activation = 'relu' }: Network,
  kernels: Kernels,
  dropout: Dropout | null,
): FloatArray {
  layers.forEach((layer, i) => {
    const { n, Z, A } = layer;
    const previous = layers[i - 1];
    const W = parameters[`W${i + 1}`]!;
    if (previous) kernels.multiply(Z, W.data, previous.A, n, previous.n, m);
    addBias(Z, parameters[`b${i + 1}`]!.data, n);
    if (i === layers.length - 1) return;
    activate(A, Z, activation);
    layer.D = dropout && drawDropout(layer.D ?? A.slice(), n, m, dropout);
    if (layer.D) applyDropout(A, layer.D);
  });
  return layers[layers.length - 1]!.Z;
}

/**
 * `lModelBackward` without a new array: writes dW and db of each layer. dA0 is left out, nobody learns
 * from it and it costs as much as a forward pass.
 */
export function backwardPass(
  workspace: Workspace,
  network: Network,
  gradients: NetworkGradients,
  kernels: Kernels,
): void {
  const { X, m, layers } = workspace;
  const { rows, cols } = network.parameters.W1!;
  backwardToProduct(workspace, network, gradients, kernels);
  const { data } = gradients.dW1!;
  kernels.multiplyTransposedRight(data, layers[0]!.dZ, X, rows, cols, m, 1 / m);
}

/** `backwardPass` up to the first layer's dZ; all but dW1 is written. */
export function backwardToProduct(
  { m, labels, weights, layers }: Workspace,
  { parameters, activation = 'relu' }: Network,
  gradients: NetworkGradients,
  kernels: Kernels,
): void {
  const last = layers[layers.length - 1]!;
  crossEntropyBackward(last.dZ, last.Z, labels, m, weights);
  for (let l = layers.length; l >= 1; l--) {
    const { n, dZ } = layers[l - 1]!;
    meanOverExamples(gradients[`db${l}`]!.data, dZ, n, m);
    const previous = layers[l - 2];
    if (!previous) return;
    const dW = gradients[`dW${l}`]!.data;
    kernels.multiplyTransposedRight(dW, dZ, previous.A, n, previous.n, m, 1 / m);
    kernels.multiplyTransposedLeft(previous.dZ, parameters[`W${l}`]!.data, dZ, n, previous.n, m);
    if (previous.D) applyDropout(previous.dZ, previous.D);
    activateBackward(previous.dZ, previous.dZ, previous.Z, activation);
  }
}
