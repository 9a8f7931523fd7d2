import type {
  ArithmeticReport,
  CurvePoint,
  EyeId,
  EyeSummary,
  Id,
  Outcome,
  TrainingSettings,
  ValidationFigures,
} from '../contract.ts';

/** Bytes for eyes that give pictures, floats for eyes that give features. */
export type Features = Uint8Array | Float32Array;

/** Which of the labelled photos serve for what, by their place in the list. */
export interface TrainingPlan {
  /** Learned from. */
  training: Uint32Array;
  /**
   * Kept aside to check the network; never learned from and never used to choose an eye. Of a group one: the
   * others of it serve for nothing.
   */
  validation: Uint32Array;
  /** Of those learned from, one of a group: as many as comparing eyes takes, in the same mixture. */
  sample: Uint32Array;
}

/** How many photos were answered rightly by networks that had not learned from them. */
export interface TrialFigures {
  count: number;
  correct: number;
  /** correct / count, 0 to 1. */
  accuracy: number;
  /** 95% Wilson interval of the accuracy. */
  accuracyInterval: [low: number, high: number];
}

export interface FinishedTraining {
  /** The serialised model: weights, shape, standardisation. */
  weights: Uint8Array;
  layerSizes: number[];
  epochsRun: number;
  milliseconds: number;
  trainingAccuracy: number;
  validation: ValidationFigures;
}

/** A run as it was a moment ago; what is needed to go on from there with the same examples. */
export interface KeptRun {
  checkpoint: Uint8Array;
  /** Training up to there, without pauses. */
  milliseconds: number;
}

export type TrainingOperations = ModelFileOperations & {
  /** How the network's arithmetic is done. */
  arithmetic: (payload: undefined) => ArithmeticReport;
  /** Settings that suit so many photos, an eye of this kind, and this kind of network. */
  oneClickSettings: (payload: {
    exampleCount: number;
    eyeKind: EyeSummary['kind'];
    network: TrainingSettings['network'];
  }) => TrainingSettings;
  /** Drawn from the seed alone. `labels`: of each photo the position of its kind; `groups`: what is on one side. */
  plan: (payload: {
    labels: Uint8Array;
    groups: Uint32Array;
    validationFraction: number;
    seed: number;
  }) => TrainingPlan;

  /** Makes room for at most so many examples; what was begun before is forgotten. */
  begin: (payload: {
    runId: Id;
    featureType: 'bytes' | 'floats';
    /** How many kinds the labels are positions of. */
    kinds: number;
    mostExamples: number;
    featureCount: number;
  }) => void;
  /** Adds examples after those that are there; `keptAside` is 1 for those to check the network with. */
  addExamples: (payload: {
    runId: Id;
    features: Features;
    labels: Uint8Array;
    keptAside: Uint8Array;
  }) => void;
  /** Cross-validates on the examples; null when cancelled. */
  compare: (payload: {
    runId: Id;
    eyeId: EyeId;
    eyeKind: EyeSummary['kind'];
    seed: number;
  }) => Outcome<TrialFigures | null>;
  /** Trains, from the start or from where a run was, and answers when it is over; null when cancelled. */
  run: (payload: {
    runId: Id;
    eyeId: EyeId;
    eyeKind: EyeSummary['kind'];
    settings: TrainingSettings;
    goOnFrom: KeptRun | null;
  }) => Outcome<FinishedTraining | null>;
  pause: (payload: { runId: Id }) => void;
  resume: (payload: { runId: Id }) => void;
  cancel: (payload: { runId: Id }) => void;

  /** Keeps a saved model ready for `predict`; false from `hasModel` asks main to send it first. */
  hasModel: (payload: { modelId: Id }) => boolean;
  loadModel: (payload: { modelId: Id; weights: Uint8Array }) => Outcome<null>;
  /**
   * P(kind) of each kind by its position, one example after another; the same numbers whatever else is in the
   * batch.
   */
  predict: (payload: { modelId: Id; features: Features }) => Float64Array;
};

/** What a file that may hold a model holds. */
export type CheckedModel =
  | {
      ok: true;
      /** The model alone; the same model always gives the same bytes. */
      weights: Uint8Array;
      layerSizes: number[];
      /** How many kinds it tells apart. */
      kinds: number;
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
  /** Every few seconds, so that a crash costs no more than those. */
  kept: { runId: Id } & KeptRun;
};
