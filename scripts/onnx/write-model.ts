import { bytes, float, joined, message, text, wholeNumber } from './protobuf.ts';
import type { Field } from './protobuf.ts';

/** Kinds of numbers in a tensor, by ONNX's numbers for them. */
const ELEMENT_TYPES = { float: 1, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** A constant; its numbers row by row, little-endian. */
export interface Initializer {
  name: string;
  type: ElementType;
  shape: readonly number[];
  data: Uint8Array;
}

export type Attribute = number | string | { ints: readonly number[] } | { float: number };

export interface OnnxNode {
  operator: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, Attribute>>;
}

/** An input or output of floats; a string in place of a size names one that may vary. */
export interface Port {
  name: string;
  shape: readonly (number | string)[];
}

export interface OnnxModel {
  name: string;
  producer: string;
  /** Version of ONNX's operators. */
  operators: number;
  inputs: readonly Port[];
  outputs: readonly Port[];
  nodes: readonly OnnxNode[];
  initializers: readonly Initializer[];
  /** Text stored with the model, such as its licence. */
  notes: Readonly<Record<string, string>>;
}

/** The version of the file format that goes with operators 13 to 18. */
const FORMAT_VERSION = 8;

function attributeFields(name: string, value: Attribute): Field[] {
  const kind = (number: number) => wholeNumber(20, number);
  if (typeof value === 'number') return [text(1, name), wholeNumber(3, value), kind(2)];
  if (typeof value === 'string') return [text(1, name), text(4, value), kind(3)];
  if ('float' in value) return [text(1, name), float(2, value.float), kind(1)];
  return [text(1, name), ...value.ints.map((int) => wholeNumber(8, int)), kind(7)];
}

function nodeFields({ operator, inputs, outputs, attributes = {} }: OnnxNode): Field[] {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => message(5, attributeFields(name, value))),
  ];
}

function initializerFields({ name, type, shape, data }: Initializer): Field[] {
  return [
    ...shape.map((size) => wholeNumber(1, size)),
    wholeNumber(2, ELEMENT_TYPES[type]),
    text(8, name),
    bytes(9, data),
  ];
}

function portFields({ name, shape }: Port): Field[] {
  const sizes = shape.map((size) =>
    message(1, [typeof size === 'number' ? wholeNumber(1, size) : text(2, size)]),
  );
  const tensor = [wholeNumber(1, ELEMENT_TYPES.float), message(2, sizes)];
  return [text(1, name), message(2, [message(1, tensor)])];
}

function graphFields({ name, nodes, initializers, inputs, outputs }: OnnxModel): Field[] {
  return [
    ...nodes.map((node) => message(1, nodeFields(node))),
    text(2, name),
    ...initializers.map((initializer) => message(5, initializerFields(initializer))),
    ...inputs.map((port) => message(11, portFields(port))),
    ...outputs.map((port) => message(12, portFields(port))),
  ];
}

/** The bytes of an ONNX file (github.com/onnx/onnx, onnx.proto); the same model gives the same bytes. */
export function writeOnnxModel(model: OnnxModel): Uint8Array {
  return joined([
    wholeNumber(1, FORMAT_VERSION),
    text(2, model.producer),
    message(7, graphFields(model)),
    message(8, [wholeNumber(2, model.operators)]),
    ...Object.entries(model.notes).map(([key, value]) =>
      message(14, [text(1, key), text(2, value)]),
    ),
  ]);
}
