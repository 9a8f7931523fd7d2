import { deserializeModel, modelPredictMany, oneClickSettings } from '../../core/index.ts';
import type { Examples, Model } from '../../core/index.ts';
import type { Id, Outcome } from '../contract.ts';
import type { Emit, Handlers } from '../processes/child.ts';
import { modelFileHandlers } from './model-files.ts';
import type { FinishedTraining, TrainingNotices, TrainingOperations } from './operations.ts';
import { runTraining } from './run.ts';

interface Run {
  runId: Id;
  examples: Examples & { features: Uint8Array };
  cancelled: boolean;
  /** Pending while the run is paused. */
  paused: Promise<void> | null;
  goOn: () => void;
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Models kept ready; each is a few megabytes, and one is asked at a time. */
const mostModels = 4;

const end = (run: Run): void => {
  run.cancelled = true;
  run.goOn();
};

const carryOut = (
  run: Run,
  payload: Parameters<TrainingOperations['run']>[0],
  emit: Emit<TrainingNotices>,
): Promise<Outcome<FinishedTraining | null>> =>
  runTraining(run.examples, payload.settings, {
    now: () => performance.now(),
    breathe,
    mayGoOn: async () => {
      while (run.paused !== null && !run.cancelled) await run.paused;
      return !run.cancelled;
    },
    tell: (progress) => emit('progress', { runId: run.runId, ...progress }),
  });

type ModelOperations = 'hasModel' | 'loadModel' | 'predict';

/** Saved models, ready to answer. */
const modelHandlers = (): Pick<Handlers<TrainingOperations>, ModelOperations> => {
  const models = new Map<Id, Model>();
  return {
    hasModel: ({ modelId }) => models.has(modelId),
    loadModel: ({ modelId, weights }) => {
      const read = deserializeModel(weights);
      if (!read.ok) {
        const nextStep = 'Choose another model, or train a new one.';
        return { ok: false, problem: { code: 'model-damaged', message: read.message, nextStep } };
      }
      models.set(modelId, read.model);
      const [oldest] = models.keys();
      if (models.size > mostModels && oldest !== undefined) models.delete(oldest);
      return { ok: true, value: null };
    },
    predict: ({ modelId, features }) => {
      const model = models.get(modelId);
      if (model === undefined) throw new Error(`Expected a loaded model, got id ${modelId}`);
      return modelPredictMany(model, features);
    },
  };
};

/** Every operation of the training process: one run at a time, and saved models ready to answer. */
export const trainingHandlers = (emit: Emit<TrainingNotices>): Handlers<TrainingOperations> => {
  let run: Run | null = null;
  /** @throws Error for a run that is not the one begun last. */
  const runWith = (runId: Id): Run => {
    if (run?.runId !== runId) throw new Error(`Expected run ${run?.runId ?? 'none'}, got ${runId}`);
    return run;
  };

  return {
    oneClickSettings: ({ exampleCount }) => {
      const { hiddenLayers, learningRate, epochs, minibatchSize, validationFraction, seed } =
        oneClickSettings(exampleCount);
      return { hiddenLayers, learningRate, epochs, minibatchSize, validationFraction, seed };
    },
    begin: ({ runId, exampleCount, featureCount }) => {
      if (run !== null) end(run);
      const features = new Uint8Array(exampleCount * featureCount);
      const labels = new Uint8Array(exampleCount);
      const examples = { features, labels, count: exampleCount, featureCount };
      run = { runId, examples, cancelled: false, paused: null, goOn: () => undefined };
    },
    addExamples: ({ runId, offset, features, targets }) => {
      const { examples } = runWith(runId);
      examples.features.set(features, offset * examples.featureCount);
      examples.labels.set(targets, offset);
    },
    run: async (payload) => {
      const current = runWith(payload.runId);
      try {
        return await carryOut(current, payload, emit);
      } finally {
        // The pixels of thousands of photos are not kept for the next run.
        if (run === current) run = null;
      }
    },
    // Pausing or cancelling may come a moment after the end, and is then done already.
    pause: ({ runId }) => {
      if (run?.runId !== runId) return;
      const pausing = run;
      pausing.paused ??= new Promise((resolve) => {
        pausing.goOn = resolve;
      });
    },
    resume: ({ runId }) => {
      if (run?.runId !== runId) return;
      run.paused = null;
      run.goOn();
    },
    cancel: ({ runId }) => {
      if (run?.runId === runId) end(run);
    },

    ...modelHandlers(),
    ...modelFileHandlers(),
  };
};
