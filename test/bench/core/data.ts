import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { initializeParameters, numpyRandom } from '../../../core/index.ts';
import type { Examples } from '../../../core/index.ts';
import { measureStandardisation } from '../../../core/features/standardise.ts';
import { LEARNING_RATE, SEED } from './workloads.ts';
import type { Workload } from './workloads.ts';

/** What a contestant finds in `workload.json`; the numbers lie in files beside it. */
export interface WorkloadFile extends Workload {
  learningRate: number;
}

/** Bytes in two kinds, one a little brighter than the other; the label is 1 for every second example. */
export function makeExamples(
  count: number,
  featureCount: number,
): Examples & { features: Uint8Array } {
  const features = new Uint8Array(count * featureCount);
  const labels = Uint8Array.from({ length: count }, (_, example) => example % 2);
  let state = 1;
  for (let example = 0; example < count; example++) {
    const brighter = labels[example] * 24;
    const start = example * featureCount;
    for (let j = start; j < start + featureCount; j++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      features[j] = (state >>> 24) * 0.9 + brighter;
    }
  }
  return { features, labels, count, featureCount };
}

/**
 * Writes down what everyone starts from: features, labels, mean and spread of each feature, the first
 * weights (each W column after column, in float64), and the order of the examples, which `train` draws
 * from the same generator right after the weights.
 */
export async function writeData(workload: Workload, folder: string): Promise<Examples> {
  const { layerSizes, count, precision } = workload;
  await mkdir(folder, { recursive: true });
  const write = (name: string, data: NodeJS.ArrayBufferView) =>
    writeFile(path.join(folder, name), data);
  const made = makeExamples(count, layerSizes[0]);
  const isBytes = workload.features === 'uint8';
  const features = isBytes ? made.features : Float32Array.from(made.features);
  const examples = { ...made, features };
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  const measuring = measureStandardisation(examples, indices);
  let measured = measuring.next();
  while (measured.done !== true) measured = measuring.next();
  const { mean, spread } = measured.value;
  const random = numpyRandom(SEED);
  const ArrayType = precision === 'float64' ? Float64Array : Float32Array;
  const parameters = initializeParameters(layerSizes, { scheme: 'he', random, ArrayType });
  await write('features', features);
  await write('labels.u8', examples.labels);
  await write('mean.f32', mean);
  await write('spread.f32', spread);
  for (const [name, { data }] of Object.entries(parameters)) {
    await write(`${name}.f64`, Float64Array.from(data));
  }
  const order = workload.minibatchSize === null ? indices : random.permutation(count);
  await write('order.u32', Uint32Array.from(order));
  const described: WorkloadFile = { ...workload, learningRate: LEARNING_RATE };
  await writeFile(path.join(folder, 'workload.json'), JSON.stringify(described));
  return examples;
}
