import path from 'node:path';
import type { Model } from '../../../../core/index.ts';
import {
  modelLayerSizes,
  numpyRandom,
  serializeModel,
  splitTrainValidation,
} from '../../../../core/index.ts';
import type { ModelSummary } from '../../../../electron/contract.ts';
import type { LibraryOperations } from '../../../../electron/library/operations.ts';
import { ModelFiles } from '../../../../electron/jobs/models/model-files.ts';
import type { OperationMap } from '../../../../electron/processes/messages.ts';
import { trainingHandlers } from '../../../../electron/training/handlers.ts';
import { makeExamples, trainToEnd } from '../../../core/examples.ts';
import { openIn, temporaryFolder } from '../../library/library-in-folder.ts';
import { firstKinds } from '../../../../electron/words/index.ts';

/** Calls the operations as over the wall between two processes: what crosses is a copy. */
function asProcess<Operations extends OperationMap>(operations: Operations) {
  return {
    call: async <Name extends keyof Operations & string>(
      name: Name,
      payload: Parameters<Operations[Name]>[0],
    ): Promise<Awaited<ReturnType<Operations[Name]>>> => {
      const answer = await operations[name]?.(structuredClone<never>(payload));
      const copy: unknown = structuredClone(answer);
      return copy as Awaited<ReturnType<Operations[Name]>>;
    },
  };
}

/** A library and a training process of its own, and the model files between them. */
export function computer() {
  const folder = temporaryFolder();
  const library = openIn(folder);
  const training = trainingHandlers(async () => undefined);
  const told: unknown[] = [];
  const files = new ModelFiles({
    library: asProcess<LibraryOperations>(library),
    training: asProcess(training as never),
    emit: (name, payload) => told.push([name, payload]),
  });
  const probabilities = async ({ id: modelId }: ModelSummary, features: Uint8Array) => {
    const weights = library.modelWeights({ modelId })!;
    await training.loadModel({ modelId, weights: new Uint8Array(weights) });
    return training.predict({ modelId, features });
  };
  return {
    folder,
    file: path.join(folder, 'a model.purrmodel'),
    library,
    files,
    told,
    probabilities,
  };
}

export const examples = makeExamples(80);

/** A network that learned a little; another one with each seed. */
export function trainedModel(seed: number): Model {
  const split = splitTrainValidation(examples.labels, 0.25, numpyRandom(seed));
  return trainToEnd(examples, split, { seed, epochs: 3 }).result.model;
}

/** Keeps a newly trained model as training does, with all that is known of it. */
export function keepModel(library: LibraryOperations, seed = 1): ModelSummary {
  const model = trainedModel(seed);
  const { id: libraryId } = library.createLibrary({
    name: 'Pets',
    kind: 'folders',
    folders: [],
    categories: firstKinds(),
  });
  return library.saveModel({
    model: {
      name: `Zoë’s pets ${seed}`,
      createdAt: 1_700_000_000_000,
      libraryId,
      categoryNames: ['cat', 'dog'],
      labelCounts: [42, 38],
      layerSizes: modelLayerSizes(model),
      settings: {
        hiddenLayers: [6, 4],
        learningRate: 0.01,
        epochs: 3,
        minibatchSize: null,
        validationFraction: 0.25,
        seed,
        network: 'dense',
        augmentation: true,
        threads: 2,
      },
      epochsRun: 3,
      trainingMilliseconds: 12.5,
      trainingAccuracy: 0.9,
      validation: {
        count: 20,
        correct: 15,
        accuracy: 0.75,
        accuracyInterval: [0.53, 0.89],
        cost: 0.4,
        confusion: [
          [7, 3],
          [2, 8],
        ],
      },
      eyeId: 'pixels-64@1',
      eyeName: 'Pixels',
      comparison: [],
      weights: serializeModel(model),
    },
  });
}
