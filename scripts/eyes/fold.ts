import type { GraphModel, GraphNode, Weight } from './graph-model.ts';

/** Texts and lists as the file keeps them. */
function text(value: string) {
  return Buffer.from(value).toString('base64');
}
function texts(...values: string[]) {
  return { list: { s: values.map(text) } };
}
function numbers(...values: number[]) {
  return { list: { i: values.map(String) } };
}

const FUSED: Readonly<Record<string, string>> = {
  Conv2D: '_FusedConv2D',
  DepthwiseConv2dNative: 'FusedDepthwiseConv2dNative',
};

function floatsOf({ type, data }: Weight): Float32Array {
  if (type !== 'float') throw new Error(`Expected floats, got ${type}`);
  return Float32Array.from({ length: data.length / 4 }, (_, at) => data.readFloatLE(4 * at));
}

/** Depthwise weights (rows, columns, channels, 1), each channel times its factor. */
function scaledBy(factors: Weight, weight: Weight): Weight {
  const [scale, values] = [floatsOf(factors), floatsOf(weight)];
  const scaled = values.map((value, at) => value * (scale[at % scale.length] ?? NaN));
  return { ...weight, data: Buffer.from(scaled.buffer) };
}

/** A graph whose operations are rewritten one after another, in the order of the file. */
class Folding {
  readonly nodes = new Map<string, GraphNode>();
  readonly weights: Map<string, Weight>;
  /** What stands for an operation that is gone. */
  readonly #instead = new Map<string, string>();

  constructor(weights: GraphModel['weights']) {
    this.weights = new Map(weights);
  }

  resolved(name: string): string {
    return this.#instead.get(name) ?? name;
  }

  drop(name: string, instead: string): void {
    this.nodes.delete(name);
    this.#instead.set(name, instead);
  }

  /** A convolution that nothing was added to yet. */
  bareConvolution(name: string): GraphNode | null {
    const node = this.nodes.get(name);
    return node !== undefined && node.op in FUSED ? node : null;
  }

  /** The one of two inputs that is a constant for each channel, and the other. */
  sides(node: GraphNode): { constant: string; other: string } | null {
    const inputs = node.input ?? [];
    const constant = inputs.find((name) => this.weights.get(name)?.shape.length === 1);
    const other = inputs.find((name) => name !== constant);
    return constant === undefined || other === undefined ? null : { constant, other };
  }

  bias(convolution: GraphNode, constant: string): void {
    convolution.op = FUSED[convolution.op] ?? convolution.op;
    convolution.input = [...(convolution.input ?? []), constant];
    convolution.attr = { ...convolution.attr, fused_ops: texts('BiasAdd') };
  }
}

/** Conv(x) · s of a depthwise convolution: s goes into its weights. */
function foldProduct(node: GraphNode, graph: Folding): void {
  const sides = graph.sides(node);
  const convolution = sides === null ? null : graph.bareConvolution(sides.other);
  if (sides === null || convolution?.op !== 'DepthwiseConv2dNative') return;
  const [input = '', weight = ''] = convolution.input ?? [];
  const [factors, values] = [graph.weights.get(sides.constant), graph.weights.get(weight)];
  if (factors === undefined || values === undefined) return;
  graph.weights.set(`${weight}/scaled`, scaledBy(factors, values));
  convolution.input = [input, `${weight}/scaled`];
  graph.drop(node.name, convolution.name);
}

/** Conv(x) + b, or b + (y + Conv(x)): b goes into the convolution. */
function foldSum(node: GraphNode, graph: Folding): void {
  const sides = graph.sides(node);
  if (sides === null) return;
  const direct = graph.bareConvolution(sides.other);
  const sum = graph.nodes.get(sides.other);
  const inside =
    sum?.op === 'AddN' ? (sum.input ?? []).map((name) => graph.bareConvolution(name)) : [];
  const convolution = direct ?? inside.find((found) => found !== null);
  if (convolution === undefined) return;
  graph.bias(convolution, sides.constant);
  if (direct === null && sum !== undefined) sum.op = 'Add';
  graph.drop(node.name, sides.other);
}

/**
 * Dilation is SpaceToBatchND, a plain convolution, BatchToSpaceND in such graphs. Without the two, on every
 * second place, the convolution gives what it gave there before.
 */
function foldDilation(node: GraphNode, graph: Folding): void {
  graph.drop(node.name, graph.resolved(node.input?.[0] ?? ''));
}

const FOLDS: Readonly<Record<string, (node: GraphNode, graph: Folding) => void>> = {
  Mul: foldProduct,
  Add: foldSum,
  BiasAdd: foldSum,
  SpaceToBatchND: foldDilation,
  BatchToSpaceND: foldDilation,
};

function isDilated(node: GraphNode, model: GraphModel): boolean {
  return model.nodes.get(node.input?.[0] ?? '')?.op === 'SpaceToBatchND';
}

/** As many zeros around as a window of 3 × 3 reaches beyond the picture. */
const oneAround = {
  padding: { s: text('EXPLICIT') },
  explicit_paddings: numbers(0, 0, 1, 1, 1, 1, 0, 0),
};

export interface Folded {
  graph: GraphModel;
  /** The name of the layer that gives what an operation of the graph gave. */
  layer: (name: string) => string;
}

/**
 * The same network with as few operations as it needs: batch normalisation goes into the convolution before
 * it, and dilation, by which a classifier was made to keep more places, is undone: those in `strided` leave
 * out every second place again, as they did before.
 */
export function fold(model: GraphModel, strided: readonly string[]): Folded {
  const graph = new Folding(model.weights);
  for (const original of model.nodes.values()) {
    const input = original.input?.map((name) => graph.resolved(name));
    const node: GraphNode = { ...original, ...(input && { input }) };
    if (strided.includes(node.name)) {
      node.attr = { ...node.attr, ...oneAround, strides: numbers(1, 2, 2, 1) };
    } else if (isDilated(original, model)) node.attr = { ...node.attr, ...oneAround };
    graph.nodes.set(node.name, node);
    FOLDS[node.op]?.(node, graph);
  }
  const { nodes, weights } = graph;
  return { graph: { nodes, weights }, layer: (name) => graph.resolved(name) };
}
