import type { Room, WasmMemory } from './memory.ts';

/** Bytes of features that are worth holding in the program's memory beside the host's own. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Copies all features of a run into the program's memory, where they lie until the room is closed: a step then
 * copies none. The address; null where they are too many to have twice.
 */
export function holdFeatures(
  memory: WasmMemory,
  room: Room,
  features: Uint8Array | Float32Array,
): number | null {
  if (features.byteLength > MOST_BYTES) return null;
  const address = room.allocate(features.byteLength);
  const bytes = new Uint8Array(features.buffer, features.byteOffset, features.byteLength);
  memory.bytesAt(address, features.byteLength).set(bytes);
  return address;
}
