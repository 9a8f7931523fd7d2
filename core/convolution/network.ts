import { activate, activateBackward } from '../activations.ts';
import { applyDropout, drawDropout } from '../dropout.ts';
import type { Dropout } from '../dropout.ts';
import { initializeParameters } from '../initialize.ts';
import type { InitializationOptions, NetworkParameters } from '../initialize.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { addBias } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import type { FloatArray } from '../matrix.ts';
import type { NetworkGradients } from '../network.ts';
import { backwardPass, forwardPass } from '../workspace.ts';
import { convolutionBackward, convolutionForward, turnFilters } from './convolution.ts';
import { maxPoolBackward, maxPoolForward } from './max-pool.ts';
import { PATCH } from './patches.ts';
import { blockShapes } from './workspace.ts';
import type { ConvolutionalShape, ConvolutionalWorkspace } from './workspace.ts';

/**
 * First weights of a convolutional network, by He et al. (2015): randn · √(2 / inputs), biases zero. W1…WB
 * are the filters of the blocks, (filters, 9 · channels), drawn row by row; then the dense layers.
 */
export function initializeConvolutional(
  { layerSizes, edge, filters }: ConvolutionalShape,
  { random, ArrayType }: Omit<InitializationOptions, 'scheme'>,
): NetworkParameters {
  const convolutions = blockShapes(edge, filters);
  const sizes = convolutions.map((shape) => [PATCH * shape.channels, shape.filters]);
  let inputs = layerSizes[filters.length]!;
  for (const neurons of layerSizes.slice(filters.length + 1)) {
    sizes.push([inputs, neurons]);
    inputs = neurons;
  }
  const parameters: NetworkParameters = {};
  sizes.forEach((layer, i) => {
    const { W1, b1 } = initializeParameters(layer, { scheme: 'he', random, ArrayType });
    parameters[`W${i + 1}`] = W1!;
    parameters[`b${i + 1}`] = b1!;
  });
  return parameters;
}

/** dW1… and db1… of zeros for these parameters. */
export function createConvolutionalGradients(parameters: NetworkParameters): NetworkGradients {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { rows, cols, data }]) => [
      `d${name}`,
      new Matrix(rows, cols, data.slice().fill(0)),
    ]),
  );
}

/**
 * [CONVOLUTION→MAX-POOL→BIAS→RELU] × B → dense layers, up to the logits (1, m), which it returns. Neither
 * bias nor ReLU changes which of four values is the largest, so both come after the pool, to a quarter as
 * many. With dropout, a share of what leaves the last block and each hidden dense layer is silenced.
 */
export function convolutionalForward(
  workspace: ConvolutionalWorkspace,
  parameters: NetworkParameters,
  kernels: Kernels,
  dropout: Dropout | null = null,
): FloatArray {
  const { m, pictures, blocks, head } = workspace;
  for (let i = 0; i < m; i++) {
    let input = pictures[i]!;
    blocks.forEach(({ shape, A, winners, Z, scratch }, block) => {
      const W = parameters[`W${block + 1}`]!.data;
      convolutionForward(Z, input, W, shape, scratch, kernels);
      input = A[i]!;
      maxPoolForward(input, winners[i]!, Z, shape.edge, shape.filters);
      addBias(input, parameters[`b${block + 1}`]!.data, shape.filters);
      activate(input, input, 'relu');
    });
  }
  workspace.D =
    dropout && drawDropout(workspace.D ?? head.X.slice(), head.X.length / m, m, dropout);
  if (workspace.D) applyDropout(head.X, workspace.D);
  const headParameters = headOf(parameters, blocks.length, '');
  return forwardPass(head, { parameters: headParameters }, kernels, dropout);
}

/** Writes dW and db of every layer for the examples of the last forward pass. */
export function convolutionalBackward(
  workspace: ConvolutionalWorkspace,
  parameters: NetworkParameters,
  gradients: NetworkGradients,
  kernels: Kernels,
): void {
  const { m, blocks, head, dX, D } = workspace;
  const headParameters = headOf(parameters, blocks.length, '');
  const headGradients = headOf(gradients, blocks.length, 'd');
  backwardPass(head, { parameters: headParameters }, headGradients, kernels);
  const W = headParameters.W1!;
  kernels.multiplyTransposedLeft(dX, W.data, head.layers[0]!.dZ, W.rows, W.cols, m);
  if (D) applyDropout(dX, D);
  blocks.forEach(({ shape, scratch }, block) => {
    gradients[`dW${block + 1}`]!.data.fill(0);
    gradients[`db${block + 1}`]!.data.fill(0);
    if (block > 0) turnFilters(scratch.turned, parameters[`W${block + 1}`]!.data, shape);
  });
  for (let i = 0; i < m; i++) {
    for (let block = blocks.length; block >= 1; block--) {
      blockBackward(workspace, block, i, gradients, kernels);
    }
  }
}

/** From example i's dA of this block to that of the block before it. */
function blockBackward(
  { m, pictures, blocks }: ConvolutionalWorkspace,
  block: number,
  i: number,
  gradients: NetworkGradients,
  kernels: Kernels,
): void {
  const { shape, A, winners, dA, Z: dZ, scratch } = blocks[block - 1]!;
  const previous = blocks[block - 2];
  const into = {
    dW: gradients[`dW${block}`]!.data,
    dA: previous ? previous.dA[i]! : null,
  };
  // What ReLU lets through is over 0 after it as before it.
  activateBackward(dA[i]!, dA[i]!, A[i]!, 'relu');
  addBiasGradient(gradients[`db${block}`]!.data, dA[i]!, 1 / m);
  maxPoolBackward(dZ, dA[i]!, winners[i]!);
  const input = previous ? previous.A[i]! : pictures[i]!;
  convolutionBackward(into, dZ, input, shape, 1 / m, scratch, kernels);
}

/** db = db + scale · Σ dA over the places; shapes db (filters, 1), dA (filters, places). */
function addBiasGradient(db: FloatArray, dA: FloatArray, scale: number): void {
  const filters = db.length;
  for (let f = 0; f < filters; f++) {
    let sum = 0;
    for (let i = f; i < dA.length; i += filters) sum += dA[i]!;
    db[f]! += scale * sum;
  }
}

/** The dense layers' part, numbered from 1; `prefix` is d for gradients. */
function headOf(
  matrices: Record<string, Matrix>,
  blocks: number,
  prefix: '' | 'd',
): Record<string, Matrix> {
  const head: Record<string, Matrix> = {};
  for (let l = 1; matrices[`${prefix}W${blocks + l}`]; l++) {
    for (const name of [`${prefix}W`, `${prefix}b`]) {
      head[`${name}${l}`] = matrices[`${name}${blocks + l}`]!;
    }
  }
  return head;
}
