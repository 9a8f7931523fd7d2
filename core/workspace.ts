import { activate, activateBackward } from './activations.ts';
import { crossEntropyBackward } from './cost.ts';
import type { NetworkParameters } from './initialize.ts';
import type { Kernels } from './kernels/kernels.ts';
import { addBias, meanOverExamples } from './layer.ts';
import { Matrix } from './matrix.ts';
import type { NetworkGradients } from './network.ts';

/** The arrays of one layer for m examples: Z, A, dZ of shape (n, m). */
interface LayerArrays {
  Z: Float32Array;
  A: Float32Array;
  dZ: Float32Array;
}

/** Arrays for passes over m examples, made once and written again in every step. */
export interface Workspace {
  m: number;
  /** (n0, m), to be filled by the caller. */
  X: Float32Array;
  /** (1, m), to be filled by the caller for a backward pass. */
  labels: Float32Array;
  layers: LayerArrays[];
}

export function createWorkspace(layerSizes: readonly number[], m: number): Workspace {
  return {
    m,
    X: new Float32Array(layerSizes[0]! * m),
    labels: new Float32Array(m),
    layers: layerSizes.slice(1).map((n) => ({
      Z: new Float32Array(n * m),
      A: new Float32Array(n * m),
      dZ: new Float32Array(n * m),
    })),
  };
}

/** dW1…dWL and db1…dbL of zeros, to be written by `backwardPass`. */
export function createGradients(layerSizes: readonly number[]): NetworkGradients {
  const gradients: NetworkGradients = {};
  for (let l = 1; l < layerSizes.length; l++) {
    gradients[`dW${l}`] = Matrix.zeros(layerSizes[l]!, layerSizes[l - 1]!);
    gradients[`db${l}`] = Matrix.zeros(layerSizes[l]!, 1);
  }
  return gradients;
}

/** `lModelForward` without a new array, up to the logits ZL (1, m), which it returns. */
export function forwardPass(
  { m, X, layers }: Workspace,
  parameters: NetworkParameters,
  kernels: Kernels,
): Float32Array {
  let APrev = X;
  layers.forEach(({ Z, A }, i) => {
    const W = parameters[`W${i + 1}`]!;
    kernels.multiply(Z, W.data, APrev, W.rows, W.cols, m);
    addBias(Z, parameters[`b${i + 1}`]!.data, W.rows);
    if (i < layers.length - 1) activate(A, Z, 'relu');
    APrev = A;
  });
  return layers[layers.length - 1]!.Z;
}

/**
 * `lModelBackward` without a new array: writes dW and db of each layer. dA0 is left out, nobody learns
 * from it and it costs as much as a forward pass.
 */
export function backwardPass(
  { m, X, labels, layers }: Workspace,
  parameters: NetworkParameters,
  gradients: NetworkGradients,
  kernels: Kernels,
): void {
  const L = layers.length;
  crossEntropyBackward(layers[L - 1]!.dZ, layers[L - 1]!.Z, labels, m);
  for (let l = L; l >= 1; l--) {
    const { dZ } = layers[l - 1]!;
    const previous = layers[l - 2];
    const W = parameters[`W${l}`]!;
    const APrev = previous?.A ?? X;
    kernels.multiplyTransposedRight(gradients[`dW${l}`]!.data, dZ, APrev, W.rows, W.cols, m, 1 / m);
    meanOverExamples(gradients[`db${l}`]!.data, dZ, W.rows, m);
    if (previous) {
      kernels.multiplyTransposedLeft(previous.dZ, W.data, dZ, W.rows, W.cols, m);
      activateBackward(previous.dZ, previous.dZ, previous.Z, 'relu');
    }
  }
}
