/** Fields of a Protocol Buffers message as bytes, as far as ONNX needs them (protobuf.dev, “Encoding”). */
export type Field = Uint8Array;

const wireType = { varint: 0, bytes: 2, fixed32: 5 } as const;

const varint = (value: number): Uint8Array => {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new Error(`Expected a whole number from 0 on, got ${value}`);
  }
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
};

const tag = (field: number, type: number): Uint8Array => varint(field * 8 + type);

export const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));

export const wholeNumber = (field: number, value: number): Field =>
  joined([tag(field, wireType.varint), varint(value)]);

/** IEEE 754 single precision, little-endian. */
export const float = (field: number, value: number): Field => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return joined([tag(field, wireType.fixed32), bytes]);
};

export const bytes = (field: number, value: Uint8Array): Field =>
  joined([tag(field, wireType.bytes), varint(value.length), value]);

export const text = (field: number, value: string): Field => bytes(field, Buffer.from(value));

export const message = (field: number, fields: readonly Field[]): Field =>
  bytes(field, joined(fields));
