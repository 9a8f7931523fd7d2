import type { EyePreset } from '../../contract.ts';

/** How a network wants its picture: one plane a colour, or three numbers a pixel. */
export type Layout = 'NCHW' | 'NHWC';

/** value = (byte − mean) / deviation for each channel, in the order in which they are handed over. */
interface Scaling {
  /** Which of red, green and blue comes first, second and third. */
  order: readonly [number, number, number];
  mean: readonly [number, number, number];
  deviation: readonly [number, number, number];
}

const RGB = [0, 1, 2] as const;
function same(value: number) {
  return [value, value, value] as const;
}

/** What the usual families of networks were trained with. */
const scalings: Record<EyePreset, Scaling> = {
  // TensorFlow's and Keras's MobileNets.
  'minus-one-to-one': { order: RGB, mean: same(127.5), deviation: same(127.5) },
  'zero-to-one': { order: RGB, mean: same(0), deviation: same(255) },
  // torchvision: means 0.485, 0.456, 0.406 and deviations 0.229, 0.224, 0.225 of values from 0 to 1.
  imagenet: { order: RGB, mean: [123.675, 116.28, 103.53], deviation: [58.395, 57.12, 57.375] },
  // Caffe's means of blue, green and red.
  caffe: { order: [2, 1, 0], mean: [103.939, 116.779, 123.68], deviation: same(1) },
  bytes: { order: RGB, mean: same(0), deviation: same(1) },
};

/**
 * Writes a picture as a network is handed it.
 *
 * @param pixels - Red, green and blue of each pixel, row by row, 0 to 255.
 * @param input - As many numbers as there are in `pixels`.
 */
export function fillInput(
  pixels: Uint8Array,
  preset: EyePreset,
  layout: Layout,
  input: Float32Array,
): void {
  const { order, mean, deviation } = scalings[preset];
  const places = pixels.length / 3;
  const [step, plane] = layout === 'NCHW' ? [1, places] : [3, 1];
  for (let channel = 0; channel < 3; channel++) {
    const from = order[channel] ?? 0;
    const [center = 0, spread = 1] = [mean[channel], deviation[channel]];
    for (let place = 0; place < places; place++) {
      const byte = pixels[place * 3 + from] ?? 0;
      input[channel * plane + place * step] = (byte - center) / spread;
    }
  }
}
