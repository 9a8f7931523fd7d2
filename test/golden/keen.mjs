// Writes keen.json: what TensorFlow.js itself makes of a pattern with the built-in network, before any
// conversion: with its dilation, of which every second or fourth place is taken, and with its weights in full.
// Needs @tensorflow/tfjs-core, @tensorflow/tfjs-converter and @tensorflow/tfjs-backend-wasm, all 4.22.0,
// installed in some folder: node keen.mjs <that folder>/package.json <@codait/max-image-segmenter>

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [installed, segmenter] = process.argv.slice(2);
const load = createRequire(path.resolve(installed));
const tf = load('@tensorflow/tfjs-core');
const { loadGraphModel } = load('@tensorflow/tfjs-converter');
load('@tensorflow/tfjs-backend-wasm');
await tf.setBackend('wasm');

const folder = path.join(segmenter, 'model');
const { modelTopology, weightsManifest } = JSON.parse(
  readFileSync(path.join(folder, 'model.json')),
);
const parts = weightsManifest.flatMap(({ paths }) => paths);
const weightData = Uint8Array.from(
  Buffer.concat(parts.map((name) => readFileSync(path.join(folder, name)))),
).buffer;
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);

// It was saved for 513 pixels: 65 places, for which dilation by 2 or 4 pads on one side more than on the other.
const BYTES = 4;
let start = 0;
for (const { name, shape } of weightSpecs) {
  const count = shape.reduce((product, size) => product * size, 1);
  const dilation = name.includes('expanded_conv_7/') ? 2 : 4;
  const sides = new Int32Array(weightData, start, count);
  if (name.endsWith('/SpaceToBatchND/paddings')) sides.fill(dilation);
  if (name.endsWith('/BatchToSpaceND/crops')) sides.fill(0);
  start += count * BYTES;
}

const model = await loadGraphModel({
  load: async () => ({ modelTopology, weightSpecs, weightData }),
});

const edge = 320;
const pattern = Uint8Array.from({ length: edge * edge * 3 }, (_, at) => {
  const [channel, x, y] = [at % 3, Math.floor(at / 3) % edge, Math.floor(at / 3 / edge)];
  return ((x * x * (channel + 1) + y * y * (3 - channel) + 8 * x * y) >> 6) & 255;
});
const image = tf.tensor4d(
  Float32Array.from(pattern, (byte) => byte / 127.5 - 1),
  [1, edge, edge, 3],
);

/** The places of a layer that a stride would have left. */
const every = (step, layer) => {
  const [, rows, columns] = layer.shape;
  const places = (count) => tf.range(0, count, step, 'int32');
  return tf.gather(tf.gather(layer, places(rows), 1), places(columns), 2);
};

const block = (index, layer) => `MobilenetV2/expanded_conv_${index}/${layer}`;
const project = 'project/BatchNorm/FusedBatchNorm';
const names = [block(16, project), block(13, project), block(11, 'add'), block(9, 'add')];
const layers = model.execute({ sub_7: image }, names);
const [last, thirteenth] = layers.slice(0, 2).map((layer) => every(4, layer));
const [eleventh, ninth] = layers.slice(2).map((layer) => every(2, layer));

const average = (layer) => tf.mean(layer, [1, 2], true);
const pooled = model.execute({ 'AvgPool2D/AvgPool': average(last) }, 'image_pooling/Relu');
const everywhere = tf.tile(pooled, [1, last.shape[1], last.shape[2], 1]);
const logits = model.execute(
  { ResizeBilinear_1: everywhere, [names[0]]: last },
  'logits/semantic/BiasAdd',
);
const background = tf.slice(tf.softmax(logits, 3), [0, 0, 0, 0], [-1, -1, -1, 1]);
const mask = tf.sub(1.02, background);
const twice = tf.image.resizeNearestNeighbor(
  mask,
  mask.shape.slice(1, 3).map((size) => 2 * size),
);
const underMask = (layer, weights) =>
  tf.div(tf.sum(tf.mul(layer, weights), [1, 2]), tf.sum(weights, [1, 2]));
const vectors = [
  average(last),
  underMask(thirteenth, mask),
  underMask(eleventh, twice),
  underMask(ninth, twice),
];
const features = vectors.flatMap((vector) => [...tf.div(vector, tf.norm(vector)).dataSync()]);
writeFileSync(new URL('keen.json', import.meta.url), `${JSON.stringify({ features })}\n`);
