/**
 * Gives the memory of arrays that nobody will read again back to the system. Left to the garbage collector,
 * those of a thousand photos are freed in one go, which keeps the window waiting for a tenth of a second. Memory
 * in which something else may lie, beside such an array, stays as it is.
 */
export function release(arrays: Iterable<Uint8Array | Float32Array>): void {
  for (const { buffer, byteLength } of arrays) {
    if (!(buffer instanceof ArrayBuffer) || buffer.detached) continue;
    if (buffer.byteLength === byteLength) buffer.transfer(0);
  }
}
