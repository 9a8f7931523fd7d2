import path from 'node:path';
import { writeOnnxModel } from '../onnx/write-model.ts';
import { convertGraph } from './convert.ts';
import { readGraphModel } from './graph-model.ts';

const source = 'models/centernet.json';

/**
 * The built-in network as an ONNX file, made from the registry's package: CenterNet, an object detector
 * by github.com/610265158/mobilenetv3_centernet, up to the last block of its MobileNetV3, averaged over
 * all places. It takes 256×256 pixels as bytes 0 to 255 and gives 120 numbers. The same package gives
 * the same bytes.
 *
 * @param packages - The folder `node_modules`.
 */
export const makeKeen = async (packages: string): Promise<Uint8Array> => {
  const model = await readGraphModel(path.join(packages, '@vladmandic/human', source));
  return writeOnnxModel(
    convertGraph(model, {
      name: 'keen',
      input: { placeholder: 'tower_0/images', name: 'image' },
      edge: 256,
      taps: ['tower_0/MobilenetV3/expanded_conv_14/add'],
      featureCount: 120,
      notes: {
        licence: 'MIT',
        origin: `${source} of @vladmandic/human 3.3.6, Copyright (c) Vladimir Mandic`,
        trained: 'https://github.com/610265158/mobilenetv3_centernet',
      },
    }),
  );
};
