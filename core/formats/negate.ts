import type { Parameter } from '../network/parameter.ts';
import { Matrix } from '../tensor/matrix.ts';

/**
 * The parameters with W and b of the last layer negated, so that the logit says of the other kind what it
 * said of this one.
 */
export function negateLastLayer(parameters: readonly Parameter[]): Parameter[] {
  const first = parameters.length - 2;
  return parameters.map((parameter, i) => (i < first ? parameter : negated(parameter)));
}

/** −w, and of zero a zero without sign. */
export function negated(parameter: Parameter): Parameter {
  const { rows, cols, data } = parameter.matrix;
  return {
    ...parameter,
    matrix: new Matrix(
      rows,
      cols,
      data.map((value) => 0 - value),
    ),
  };
}
