import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import {
  convolutionalOneClickSettings,
  numpyRandom,
  splitTrainValidation,
  train,
} from '../../../core/index.ts';
import type { Kernels } from '../../../core/index.ts';
import { measure } from '../../../electron/imaging/decode.ts';
import { Eyes } from '../../../electron/imaging/eyes/eyes.ts';
import { eyePlaces } from '../../../electron/imaging/eyes/places.ts';
import type { EyeReference } from '../../../electron/imaging/operations.ts';
import { FIRST_KEEN_EYE, KEEN_EYE, ownEyeId } from '../../../electron/imaging/recipe.ts';
import { contentHashOf } from '../../../electron/imaging/source.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import { setup } from '../../make-eyes.ts';
import { coreContestants, finish, learnDense } from './contestants.ts';
import type { Contestant } from './contestants.ts';

/** A network that a user might add. */
const OWN_FILE = 'tf2_mobilenet_v2_1.0_224_ptq.onnx';

/** A photo's features by the imaging process's own code. */
export function featuresThrough(eyes: Eyes, eye: EyeReference): Contestant['featuresOf'] {
  return async (file) => {
    const bytes = await readFile(file);
    const features = await eyes.look(eye, sharp, bytes, await measure(sharp, bytes));
    if (features.ok) return features.value;
    throw new Error(`${features.problem.code} (${eye.id}, ${file})`);
  };
}

const IMAGING_ENTRY = new URL('../../../electron/imaging/process.ts', import.meta.url).href;

/** The imaging process's eyes, with the built-in networks made if they are not there. */
export async function openEyes(): Promise<Eyes> {
  await setup();
  return new Eyes(eyePlaces(IMAGING_ENTRY));
}

function throughNetwork(name: string, eyes: Eyes, eye: EyeReference): Contestant {
  return {
    name,
    eye: eye.id,
    featuresOf: featuresThrough(eyes, eye),
    learn: learnDense('features', eye.id, false),
  };
}

async function throughOwn(eyes: Eyes, folder: string): Promise<Contestant[]> {
  const modelFile = path.join(folder, 'eyes', OWN_FILE);
  if (!existsSync(modelFile)) {
    console.error(`There is no ${modelFile}, so no network of one’s own is measured.`);
    return [];
  }
  const own = { modelFile, preset: 'minus-one-to-one', output: 'features' } as const;
  const id = ownEyeId(contentHashOf(await readFile(modelFile)), own.preset, own.output);
  return [throughNetwork('Own network (MobileNetV2)', eyes, { id, own })];
}

/** The small network of convolutions that learns from nothing but the labelled photos. */
function convolutional(kernels: Kernels): Contestant {
  return {
    ...coreContestants[0],
    name: 'Convolutional network',
    learn: (labelled, seed) => {
      const settings = { ...convolutionalOneClickSettings(labelled.count), seed };
      const { validationFraction } = settings;
      const split = splitTrainValidation(labelled.labels, validationFraction, numpyRandom(seed));
      return finish(train(labelled, split, settings, kernels)).model;
    },
  };
}

/** The contestants that use a network to extract features. */
export async function networkContestants(eyes: Eyes, shared: string): Promise<Contestant[]> {
  return [
    throughNetwork('Keen', eyes, { id: KEEN_EYE.id, own: null }),
    throughNetwork('Keen as it was', eyes, { id: FIRST_KEEN_EYE.id, own: null }),
    ...(await throughOwn(eyes, shared)),
    convolutional((await loadKernels({ threads: 1 })).kernels),
  ];
}
