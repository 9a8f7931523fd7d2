import { LAYERS } from '../layers/layers.ts';
import type { LayerKind, LayerPlan, ParameterPlan, Shape } from '../layers/layer.ts';
import { drawFirstWeights } from '../tensor/first-weights.ts';
import type { InitializationScheme, Normals } from '../tensor/first-weights.ts';
import { Matrix } from '../tensor/matrix.ts';
import type { FloatArrayConstructor } from '../tensor/matrix.ts';
import type { Parameter } from './parameter.ts';

/** A layer in its place, number l = 1, 2, … of a network. */
export interface PlacedLayer {
  kind: LayerKind;
  plan: LayerPlan;
  input: Shape;
  output: Shape;
  /** Named W1, b1, … for l = 1. */
  parameters: (ParameterPlan & { name: string })[];
}

/** Layers one after another; the last one gives the logits. */
export type Network = readonly PlacedLayer[];

/**
 * Puts layers one after another behind this input.
 *
 * @throws RangeError where there is none, its kind is not known, or one does not fit the layer before it.
 */
export function placeLayers(plans: readonly LayerPlan[], input: Shape): Network {
  if (plans.length === 0) throw new RangeError('Expected at least one layer, got 0');
  let entering = input;
  return plans.map((plan, i) => {
    const kind = LAYERS.get(plan.kind);
    const output = kind.outputOf(plan, entering);
    const parameters = kind
      .parametersOf(plan, entering)
      .map((parameter) => ({ ...parameter, name: `${parameter.symbol}${i + 1}` }));
    const placed = { kind, plan, input: entering, output, parameters };
    entering = output;
    return placed;
  });
}

/** Values that enter the network, then those that leave each of its layers. */
export function layerSizesOf(network: Network): number[] {
  return [network[0].input.values, ...network.map(({ output }) => output.values)];
}

/** First parameters: weights drawn layer by layer by `scheme`, biases zero. */
export function initializeNetwork(
  network: Network,
  scheme: InitializationScheme,
  random: Normals,
  ArrayType: FloatArrayConstructor,
): Parameter[] {
  return network.flatMap(({ parameters }) =>
    parameters.map(({ name, role, rows, cols }) => {
      const matrix = Matrix.zeros(rows, cols, ArrayType);
      if (role === 'weight') drawFirstWeights(matrix, scheme, random);
      return { name, role, matrix };
    }),
  );
}
