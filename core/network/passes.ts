import { applyDropout, drawDropout } from '../layers/dropout.ts';
import type { Dropout } from '../layers/dropout.ts';
import type { LayerPass } from '../layers/layer.ts';
import type { Loss } from '../loss/loss.ts';
import type { Kernels } from '../tensor/kernels.ts';
import type { FloatArray, FloatArrayConstructor } from '../tensor/matrix.ts';
import type { Network } from './network.ts';
import type { Parameter } from './parameter.ts';

/** Passes of m examples through a network, with arrays that are made once and written again in every step. */
export interface Passes {
  readonly m: number;
  /** (n0, m), to be filled before a pass. */
  readonly X: FloatArray;
  /** (outputs, m), to be filled before a backward pass. */
  readonly Y: FloatArray;
  /** (1, m), how much each example counts; 1 until it is filled. */
  readonly weights: FloatArray;
  /** The logits, (outputs, m). With dropout a share of what leaves the hidden layers is silenced. */
  forward(parameters: readonly Parameter[], kernels: Kernels, dropout?: Dropout | null): FloatArray;
  /** The mean cost of the last forward pass, without a penalty. */
  cost(): number;
  /**
   * Writes the gradients of that cost. dX of the first layer is left out: nobody learns from it and it costs
   * as much as a forward pass.
   */
  backward(
    parameters: readonly Parameter[],
    gradients: readonly Parameter[],
    kernels: Kernels,
  ): void;
}

/** What may be done otherwise than the network's plan says. */
export interface PassesOptions {
  /** In place of the first layer's own pass; X stays empty then. */
  first?: LayerPass;
}

export function createPasses(
  network: Network,
  loss: Loss,
  m: number,
  ArrayType: FloatArrayConstructor,
  { first }: PassesOptions = {},
): Passes {
  const layers = network.map(({ kind, plan, input }, i) => {
    const own = i === 0 ? first : undefined;
    return own ?? kind.createPass({ plan, input, m, ArrayType, asksInput: i > 0 });
  });
  const last = layers[layers.length - 1];
  const X = new ArrayType(first ? 0 : network[0].input.values * m);
  const Y = new ArrayType(last.A.length);
  const weights = new ArrayType(m).fill(1);
  /** Of what enters each layer, (n, m); null where nothing is silenced. */
  const silenced = network.map((): FloatArray | null => null);

  /** What enters layer i. */
  const inputOf = (i: number): FloatArray => (i === 0 ? X : layers[i - 1].A);

  return {
    m,
    X,
    Y,
    weights,
    forward(parameters, kernels, dropout = null) {
      let start = 0;
      layers.forEach((layer, i) => {
        const { kind, parameters: own } = network[i];
        if (i > 0 && kind.hasDropoutBefore) {
          silenced[i] = dropout && silence(inputOf(i), silenced[i] ?? null, m, dropout);
        }
        layer.forward(inputOf(i), valuesOf(parameters, start, own.length), kernels);
        start += own.length;
      });
      return last.A;
    },
    cost: () => loss.cost(last.A, Y, m, weights),
    backward(parameters, gradients, kernels) {
      loss.backward(last.dA, last.A, Y, m, weights);
      let start = network.reduce((sum, { parameters: own }) => sum + own.length, 0);
      for (let i = layers.length - 1; i >= 0; i--) {
        const count = network[i].parameters.length;
        start -= count;
        const before = i > 0 ? layers[i - 1].dA : null;
        const values = valuesOf(parameters, start, count);
        const into = valuesOf(gradients, start, count);
        layers[i].backward(inputOf(i), before, values, into, kernels);
        const D = silenced[i];
        if (before && D) applyDropout(before, D);
      }
    },
  };
}

/** Draws D and applies it to A. */
function silence(A: FloatArray, old: FloatArray | null, m: number, dropout: Dropout): FloatArray {
  const D = drawDropout(old ?? A.slice(), A.length / m, m, dropout);
  applyDropout(A, D);
  return D;
}

function valuesOf(parameters: readonly Parameter[], start: number, count: number): FloatArray[] {
  const values: FloatArray[] = [];
  for (let i = start; i < start + count; i++) values.push(parameters[i].matrix.data);
  return values;
}
