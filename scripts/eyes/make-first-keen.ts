import path from 'node:path';
import { writeOnnxModel } from '../onnx/write-model.ts';
import { convertGraph } from './convert.ts';
import { readGraphModel } from './graph-model.ts';
import { expectFiles } from './known-files.ts';

const PACKAGE = '@vladmandic/human';

/** SHA-256 of what the network is made from. */
const FILES = {
  'centernet.json': 'bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05',
  'centernet.bin': '1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef',
};

const LAST_BLOCK = 'tower_0/MobilenetV3/expanded_conv_14/add';

/**
 * The first built-in network as an ONNX file, for the models that were trained through it. Made from the
 * registry's package: CenterNet, an object detector by github.com/610265158/mobilenetv3_centernet, up to the
 * last block of its MobileNetV3, averaged over all places. It takes 256×256 pixels as bytes 0 to 255 and
 * gives 120 numbers. The same package gives the same bytes.
 *
 * @param packages - The folder `node_modules`.
 * @throws Error when the package's files are others.
 */
export async function makeFirstKeen(packages: string): Promise<Uint8Array> {
  const folder = path.join(packages, PACKAGE, 'models');
  await expectFiles(folder, FILES);
  const model = await readGraphModel(path.join(folder, 'centernet.json'));
  return writeOnnxModel(
    convertGraph(model, {
      name: 'keen',
      input: { placeholder: 'tower_0/images', name: 'image' },
      edge: 256,
      features: (graph) => {
        graph.convert(LAST_BLOCK);
        return [graph.average(LAST_BLOCK, `${LAST_BLOCK}/average`)];
      },
      featureCount: 120,
      notes: {
        licence: 'MIT',
        origin: `models/centernet.json of ${PACKAGE} 3.3.6, Copyright (c) Vladimir Mandic`,
        trained: 'https://github.com/610265158/mobilenetv3_centernet',
      },
    }),
  );
}
