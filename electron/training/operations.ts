import type { CurvePoint, Id, Outcome, TrainingSettings, ValidationFigures } from '../contract.ts';

export interface FinishedTraining {
  /** The serialised model: weights, shape, standardisation. */
  weights: Uint8Array;
  layerSizes: number[];
  epochsRun: number;
  milliseconds: number;
  trainingAccuracy: number;
  validation: ValidationFigures;
}

export type TrainingOperations = ModelFileOperations & {
  /** Settings that suit so many photos with so many values each. */
  oneClickSettings: (payload: { exampleCount: number; featureCount: number }) => TrainingSettings;
  /** Makes room for a run's examples; a run before it is forgotten. */
  begin: (payload: { runId: Id; exampleCount: number; featureCount: number }) => void;
  /** `features`: examples one after another; `targets`: 1 for the category at position 0. */
  addExamples: (payload: {
    runId: Id;
    offset: number;
    features: Uint8Array;
    targets: Uint8Array;
  }) => void;
  /** Trains and answers when it is over: finished, or null when cancelled. */
  run: (payload: { runId: Id; settings: TrainingSettings }) => Outcome<FinishedTraining | null>;
  pause: (payload: { runId: Id }) => void;
  resume: (payload: { runId: Id }) => void;
  cancel: (payload: { runId: Id }) => void;

  /** Keeps a saved model ready for `predict`; false from `hasModel` asks main to send it first. */
  hasModel: (payload: { modelId: Id }) => boolean;
  loadModel: (payload: { modelId: Id; weights: Uint8Array }) => Outcome<null>;
  /** Probability of the first category for each example; the same number whatever else is in the batch. */
  predict: (payload: { modelId: Id; features: Uint8Array; exampleCount: number }) => Float64Array;
};

/** What a file that may hold a model holds. */
export type CheckedModel =
  | {
      ok: true;
      /** The model alone; the same model always gives the same bytes. */
      weights: Uint8Array;
      layerSizes: number[];
      /** What was written beside it, as it stands there; empty where nothing was. */
      about: string;
    }
  | { ok: false; reason: 'not-a-model' | 'newer' | 'damaged' };

/** Models on their way to a file of their own, and from one. */
export type ModelFileOperations = {
  /** The model with `about`, a JSON text, beside it. */
  exportModel: (payload: { weights: Uint8Array; about: string }) => Outcome<Uint8Array>;
  /** The bytes may come from anywhere: every shape fits, and every number is finite. */
  checkModel: (payload: { bytes: Uint8Array }) => CheckedModel;
};

export type TrainingNotices = {
  progress: {
    runId: Id;
    epoch: number;
    epochs: number;
    millisecondsLeft: number | null;
    /** Points since the last notice. */
    curve: CurvePoint[];
  };
};
