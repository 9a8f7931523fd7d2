import { dense } from '../../layers/dense.ts';
import type { Loss } from '../../loss/loss.ts';
import { layerSizesOf } from '../../network/network.ts';
import type { Network, PlacedLayer } from '../../network/network.ts';
import { parameterNamed } from '../../network/parameter.ts';
import type { Parameter } from '../../network/parameter.ts';
import { Matrix } from '../../tensor/matrix.ts';
import type { FloatArrayConstructor } from '../../tensor/matrix.ts';
import type { Room, WasmMemory } from './memory.ts';
import {
  errorBytes,
  packedBytes,
  packMatrix,
  padded,
  panelCount,
  panelValues,
  unpackMatrix,
} from './panels.ts';
import { LAYER_BYTES, writeLayer } from './structures.ts';
import { ACTIVATION_CODES, LOSS_CODES } from './takes.ts';

/** A parameter as it lies in a program's memory: `matrix` has the padding, `rows` and `cols` have not. */
export interface PanelParameter extends Parameter {
  readonly rows: number;
  readonly cols: number;
}

/** A network in a program's memory: weights in panels, as `assembly/layout.ts` tells. */
export interface PanelNetwork {
  readonly layerSizes: readonly number[];
  readonly loss: Loss;
  readonly ArrayType: FloatArrayConstructor;
  /** The address of the layers' fields. */
  readonly layers: number;
  /** Panels of all weights. */
  readonly panels: number;
  /** Neurons of the widest layer, padded. */
  readonly widest: number;
  /** W1, b1, … as they lie in memory. */
  readonly weights: readonly PanelParameter[];
  /** What the optimizer remembers, W1.velocity, … in the same layout. */
  readonly optimizerState: readonly PanelParameter[];
  /** The gradients of W1, b1, … in the same layout; none where they were not asked for. */
  readonly gradients: readonly PanelParameter[];
}

export interface PanelNetworkPlan {
  network: Network;
  loss: Loss;
  ArrayType: FloatArrayConstructor;
  /** What the optimizer remembers of each parameter, at most two names. */
  remembers: readonly string[];
  /** Whether gradients are to be kept in memory. */
  hasGradients: boolean;
}

/** Whether the program computes such a network: dense layers, activations and a loss that it knows. */
export function knowsNetwork(network: Network, loss: Loss): boolean {
  return (
    LOSS_CODES.has(loss.name) &&
    network.every(
      ({ kind, plan: { activation } }, i) =>
        kind === dense &&
        (i === network.length - 1
          ? activation === null
          : activation !== null && ACTIVATION_CODES.has(activation)),
    )
  );
}

/** A network with weights of zero. */
export function createPanelNetwork(
  memory: WasmMemory,
  room: Room,
  plan: PanelNetworkPlan,
): PanelNetwork {
  const { network, loss, ArrayType } = plan;
  const layers = room.allocate(network.length * LAYER_BYTES);
  const placed: Placed = { weights: [], optimizerState: [], gradients: [] };
  network.forEach((layer, i) => {
    placeLayer(memory, room, plan, layer, layers + i * LAYER_BYTES, placed);
  });
  const layerSizes = layerSizesOf(network);
  return {
    ...placed,
    layerSizes,
    loss,
    ArrayType,
    layers,
    panels: network.reduce((sum, { input }) => sum + panelCount(input.values, ArrayType), 0),
    widest: padded(Math.max(...layerSizes.slice(1))),
  };
}

type Placed = Record<'weights' | 'optimizerState' | 'gradients', PanelParameter[]>;

function placeLayer(
  memory: WasmMemory,
  room: Room,
  { ArrayType, remembers, hasGradients }: PanelNetworkPlan,
  { plan, input, parameters }: PlacedLayer,
  address: number,
  { weights, optimizerState, gradients }: Placed,
): void {
  const [inputs, neurons] = [input.values, plan.size];
  const [W, b] = parameters as [PlacedLayer['parameters'][0], PlacedLayer['parameters'][0]];
  const place = (into: PanelParameter[], like: typeof W, suffix = ''): number => {
    const { role, rows, cols } = like;
    const [height, length] =
      role === 'bias'
        ? [padded(rows), padded(rows)]
        : [
            panelValues(ArrayType),
            packedBytes(rows, cols, ArrayType) / ArrayType.BYTES_PER_ELEMENT,
          ];
    const data = room.floats(length, ArrayType);
    const matrix = new Matrix(height, length / height, data);
    into.push({ name: `${like.name}${suffix}`, role, rows, cols, matrix });
    return data.byteOffset;
  };
  const remembered = (index: number, like: typeof W): number => {
    const name = remembers[index];
    return name === undefined ? 0 : place(optimizerState, like, `.${name}`);
  };
  writeLayer(memory, address, {
    inputs,
    neurons,
    panels: panelCount(inputs, ArrayType),
    rows: padded(neurons),
    errorBytes: errorBytes(neurons, ArrayType),
    activation: plan.activation,
    W: place(weights, W),
    b: place(weights, b),
    dW: hasGradients ? place(gradients, W) : 0,
    db: hasGradients ? place(gradients, b) : 0,
    firstOfW: remembered(0, W),
    secondOfW: remembered(1, W),
    firstOfB: remembered(0, b),
    secondOfB: remembered(1, b),
  });
}

/** Writes ordinary parameters into panels of the same names. @throws RangeError when one is missing or does not fit. */
export function packAll(panels: readonly PanelParameter[], parameters: readonly Parameter[]): void {
  for (const { name, role, rows, cols, matrix } of panels) {
    const ordinary = parameterNamed(parameters, name).matrix;
    if (ordinary.rows !== rows || ordinary.cols !== cols) {
      const got = `(${ordinary.rows}, ${ordinary.cols})`;
      throw new RangeError(`Expected ${name} of shape (${rows}, ${cols}), got ${got}`);
    }
    if (role === 'bias') matrix.data.set(ordinary.data);
    else packMatrix(matrix.data, ordinary);
  }
}

/** Copies of panels as ordinary parameters. */
export function unpackAll(panels: readonly PanelParameter[]): Parameter[] {
  return panels.map(({ name, role, rows, cols, matrix: { data } }) => ({
    name,
    role,
    matrix:
      role === 'bias' ? new Matrix(rows, 1, data.slice(0, rows)) : unpackMatrix(data, rows, cols),
  }));
}
