import type { Examples, Standardisation } from '../examples.ts';
import type { NetworkParameters } from '../initialize.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { arrayTypeOf } from '../matrix.ts';
import type { FloatArray } from '../matrix.ts';
import { convolutionalForward } from './network.ts';
import { fillPicture } from './pictures.ts';
import { createConvolutionalWorkspace } from './workspace.ts';
import type { ConvolutionalWorkspace } from './workspace.ts';

/** A trained convolutional network with all that is needed to use it. */
export interface ConvolutionalModel {
  kind: 'convolutional';
  /** Values that leave each stage: [values of a picture, of block 1, …, neurons of dense layer 1, …, 1]. */
  layerSizes: number[];
  /** Pictures are edge × edge places of red, green and blue. */
  edge: number;
  /** Of each block. */
  filters: number[];
  /** Whether its answer is the mean of the logits for the picture and for its mirror image. */
  isMirrored: boolean;
  /** W1…WB of shape (filters, 9 · channels) for the blocks, then those of the dense layers. */
  parameters: NetworkParameters;
  /** Of each channel, over all places of the training pictures. */
  standardisation: Standardisation;
}

/** Workspaces by how many pictures they are for, to be used again. */
export type ConvolutionalWorkspaces = Map<number, ConvolutionalWorkspace>;

const BATCH = 16;

/**
 * The logits of the pictures at `indices`. Each picture's is the same to the last bit whatever the others
 * are.
 */
export function convolutionalLogits(
  model: ConvolutionalModel,
  features: Examples['features'],
  indices: Uint32Array,
  kernels: Kernels,
  workspaces: ConvolutionalWorkspaces = new Map(),
): FloatArray {
  const ArrayType = arrayTypeOf(model.parameters.W1!);
  const logits = new ArrayType(indices.length);
  for (let start = 0; start < indices.length; start += BATCH) {
    const batch = indices.subarray(start, start + BATCH);
    const workspace = workspaceFor(workspaces, model, batch.length);
    fillPictures(workspace, model, features, batch, false);
    logits.set(convolutionalForward(workspace, model.parameters, kernels), start);
    if (!model.isMirrored) continue;
    fillPictures(workspace, model, features, batch, true);
    const mirrored = convolutionalForward(workspace, model.parameters, kernels);
    for (let i = 0; i < batch.length; i++) {
      logits[start + i] = (logits[start + i]! + mirrored[i]!) / 2;
    }
  }
  return logits;
}

function fillPictures(
  { pictures }: ConvolutionalWorkspace,
  { edge, layerSizes, standardisation }: ConvolutionalModel,
  features: Examples['features'],
  indices: Uint32Array,
  isMirrored: boolean,
): void {
  const size = layerSizes[0]!;
  indices.forEach((index, i) => {
    const picture = features.subarray(index * size, (index + 1) * size);
    fillPicture(pictures[i]!, picture, edge, standardisation, isMirrored);
  });
}

/** The workspace for `m` pictures, made where there is none yet. */
export function workspaceFor(
  workspaces: ConvolutionalWorkspaces,
  model: ConvolutionalModel,
  m: number,
): ConvolutionalWorkspace {
  let workspace = workspaces.get(m);
  if (!workspace) {
    workspace = createConvolutionalWorkspace(model, m, arrayTypeOf(model.parameters.W1!));
    workspaces.set(m, workspace);
  }
  return workspace;
}
