import type { TrainingSettings } from '../../../electron/contract.ts';
import type { trainingHandlers } from '../../../electron/training/handlers.ts';
import { FEATURE_COUNT } from './examples.ts';

export const RUN_ID = 7;

export const SETTINGS: TrainingSettings = {
  hiddenLayers: [8],
  learningRate: 0.003,
  epochs: 30,
  minibatchSize: 16,
  validationFraction: 0.25,
  seed: 3,
  network: 'dense',
  augmentation: false,
  threads: 1,
};
export const EYE_ID = 'pixels-64@1';

/** So many epochs that only a cancel ends them within a test. */
export const ENDLESS = { ...SETTINGS, epochs: 100_000_000, minibatchSize: 16, learningRate: 1e-9 };

export type Given = { features: Uint8Array | Float32Array; labels: Uint8Array; kinds?: number };

/** Gives the examples in two batches, having asked first which are to be kept aside. */
export async function giveTo(
  service: ReturnType<typeof trainingHandlers>,
  { features, labels, kinds = 2 }: Given,
  { id = RUN_ID, chosen = SETTINGS }: { id?: number; chosen?: TrainingSettings } = {},
) {
  const { validationFraction, seed } = chosen;
  const groups = Uint32Array.from(labels, (_, index) => index);
  const { validation } = await service.plan({ labels, groups, validationFraction, seed });
  const keptAside = new Uint8Array(labels.length);
  for (const index of validation) keptAside[index] = 1;
  const featureType = features instanceof Float32Array ? 'floats' : 'bytes';
  await service.begin({
    runId: id,
    featureType,
    kinds,
    mostExamples: labels.length + 3,
    featureCount: FEATURE_COUNT,
  });
  const half = labels.length >> 1;
  for (const [from, to] of [
    [0, half],
    [half, labels.length],
  ] as const) {
    await service.addExamples({
      runId: id,
      features: features.slice(from * FEATURE_COUNT, to * FEATURE_COUNT),
      labels: labels.slice(from, to),
      keptAside: keptAside.slice(from, to),
    });
  }
}
