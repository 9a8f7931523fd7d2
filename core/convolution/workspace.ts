import type { FloatArray, FloatArrayConstructor } from '../matrix.ts';
import { createWorkspace } from '../workspace.ts';
import type { Workspace } from '../workspace.ts';
import { createConvolutionScratch } from './convolution.ts';
import type { ConvolutionScratch, ConvolutionShape } from './convolution.ts';
import { CHANNELS } from './pictures.ts';

/** What decides the sizes of a convolutional network. */
export interface ConvolutionalShape {
  /** [values of a picture, of block 1, …, neurons of dense layer 1, …, 1] */
  layerSizes: readonly number[];
  edge: number;
  filters: readonly number[];
}

/** The arrays of one block. */
export interface BlockArrays {
  shape: ConvolutionShape;
  /** What leaves the block, (filters, half²) for each of the m examples; of the last block, the head's X. */
  A: FloatArray[];
  /** Where the largest values were, as A. */
  winners: Uint32Array[];
  /** ∂J/∂A for each example. All are one array, except in the last block, where they are the head's dX. */
  dA: FloatArray[];
  /** Z and, on the way back, dZ: (filters, edge²), of one example. */
  Z: FloatArray;
  scratch: ConvolutionScratch;
}

/**
 * Arrays for passes over m examples, made once and written again in every step. What a convolution sees is
 * nine times as large as what leaves the block before it, so it is made for one example at a time, and
 * again on the way back.
 */
export interface ConvolutionalWorkspace {
  m: number;
  /** (3, edge²) for each example, to be filled by the caller. */
  pictures: FloatArray[];
  blocks: BlockArrays[];
  /** Of the dense layers. Its X, (n, m), is what leaves the last block. */
  head: Workspace;
  /** ∂J/∂X of the head, (n, m) */
  dX: FloatArray;
  /** The dropout of the last forward pass for the head's X, (n, m); null where there was none. */
  D: FloatArray | null;
}

/** Shapes of the blocks: each halves the edge. @throws RangeError where nothing would be left. */
export function blockShapes(edge: number, filters: readonly number[]): ConvolutionShape[] {
  if (edge >> filters.length === 0) {
    throw new RangeError(
      `Expected pictures of at least ${2 ** filters.length} pixels for ${filters.length} blocks, got ${edge}`,
    );
  }
  return filters.map((count, i) => ({
    edge: edge >> i,
    channels: filters[i - 1] ?? CHANNELS,
    filters: count,
  }));
}

/** Values that leave each stage, as `layerSizes` has them. */
export function stageSizes(
  edge: number,
  filters: readonly number[],
  hiddenLayers: readonly number[],
): number[] {
  const blocks = filters.map((count, i) => count * (edge >> (i + 1)) ** 2);
  return [CHANNELS * edge ** 2, ...blocks, ...hiddenLayers, 1];
}

export function createConvolutionalWorkspace(
  { layerSizes, edge, filters }: ConvolutionalShape,
  m: number,
  ArrayType: FloatArrayConstructor,
): ConvolutionalWorkspace {
  const head = createWorkspace(layerSizes.slice(filters.length), m, ArrayType);
  const dX = new ArrayType(head.X.length);
  const perExample = (size: number) => Array.from({ length: m }, () => new ArrayType(size));
  const columnsOf = (matrix: FloatArray) =>
    Array.from({ length: m }, (_, i) => matrix.subarray(...columnRange(matrix, i, m)));
  const shapes = blockShapes(edge, filters);
  const blocks = shapes.map((shape, i) => {
    const size = layerSizes[i + 1]!;
    const isLast = i === shapes.length - 1;
    return {
      shape,
      A: isLast ? columnsOf(head.X) : perExample(size),
      dA: isLast ? columnsOf(dX) : new Array<FloatArray>(m).fill(new ArrayType(size)),
      winners: Array.from({ length: m }, () => new Uint32Array(size)),
      Z: new ArrayType(shape.filters * shape.edge ** 2),
      scratch: createConvolutionScratch(shape, i > 0, ArrayType),
    };
  });
  return { m, pictures: perExample(layerSizes[0]!), blocks, head, dX, D: null };
}

/** Where column i of a matrix with m columns begins and ends. */
function columnRange({ length }: FloatArray, i: number, m: number): [number, number] {
  return [(i * length) / m, ((i + 1) * length) / m];
}
