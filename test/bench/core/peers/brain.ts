// brain.js on one workload: the same layers and examples, but it learns from one example at a time,
// with a sigmoid in every layer and squared errors. It has no other way.

import { createRequire } from 'node:module';
import { answer, peerOrder, readData } from './node-peer.ts';

interface NeuralNetwork {
  sizes: number[];
  outputLayer: number;
  errors: Float32Array[];
  initialize: () => void;
  trainPattern: (pattern: { input: Float32Array; output: Float32Array }) => void;
}

type Brain = {
  NeuralNetwork: new (options: { activation: string; learningRate: number }) => NeuralNetwork;
};

const { folder, from } = peerOrder();
const { NeuralNetwork } = createRequire(from)('brain.js') as Brain;
const { workload, X, labels, order } = readData(folder);
const { layerSizes, learningRate } = workload;
const INPUTS = layerSizes[0];

const network = new NeuralNetwork({ activation: 'sigmoid', learningRate });
network.sizes = [...layerSizes];
network.outputLayer = layerSizes.length - 1;
network.initialize();

answer(workload, (first, last) => {
  let squares = 0;
  for (const example of order.subarray(first, last)) {
    const input = X.subarray(example * INPUTS, (example + 1) * INPUTS);
    network.trainPattern({ input, output: Float32Array.of(labels[example]) });
    squares += network.errors[network.outputLayer][0] ** 2;
  }
  return squares / (last - first);
});
