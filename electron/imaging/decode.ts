import type { Sharp } from 'sharp';
import type { Decoder } from './decoder.ts';
import { mostPixels } from './problems.ts';

/** Transparent parts are seen on this colour. */
export const background = '#ffffff';

/** Pixels as seen upright. */
export interface Size {
  width: number;
  height: number;
}

/** The first picture in a file's bytes, upright; damage is an error and is never filled with grey. */
export const decode = (decoder: Decoder, bytes: Buffer): Sharp =>
  decoder(bytes, {
    pages: 1,
    failOn: 'truncated',
    limitInputPixels: mostPixels,
    autoOrient: true,
  });

/** How large the first picture is, from the file's first bytes alone. */
export const measure = async (decoder: Decoder, bytes: Buffer): Promise<Size> => {
  const { autoOrient } = await decode(decoder, bytes).metadata();
  return { width: autoOrient.width, height: autoOrient.height };
};

/** A copy in memory of its own: what the WebAssembly decoder gives is shared, and cannot be sent to main. */
export const ownBytes = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
