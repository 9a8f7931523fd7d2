/** Fields of a Protocol Buffers message as bytes, as far as ONNX needs them (protobuf.dev, “Encoding”). */
export type Field = Uint8Array;

const WIRE_TYPE = { varint: 0, bytes: 2, fixed32: 5 } as const;

function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new Error(`Expected a whole number from 0 on, got ${value}`);
  }
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function tag(field: number, type: number): Uint8Array {
  return varint(field * 8 + type);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export function wholeNumber(field: number, value: number): Field {
  return joined([tag(field, WIRE_TYPE.varint), varint(value)]);
}

/** IEEE 754 single precision, little-endian. */
export function float(field: number, value: number): Field {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return joined([tag(field, WIRE_TYPE.fixed32), bytes]);
}

export function bytes(field: number, value: Uint8Array): Field {
  return joined([tag(field, WIRE_TYPE.bytes), varint(value.length), value]);
}

export function text(field: number, value: string): Field {
  return bytes(field, Buffer.from(value));
}

export function message(field: number, fields: readonly Field[]): Field {
  return bytes(field, joined(fields));
}
