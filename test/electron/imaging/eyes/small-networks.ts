import { writeOnnxModel } from '../../../../scripts/onnx/write-model.ts';
import type { OnnxModel, OnnxNode, Port } from '../../../../scripts/onnx/write-model.ts';

function model(
  inputs: Port[],
  outputs: Port[],
  nodes: OnnxNode[],
  initializers: OnnxModel['initializers'] = [],
): Uint8Array {
  return writeOnnxModel({
    name: 'small',
    producer: 'tests',
    operators: 13,
    inputs,
    outputs,
    nodes,
    initializers,
    notes: {},
  });
}

type Sizes = Port['shape'];

/** Gives the average of each colour, as a layer with one place: its input is what it says it saw. */
export function averageColour(shape: Sizes = [1, 3, 8, 8]): Uint8Array {
  return model(
    [{ name: 'image', shape }],
    [{ name: 'colour', shape: [1, 3, 1, 1] }],
    [{ operator: 'GlobalAveragePool', inputs: ['image'], outputs: ['colour'] }],
  );
}

/** Gives its picture as it was handed over: a layer with places. */
export function mirror(shape: Sizes): Uint8Array {
  return model(
    [{ name: 'image', shape }],
    [{ name: 'layer', shape }],
    [{ operator: 'Identity', inputs: ['image'], outputs: ['layer'] }],
  );
}

/** Wants two pictures. */
export function twoInputs(): Uint8Array {
  return model(
    [
      { name: 'left', shape: [1, 3, 8, 8] },
      { name: 'right', shape: [1, 3, 8, 8] },
    ],
    [{ name: 'sum', shape: [1, 3, 8, 8] }],
    [{ operator: 'Add', inputs: ['left', 'right'], outputs: ['sum'] }],
  );
}

/** Divides its picture by zero. */
export function infinite(): Uint8Array {
  return model(
    [{ name: 'image', shape: [1, 3, 8, 8] }],
    [{ name: 'nothing', shape: [1, 3, 8, 8] }],
    [
      { operator: 'Sub', inputs: ['image', 'image'], outputs: ['zero'] },
      { operator: 'Div', inputs: ['image', 'zero'], outputs: ['nothing'] },
    ],
  );
}

/** Gives other numbers each time. */
export function random(): Uint8Array {
  return model(
    [{ name: 'image', shape: [1, 3, 8, 8] }],
    [{ name: 'noise', shape: [1, 3, 8, 8] }],
    [{ operator: 'RandomNormalLike', inputs: ['image'], outputs: ['noise'] }],
  );
}

/** Gives one number for all pictures together, which is no list for each. */
export function withoutList(): Uint8Array {
  return model(
    [{ name: 'image', shape: [1, 3, 8, 8] }],
    [{ name: 'sum', shape: [] }],
    [
      {
        operator: 'ReduceMean',
        inputs: ['image'],
        outputs: ['sum'],
        attributes: { keepdims: 0 },
      },
    ],
  );
}
