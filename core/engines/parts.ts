import type { Network } from '../network/network.ts';

/** Standardised examples that may lie in memory at once; of larger steps the gradients are added up. */
const MOST_BYTES = 32 * 2 ** 20;

/** Pictures at once: what leaves a convolution is large. */
const MOST_PICTURES = 32;

/** Cuts the examples of a step into parts of about the same size that may be standardised at once. */
export function cutIntoParts(indices: Uint32Array, bytesPerExample: number): Uint32Array[] {
  const most = Math.max(64, Math.floor(MOST_BYTES / bytesPerExample));
  const parts = Math.ceil(indices.length / most);
  return Array.from({ length: parts }, (_, i) => {
    const at = (part: number) => Math.round((part * indices.length) / parts);
    return indices.subarray(at(i), at(i + 1));
  });
}

/** Whether the first layer sees pictures. */
export function seesPictures(network: Network): boolean {
  return network[0].kind.sees === 'pictures';
}

/** Cuts the examples of a step into parts that pass through the network one after another. */
export function partsOfStep(
  network: Network,
  indices: Uint32Array,
  bytesPerValue: number,
): Uint32Array[] {
  if (!seesPictures(network)) {
    return cutIntoParts(indices, network[0].input.values * bytesPerValue);
  }
  const parts: Uint32Array[] = [];
  for (let start = 0; start < indices.length; start += MOST_PICTURES) {
    parts.push(indices.subarray(start, start + MOST_PICTURES));
  }
  return parts;
}
