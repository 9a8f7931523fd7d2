/**
 * Name and version of the preprocessing. A cached input is found by content and recipe together, so
 * any change to the pixels that come out must change the version.
 */
export const recipe = 'pixels-64@1';

/** Pixels along each side of the network's input. */
export const edge = 64;

/** Values in one input: 64×64 pixels of red, green and blue. */
export const featureCount = edge * edge * 3;
