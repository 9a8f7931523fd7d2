// Writes first-keen.json: what TensorFlow.js itself makes of a pattern with the first built-in network, before any
// conversion. Needs @tensorflow/tfjs-core, @tensorflow/tfjs-converter and @tensorflow/tfjs-backend-wasm,
// all 4.22.0, installed in some folder: node first-keen.mjs <that folder>/package.json <@vladmandic/human>

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [installed, human] = process.argv.slice(2);
const load = createRequire(path.resolve(installed));
const tf = load('@tensorflow/tfjs-core');
const { loadGraphModel } = load('@tensorflow/tfjs-converter');
load('@tensorflow/tfjs-backend-wasm');
await tf.setBackend('wasm');

const models = path.join(human, 'models');
const { modelTopology, format, weightsManifest } = JSON.parse(
  readFileSync(path.join(models, 'centernet.json')),
);
// It was saved for 512 pixels, but looks at any size.
const image = modelTopology.node.find(({ op }) => op === 'Placeholder');
image.attr.shape = { shape: { dim: [1, -1, -1, 3].map((size) => ({ size: String(size) })) } };
const weightData = Uint8Array.from(readFileSync(path.join(models, 'centernet.bin'))).buffer;
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
const model = await loadGraphModel({
  load: async () => ({ modelTopology, format, weightSpecs, weightData }),
});

const edge = 256;
const pattern = Uint8Array.from({ length: edge * edge * 3 }, (_, at) => {
  const [channel, x, y] = [at % 3, Math.floor(at / 3) % edge, Math.floor(at / 3 / edge)];
  return ((x * x * (channel + 1) + y * y * (3 - channel) + 8 * x * y) >> 6) & 255;
});
const input = tf.tensor4d(Float32Array.from(pattern), [1, edge, edge, 3]);
const block = model.execute({ [image.name]: input }, 'tower_0/MobilenetV3/expanded_conv_14/add');
const features = [...tf.mean(block, [1, 2]).dataSync()];
writeFileSync(new URL('first-keen.json', import.meta.url), `${JSON.stringify({ features })}\n`);
