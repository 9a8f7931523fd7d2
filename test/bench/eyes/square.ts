import sharp from 'sharp';

/**
 * A photo as the imaging process gives it to eyes that want a picture: the square in its middle, RGB, row by
 * row.
 */
export async function squareOf(path: string, edge: number): Promise<Uint8Array> {
  const pixels = await sharp(path, { pages: 1, failOn: 'truncated', autoOrient: true })
    .resize(edge, edge, { fit: 'cover', position: 'centre', kernel: 'lanczos3' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
  return new Uint8Array(pixels);
}
