import { readFile } from 'node:fs/promises';
import path from 'node:path';

interface AttributeValue {
  s?: string;
  b?: boolean;
  list?: { s?: string[]; i?: string[] };
}

export interface GraphNode {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, AttributeValue>;
}

interface WeightEntry {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32';
  quantization?: { dtype: string };
}

interface GraphModelFile {
  modelTopology: { node: GraphNode[] };
  weightsManifest: { paths: string[]; weights: WeightEntry[] }[];
}

/** A constant of the graph; floats are kept as half precision where the file has them so. */
export interface Weight {
  shape: number[];
  type: 'float' | 'float16' | 'int32';
  data: Buffer;
}

/** A TensorFlow.js graph model: its operations by name, and its constants by name. */
export interface GraphModel {
  nodes: Map<string, GraphNode>;
  weights: Map<string, Weight>;
}

function weightType({ name, dtype, quantization }: WeightEntry): Weight['type'] {
  if (quantization === undefined) return dtype === 'float32' ? 'float' : dtype;
  if (quantization.dtype === 'float16') return 'float16';
  throw new Error(`Expected ${name} as float16, got ${quantization.dtype}`);
}

/** All constants stand one after another, in the order of the list. */
function cutWeights(entries: readonly WeightEntry[], all: Buffer): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let start = 0;
  for (const entry of entries) {
    const type = weightType(entry);
    const count = entry.shape.reduce((product, size) => product * size, 1);
    const end = start + count * (type === 'float16' ? 2 : 4);
    weights.set(entry.name, { shape: entry.shape, type, data: all.subarray(start, end) });
    start = end;
  }
  if (start !== all.length)
    throw new Error(`Expected ${start} bytes of weights, got ${all.length}`);
  return weights;
}

/** @param file - The model's JSON file; its weights lie beside it. */
export async function readGraphModel(file: string): Promise<GraphModel> {
  const model = JSON.parse(await readFile(file, 'utf8')) as GraphModelFile;
  const paths = model.weightsManifest.flatMap((group) => group.paths);
  const parts = await Promise.all(
    paths.map((name) => readFile(path.join(path.dirname(file), name))),
  );
  return {
    nodes: new Map(model.modelTopology.node.map((node) => [node.name, node])),
    weights: cutWeights(
      model.weightsManifest.flatMap((group) => group.weights),
      Buffer.concat(parts),
    ),
  };
}

/** Texts of an attribute, which the file keeps as Base64. */
export function textsOf(node: GraphNode, attribute: string): string[] {
  const value = node.attr?.[attribute];
  const texts = value?.list?.s ?? (value?.s === undefined ? [] : [value.s]);
  return texts.map((text) => Buffer.from(text, 'base64').toString('latin1'));
}

export function numbersOf(node: GraphNode, attribute: string): number[] {
  return (node.attr?.[attribute]?.list?.i ?? []).map(Number);
}
