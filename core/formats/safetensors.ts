import { Matrix } from '../tensor/matrix.ts';
import type { FloatArray } from '../tensor/matrix.ts';

export type TensorData = FloatArray | Uint32Array;

/** A tensor's values in C order: the last index of `shape` runs fastest. */
export interface Tensor {
  shape: number[];
  data: TensorData;
}

export interface TensorFile {
  tensors: Record<string, Tensor>;
  /** Free text by name. */
  metadata: Record<string, string>;
}

export type ReadTensors =
  { ok: true; file: TensorFile } | { ok: false; reason: string; metadata: TensorFile['metadata'] };

interface HeaderEntry {
  dtype: keyof typeof ITEM_BYTES;
  shape: number[];
  data_offsets: [number, number];
}

const ITEM_BYTES = { F32: 4, F64: 8, U32: 4 } as const;
/** Ours have a few thousand; whoever sends a longer one would have us hold all of its text. */
const MOST_HEADER_BYTES = 1_000_000;

/**
 * Tensors as bytes in the safetensors layout: the header's length as a 64-bit little-endian number, the
 * header as JSON (ASCII, padded by spaces to a multiple of 8), then the values, little-endian, without
 * gaps, larger items before smaller ones so that each is aligned. The same content always gives the same
 * bytes.
 *
 * Source: the safetensors format specification, github.com/huggingface/safetensors.
 */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, HeaderEntry | Record<string, string>> = { __metadata__: metadata };
  const entries = Object.entries(tensors).sort(
    ([, one], [, other]) => other.data.BYTES_PER_ELEMENT - one.data.BYTES_PER_ELEMENT,
  );
  let offset = 0;
  for (const [name, { shape, data }] of entries) {
    const end = offset + data.byteLength;
    header[name] = { dtype: typeOf(data), shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = asciiJson(header);
  const text = json.padEnd(Math.ceil(json.length / 8) * 8, ' ');
  const bytes = new Uint8Array(8 + text.length + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  for (let i = 0; i < text.length; i++) bytes[8 + i] = text.charCodeAt(i);
  let position = 8 + text.length;
  for (const [, { data }] of entries) {
    writeValues(view, position, data);
    position += data.byteLength;
  }
  return bytes;
}

/**
 * The tensors and metadata of safetensors bytes; where they are damaged, what is wrong, with the metadata
 * where the header at least is whole.
 */
export function readSafetensors(bytes: Uint8Array): ReadTensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < 8 ? Infinity : Number(view.getBigUint64(0, true));
  if (8 + headerLength > bytes.length) return damaged('it ends before its header does');
  if (headerLength > MOST_HEADER_BYTES) return damaged('its header is too long');
  const header = parseHeader(bytes.subarray(8, 8 + headerLength));
  if (!header) return damaged('its header cannot be read');
  const { entries, metadata } = header;
  const start = 8 + headerLength;
  if (!fill(Object.values(entries), bytes.length - start)) {
    return damaged('its tensors do not fill it one after another', metadata);
  }
  const tensors: Record<string, Tensor> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const data = readValues(view, start, entry);
    if (!data) return damaged(`the values of ${name} do not fit into it`, metadata);
    tensors[name] = { shape: entry.shape, data };
  }
  return { ok: true, file: { tensors, metadata } };
}

function damaged(reason: string, metadata: TensorFile['metadata'] = {}): ReadTensors {
  return { ok: false, reason, metadata };
}

/** A matrix lies column after column, a tensor row after row. */
export function toTensor({ rows, cols, data }: Matrix): Tensor {
  return { shape: [rows, cols], data: transpose(data, cols, rows) };
}

/** The other way; the tensor must have two dimensions and be of floats. */
export function toMatrix({ shape, data }: Tensor): Matrix {
  const [rows, cols] = shape as [number, number];
  return new Matrix(rows, cols, transpose(data as FloatArray, rows, cols));
}

/** Whether a tensor is there, holds floats, all of them finite, and has this shape. */
export function isFloats(tensor: Tensor | undefined, shape: readonly number[]): tensor is Tensor {
  return (
    tensor !== undefined &&
    !(tensor.data instanceof Uint32Array) &&
    tensor.shape.length === shape.length &&
    tensor.shape.every((size, i) => size === shape[i]) &&
    tensor.data.every((value) => Number.isFinite(value))
  );
}

function transpose(data: FloatArray, rows: number, cols: number): FloatArray {
  const transposed = data.slice();
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) transposed[col * rows + row] = data[row * cols + col]!;
  }
  return transposed;
}

function typeOf(data: TensorData): HeaderEntry['dtype'] {
  if (data instanceof Uint32Array) return 'U32';
  return data instanceof Float64Array ? 'F64' : 'F32';
}

function writeValues(view: DataView, start: number, data: TensorData): void {
  if (data instanceof Float64Array) {
    for (let i = 0; i < data.length; i++) view.setFloat64(start + 8 * i, data[i], true);
  } else if (data instanceof Float32Array) {
    for (let i = 0; i < data.length; i++) view.setFloat32(start + 4 * i, data[i], true);
  } else {
    for (let i = 0; i < data.length; i++) view.setUint32(start + 4 * i, data[i], true);
  }
}

function readValues(view: DataView, start: number, entry: HeaderEntry): TensorData | null {
  const [from, to] = entry.data_offsets;
  const count = entry.shape.reduce((product, size) => product * size, 1);
  if (to - from !== count * ITEM_BYTES[entry.dtype] || start + to > view.byteLength) return null;
  const at = start + from;
  if (entry.dtype === 'F64') {
    return new Float64Array(count).map((_, i) => view.getFloat64(at + 8 * i, true));
  }
  if (entry.dtype === 'F32') {
    return new Float32Array(count).map((_, i) => view.getFloat32(at + 4 * i, true));
  }
  return new Uint32Array(count).map((_, i) => view.getUint32(at + 4 * i, true));
}

/** JSON with every character outside ASCII escaped, so that one character is one byte. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function parseHeader(
  bytes: Uint8Array,
): { entries: Record<string, HeaderEntry>; metadata: Record<string, string> } | null {
  let header: unknown;
  try {
    let text = '';
    for (const byte of bytes) text += `%${byte.toString(16).padStart(2, '0')}`;
    header = JSON.parse(decodeURIComponent(text));
  } catch {
    return null;
  }
  if (!isRecord(header)) return null;
  const { __metadata__: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === 'string')) {
    return null;
  }
  if (!Object.values(entries).every(isHeaderEntry)) return null;
  return {
    entries: entries as Record<string, HeaderEntry>,
    metadata: metadata as Record<string, string>,
  };
}

/**
 * Whether the tensors lie one after another without gaps, as the format asks. Were the same bytes to serve
 * many tensors, a small file could take all memory.
 */
function fill(entries: HeaderEntry[], byteLength: number): boolean {
  const ranges = entries.map((entry) => entry.data_offsets);
  ranges.sort(([from, to], [otherFrom, otherTo]) => from - otherFrom || to - otherTo);
  let end = 0;
  for (const [from, to] of ranges) {
    if (from !== end) return false;
    end = to;
  }
  return end === byteLength;
}

function isHeaderEntry(value: unknown): value is HeaderEntry {
  if (!isRecord(value)) return false;
  const { dtype, shape, data_offsets: offsets } = value;
  return (
    typeof dtype === 'string' &&
    Object.hasOwn(ITEM_BYTES, dtype) &&
    isCounts(shape) &&
    isCounts(offsets) &&
    offsets.length === 2
  );
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
