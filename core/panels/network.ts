import type { Activation } from '../activations.ts';
import type { NetworkParameters } from '../initialize.ts';
import { LAYER_BYTES, writeLayer } from '../kernels/simd/job.ts';
import type { Room, SimdMemory } from '../kernels/simd/memory.ts';
import {
  errorBytes,
  packedBytes,
  packMatrix,
  padded,
  panelCount,
  panelValues,
  unpackMatrix,
} from '../kernels/simd/panels.ts';
import { Matrix } from '../matrix.ts';
import type { FloatArrayConstructor } from '../matrix.ts';

/** A network in a program's memory: weights in panels, as `kernels/simd/assembly/layout.ts` tells. */
export interface PanelNetwork {
  readonly layerSizes: readonly number[];
  readonly ArrayType: FloatArrayConstructor;
  /** The address of the layers' fields. */
  readonly layers: number;
  /** Panels of all weights. */
  readonly panels: number;
  /** Neurons of the widest layer, padded. */
  readonly widest: number;
  /** W1, b1, … as they lie in memory, padding included. */
  readonly weights: Record<string, Matrix>;
  /** What the optimizer remembers, W1.velocity, … in the same layout. */
  readonly memory: Record<string, Matrix>;
  /** dW1, db1, … in the same layout. */
  readonly gradients: Record<string, Matrix>;
}

export interface PanelNetworkPlan {
  layerSizes: readonly number[];
  ArrayType: FloatArrayConstructor;
  activation: Activation;
  /** What the optimizer remembers of each parameter, at most two names. */
  remembers: readonly string[];
  /** Whether gradients are to be kept in memory. */
  hasGradients: boolean;
}

/** A network with weights of zero. */
export function createPanelNetwork(
  memory: SimdMemory,
  room: Room,
  { layerSizes, ArrayType, activation, remembers, hasGradients }: PanelNetworkPlan,
): PanelNetwork {
  const count = layerSizes.length - 1;
  const layers = room.allocate(count * LAYER_BYTES);
  const network = { weights: {}, memory: {}, gradients: {} } as Pick<
    PanelNetwork,
    'weights' | 'memory' | 'gradients'
  >;
  for (let l = 1; l <= count; l++) {
    const [inputs, neurons] = [layerSizes[l - 1]!, layerSizes[l]!];
    const rows = padded(neurons);
    const place = (into: Record<string, Matrix>, name: string, length: number, height: number) => {
      const data = room.floats(length, ArrayType);
      into[name] = new Matrix(height, length / height, data);
      return data.byteOffset;
    };
    const placeW = (into: Record<string, Matrix>, name: string) => {
      const length = packedBytes(neurons, inputs, ArrayType) / ArrayType.BYTES_PER_ELEMENT;
      return place(into, name, length, panelValues(ArrayType));
    };
    const placeB = (into: Record<string, Matrix>, name: string) => place(into, name, rows, rows);
    const remembered = (index: number, parameter: string, put: typeof placeW) => {
      const name = remembers[index];
      return name === undefined ? 0 : put(network.memory, `${parameter}${l}.${name}`);
    };
    writeLayer(memory, layers + (l - 1) * LAYER_BYTES, {
      inputs,
      neurons,
      panels: panelCount(inputs, ArrayType),
      rows,
      errorBytes: errorBytes(neurons, ArrayType),
      activation,
      W: placeW(network.weights, `W${l}`),
      b: placeB(network.weights, `b${l}`),
      dW: hasGradients ? placeW(network.gradients, `dW${l}`) : 0,
      db: hasGradients ? placeB(network.gradients, `db${l}`) : 0,
      firstOfW: remembered(0, 'W', placeW),
      secondOfW: remembered(1, 'W', placeW),
      firstOfB: remembered(0, 'b', placeB),
      secondOfB: remembered(1, 'b', placeB),
    });
  }
  const inputs = layerSizes.slice(0, -1);
  return {
    ...network,
    layerSizes,
    ArrayType,
    layers,
    panels: inputs.reduce((sum, size) => sum + panelCount(size, ArrayType), 0),
    widest: padded(Math.max(...layerSizes.slice(1))),
  };
}

/** Writes ordinary matrices into panels of the same names. @throws RangeError when one is missing or does not fit. */
export function packAll(
  network: PanelNetwork,
  panels: Record<string, Matrix>,
  matrices: Record<string, Matrix>,
): void {
  for (const [name, { data }] of Object.entries(panels)) {
    const { rows, cols, isBias } = shapeOf(network, name);
    const matrix = matrices[name];
    if (matrix?.rows !== rows || matrix.cols !== cols) {
      const got = matrix ? `(${matrix.rows}, ${matrix.cols})` : 'none';
      throw new RangeError(`Expected ${name} of shape (${rows}, ${cols}), got ${got}`);
    }
    if (isBias) data.set(matrix.data);
    else packMatrix(data, matrix);
  }
}

/** Copies of panels as ordinary matrices. */
export function unpackAll(
  network: PanelNetwork,
  panels: Record<string, Matrix>,
): Record<string, Matrix> {
  return Object.fromEntries(
    Object.entries(panels).map(([name, { data }]) => {
      const { rows, cols, isBias } = shapeOf(network, name);
      const matrix = isBias
        ? new Matrix(rows, 1, network.ArrayType.from(data.subarray(0, rows)))
        : unpackMatrix(data, rows, cols);
      return [name, matrix];
    }),
  );
}

/** The network's parameters as ordinary matrices. */
export function unpackParameters(network: PanelNetwork): NetworkParameters {
  return unpackAll(network, network.weights);
}

/** Of W1, b1.velocity, … without padding. */
function shapeOf(
  { layerSizes }: PanelNetwork,
  name: string,
): { rows: number; cols: number; isBias: boolean } {
  const l = parseInt(name.slice(1), 10);
  const isBias = name.startsWith('b');
  return { rows: layerSizes[l]!, cols: isBias ? 1 : layerSizes[l - 1]!, isBias };
}
