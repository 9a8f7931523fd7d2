// Run by node: trains on 20,000 pictures of 64 × 64 × 3 bytes, in full batches and in minibatches, and
// prints how much memory the process had at most, in megabytes.

import { abandon, train } from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import type { Build } from '../../../electron/training/kernels/load.ts';
import { PLAIN_SETTINGS } from '../examples.ts';

const COUNT = 20_000;
const FEATURE_COUNT = 12_288;
const features = new Uint8Array(COUNT * FEATURE_COUNT);
for (let i = 0; i < features.length; i++) features[i] = (Math.imul(i, 2_654_435_761) >>> 24) & 255;
const labels = new Uint8Array(COUNT).map((_, i) => i & 1);
const examples = { features, labels, count: COUNT, featureCount: FEATURE_COUNT };
const indices = Uint32Array.from({ length: COUNT }, (_, i) => i);
const split = { training: indices.slice(0, 19_000), validation: indices.slice(19_000) };

const { kernels, close } = await loadKernels({ threads: 1, builds: [process.argv[2] as Build] });
for (const minibatchSize of [null, 32]) {
  const settings = { ...PLAIN_SETTINGS, hiddenLayers: [4], minibatchSize };
  const training = train(examples, split, settings, kernels);
  let steps = 0;
  while (steps < 2) {
    const next = training.next();
    if (next.done) throw new Error('Expected more steps');
    if (next.value.phase === 'preparing') continue;
    if (!Number.isFinite(next.value.cost)) throw new Error(`Got the cost ${next.value.cost}`);
    steps++;
  }
  abandon(training);
}
await close();
console.log(process.resourceUsage().maxRSS / 1024);
