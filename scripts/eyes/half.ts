import type { Weight } from './graph-model.ts';

const SMALLEST_EXPONENT = -14;
const MANTISSA_BITS = 10;
const LARGEST = 65_504;

/** A number rounded to the nearest that half precision has, ties to even (IEEE 754-2019, binary16). */
function roundToHalf(value: number): number {
  const exponent = Math.max(SMALLEST_EXPONENT, Math.floor(Math.log2(Math.abs(value))));
  const step = 2 ** (exponent - MANTISSA_BITS);
  const [steps, rest] = [Math.floor(value / step), value / step - Math.floor(value / step)];
  const isUp = rest > 0.5 || (rest === 0.5 && steps % 2 !== 0);
  return (steps + (isUp ? 1 : 0)) * step;
}

/** The 16 bits of a number. @throws Error where it is too large, or no number. */
export function halfBits(value: number): number {
  const half = value === 0 ? 0 : roundToHalf(value);
  if (!(Math.abs(half) <= LARGEST))
    throw new Error(`Expected a number of ${LARGEST} at most, got ${value}`);
  const sign = half < 0 ? 0x8000 : 0;
  const magnitude = Math.abs(half);
  if (magnitude < 2 ** SMALLEST_EXPONENT) return sign | (magnitude * 2 ** 24);
  const exponent = Math.floor(Math.log2(magnitude));
  return sign | ((exponent + 15) << MANTISSA_BITS) | ((magnitude / 2 ** exponent - 1) * 1024);
}

/** The number that 16 bits of an ordinary size stand for. */
export function halfAt(data: Buffer): number {
  const bits = data.readUInt16LE();
  const magnitude = 2 ** (((bits >> 10) & 31) - 15) * (1 + (bits & 1023) / 1024);
  return bits >> 15 === 1 ? -magnitude : magnitude;
}

/** A constant of floats in half precision: half as large, and exact to one part in two thousand. */
export function halved(weight: Weight): Weight {
  if (weight.type !== 'float') throw new Error(`Expected floats, got ${weight.type}`);
  const count = weight.data.length / 4;
  const data = Buffer.alloc(2 * count);
  for (let at = 0; at < count; at++)
    data.writeUInt16LE(halfBits(weight.data.readFloatLE(4 * at)), 2 * at);
  return { ...weight, type: 'float16', data };
}
