import type { FloatArray } from '../../tensor/matrix.ts';
import type { ConvolutionShape } from './product.ts';

/** The specification of `convolutionForward`: the sum as its definition reads, in double precision. */
export function referenceConvolution(
  Z: FloatArray,
  A: FloatArray,
  W: FloatArray,
  { edge, channels, filters }: ConvolutionShape,
): void {
  const at = (c: number, y: number, x: number): number =>
    y < 0 || x < 0 || y >= edge || x >= edge ? 0 : A[(y * edge + x) * channels + c];
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      for (let f = 0; f < filters; f++) {
        let sum = 0;
        for (let v = 0; v < 3; v++) {
          for (let u = 0; u < 3; u++) {
            for (let c = 0; c < channels; c++) {
              const w = W[((3 * v + u) * channels + c) * filters + f];
              sum += w * at(c, y + v - 1, x + u - 1);
            }
          }
        }
        Z[(y * edge + x) * filters + f] = sum;
      }
    }
  }
}
