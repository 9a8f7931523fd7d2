import type { Attribute, Initializer, OnnxModel, OnnxNode } from '../onnx/write-model.ts';
import { numbersOf, textsOf } from './graph-model.ts';
import type { GraphModel, GraphNode, Weight } from './graph-model.ts';
import { halfAt } from './half.ts';

/** Converts one operation; it may add constants and further operations before it. */
type Conversion = (node: GraphNode, graph: Converter) => void;

function expected(what: string, node: GraphNode, got: unknown): Error {
  return new Error(`Expected ${what} at ${node.name}, got ${String(got)}`);
}

/** Moves each element of a row-major array to where its axes stand in another order. */
function transposed({ shape, data, type }: Weight, order: readonly number[]): Weight {
  const width = type === 'float16' ? 2 : 4;
  const outShape = order.map((axis) => shape[axis] ?? 1);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const moved = Buffer.alloc(data.length);
  const index = order.map(() => 0);
  for (let to = 0; to < data.length; to += width) {
    const from = order.reduce((sum, axis, at) => sum + (index[at] ?? 0) * (strides[axis] ?? 0), 0);
    data.copy(moved, to, from * width, (from + 1) * width);
    for (let at = order.length - 1; at >= 0; at--) {
      index[at] = (index[at] ?? 0) + 1;
      if ((index[at] ?? 0) < (outShape[at] ?? 0)) break;
      index[at] = 0;
    }
  }
  return { shape: outShape, type, data: moved };
}

/** How many times fewer places along each side the deepest layer has than the picture. */
const STRIDE = 32;

/** Collects ONNX operations for what a feature needs of a TensorFlow.js graph, in the order they run. */
export class Converter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: Initializer[] = [];
  readonly places: number;
  readonly #graph: GraphModel;
  readonly #done = new Set<string>();

  /** @param places - Along each side of the deepest layer. */
  constructor(graph: GraphModel, places: number) {
    this.#graph = graph;
    this.places = places;
  }

  /** Puts the model's input in the place of an operation. */
  give(name: string, input: string): void {
    this.#done.add(name);
    this.add({ operator: 'Identity', inputs: [input], outputs: [name] });
  }

  /** Converts an operation once; it asks for its inputs, which are converted before it. */
  convert(name: string): void {
    if (this.#done.has(name)) return;
    this.#done.add(name);
    const node = this.#graph.nodes.get(name);
    if (node === undefined) throw new Error(`Expected an operation ${name}, found none`);
    if (node.op === 'Const' || node.op === 'Placeholder') return;
    const conversion = conversions[node.op];
    if (conversion === undefined) throw expected('a known operation', node, node.op);
    conversion(node, this);
  }

  add(node: OnnxNode): void {
    this.nodes.push(node);
  }

  /** The average of each channel over all places of a layer. */
  average(layer: string, output: string): string {
    this.add({ operator: 'GlobalAveragePool', inputs: [layer], outputs: [output] });
    return output;
  }

  node(name: string): GraphNode | undefined {
    return this.#graph.nodes.get(name);
  }

  weight(name: string): Weight {
    const weight = this.#graph.weights.get(name);
    if (weight === undefined) throw new Error(`Expected a constant ${name}, found none`);
    return weight;
  }

  isWeight(name: string): boolean {
    return this.#graph.weights.has(name);
  }

  /** Adds a constant of floats. Halves stay halves in the file; the runtime widens them once. */
  constant(name: string, { shape, type, data }: Weight): string {
    if (type === 'int32') throw new Error(`Expected floats in ${name}, got int32`);
    if (type === 'float') {
      this.initializers.push({ name, type, shape, data });
      return name;
    }
    this.initializers.push({ name: `${name}/half`, type, shape, data });
    this.add({
      operator: 'Cast',
      inputs: [`${name}/half`],
      outputs: [name],
      attributes: { to: 1 },
    });
    return name;
  }

  floats(name: string, values: readonly number[], shape: readonly number[]): string {
    const data = Buffer.from(Float32Array.from(values).buffer);
    this.initializers.push({ name, type: 'float', shape, data });
    return name;
  }

  wholeNumbers(name: string, values: readonly number[]): string {
    const data = Buffer.from(BigInt64Array.from(values, BigInt).buffer);
    this.initializers.push({ name, type: 'int64', shape: [values.length], data });
    return name;
  }

  /** An input of an operation; a constant among them is added where it is used. */
  input(node: GraphNode, place: number): string {
    const name = node.input?.[place];
    if (name === undefined) throw expected(`an input ${place}`, node, 'none');
    if (!this.isWeight(name)) this.convert(name);
    if (!this.isWeight(name) || this.initializers.some((known) => known.name === `${name}/half`)) {
      return name;
    }
    return this.constant(name, this.weight(name));
  }
}

function same(operator: string): Conversion {
  return (node, graph) => {
    const inputs = (node.input ?? []).map((_, place) => graph.input(node, place));
    graph.add({ operator, inputs, outputs: [node.name] });
  };
}

function relu6(inputs: string, output: string, graph: Converter): void {
  const lowest = graph.floats(`${output}/lowest`, [0], []);
  const highest = graph.floats(`${output}/highest`, [6], []);
  graph.add({ operator: 'Clip', inputs: [inputs, lowest, highest], outputs: [output] });
}

/** Where a constant is one number: that number. */
function scalar(graph: Converter, name: string): number | null {
  if (!graph.isWeight(name)) return null;
  const { shape, type, data } = graph.weight(name);
  if (shape.some((size) => size !== 1) || type === 'int32') return null;
  return type === 'float' ? data.readFloatLE() : halfAt(data);
}

/**
 * The x and c of (c · x) · relu6(x + 3), which is h-swish (arxiv.org/abs/1905.02244, section 5.2) where c
 * is 1/6, or what half precision makes of it; null where a product is another one.
 */
function hardSwish(node: GraphNode, graph: Converter): { x: string; c: number } | null {
  const [scaledName = '', gateName = ''] = node.input ?? [];
  const [scaled, gate] = [graph.node(scaledName), graph.node(gateName)];
  const sum = gate?.op === 'Relu6' ? graph.node(gate.input?.[0] ?? '') : undefined;
  if (scaled?.op !== 'Mul' || sum?.op !== 'Add') return null;
  const [factor = '', x = ''] = scaled.input ?? [];
  const [summand = '', three = ''] = sum.input ?? [];
  const c = scalar(graph, factor);
  return c !== null && summand === x && scalar(graph, three) === 3 ? { x, c } : null;
}

/** Fewer passes over the values than TensorFlow makes: h-swish is 6c · x · max(0, min(1, x/6 + 1/2)). */
const product: Conversion = (node, graph) => {
  const found = hardSwish(node, graph);
  if (found === null) return same('Mul')(node, graph);
  const { x, c } = found;
  graph.convert(x);
  const [gate, gated] = [`${node.name}/gate`, `${node.name}/gated`];
  const attributes = { alpha: { float: 1 / 6 }, beta: { float: 0.5 } };
  graph.add({ operator: 'HardSigmoid', inputs: [x], outputs: [gate], attributes });
  graph.add({ operator: 'Mul', inputs: [x, gate], outputs: [gated] });
  const factor = graph.floats(`${node.name}/factor`, [6 * c], []);
  graph.add({ operator: 'Mul', inputs: [gated, factor], outputs: [node.name] });
};

/** TensorFlow tells explicit paddings as (before, after) of batch, rows, columns and channels. */
function paddingOf(node: GraphNode): Record<string, Attribute> {
  const [padding] = textsOf(node, 'padding');
  if (padding !== 'EXPLICIT') return { auto_pad: padding === 'SAME' ? 'SAME_UPPER' : 'VALID' };
  const [, , top = 0, bottom = 0, left = 0, right = 0] = numbersOf(node, 'explicit_paddings');
  return { pads: { ints: [top, left, bottom, right] } };
}

function convolution(isDepthwise: boolean): Conversion {
  return (node, graph) => {
    const [, weightName = '', bias] = node.input ?? [];
    const weight = graph.weight(weightName);
    const [rows = 0, columns = 0, channels = 0] = weight.shape;
    // TensorFlow keeps (rows, columns, in, out), or (rows, columns, in, multiplier) for depthwise ones.
    const ordered = transposed(weight, isDepthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]);
    if (isDepthwise && weight.shape[3] !== 1)
      throw expected('one filter a channel', node, weight.shape);
    const inputs = [graph.input(node, 0), graph.constant(`${node.name}/W`, ordered)];
    if (bias !== undefined) inputs.push(graph.input(node, 2));
    const fused = textsOf(node, 'fused_ops');
    const activation = fused.find((name) => name !== 'BiasAdd');
    const output = activation === undefined ? node.name : `${node.name}/linear`;
    graph.add({
      operator: 'Conv',
      inputs,
      outputs: [output],
      attributes: {
        ...paddingOf(node),
        kernel_shape: { ints: [rows, columns] },
        strides: { ints: numbersOf(node, 'strides').slice(1, 3) },
        dilations: { ints: numbersOf(node, 'dilations').slice(1, 3) },
        group: isDepthwise ? channels : 1,
      },
    });
    if (activation === 'Relu6') relu6(output, node.name, graph);
    else if (activation === 'Relu') {
      graph.add({ operator: 'Relu', inputs: [output], outputs: [node.name] });
    } else if (activation !== undefined) throw expected('a known activation', node, activation);
  };
}

/** TensorFlow's operations that this network is made of; channels last there, first here. */
const conversions: Record<string, Conversion> = {
  _FusedConv2D: convolution(false),
  Conv2D: convolution(false),
  FusedDepthwiseConv2dNative: convolution(true),
  DepthwiseConv2dNative: convolution(true),
  Mul: product,
  Add: same('Add'),
  Relu6: (node, graph) => relu6(graph.input(node, 0), node.name, graph),
  Relu: same('Relu'),
  // Only ever over all rows and columns here.
  Mean: (node, graph) => graph.average(graph.input(node, 0), node.name),
  AvgPool: (node, graph) => graph.average(graph.input(node, 0), node.name),
  // Only ever of one place, to all of the deepest layer.
  ResizeBilinear: (node, graph) => {
    const { places } = graph;
    const shape = graph.wholeNumbers(`${node.name}/shape`, [1, 1, places, places]);
    graph.add({ operator: 'Expand', inputs: [graph.input(node, 0), shape], outputs: [node.name] });
  },
  ConcatV2: (node, graph) => {
    // The last input is the axis: channels.
    const inputs = (node.input ?? []).slice(0, -1).map((_, place) => graph.input(node, place));
    graph.add({ operator: 'Concat', inputs, outputs: [node.name], attributes: { axis: 1 } });
  },
};

export interface ConversionPlan {
  name: string;
  /** The operation in the graph that the model's input stands for, and its name in the model. */
  input: { placeholder: string; name: string };
  /** Pixels along each side of the input. */
  edge: number;
  /** Adds what makes features of the graph's layers; names of layers with one place each. */
  features: (graph: Converter) => readonly string[];
  featureCount: number;
  notes: Readonly<Record<string, string>>;
}

/** The part of a TensorFlow.js graph that leads to some of its layers, as an ONNX model of features. */
export function convertGraph(model: GraphModel, plan: ConversionPlan): OnnxModel {
  const { name, input, edge, featureCount, notes } = plan;
  const graph = new Converter(model, edge / STRIDE);
  graph.give(input.placeholder, input.name);
  const parts = plan.features(graph);
  graph.add({ operator: 'Concat', inputs: parts, outputs: ['places'], attributes: { axis: 1 } });
  graph.add({ operator: 'Flatten', inputs: ['places'], outputs: ['features'] });
  return {
    name,
    producer: 'Purrceptron',
    operators: 13,
    inputs: [{ name: input.name, shape: [1, 3, edge, edge] }],
    outputs: [{ name: 'features', shape: [1, featureCount] }],
    nodes: graph.nodes,
    initializers: graph.initializers,
    notes,
  };
}
