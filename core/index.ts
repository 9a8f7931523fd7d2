export { abandon, resumeTraining, train } from './training/train.ts';
export type { EpochFigures, Training, TrainingResult, TrainingStep } from './training/train.ts';
export type { Checkpoint } from './training/checkpoint.ts';
export type { HiddenLayer, TrainingSettings } from './training/settings.ts';
export type { Schedule } from './training/schedule.ts';
export { crossValidate, MOST_COMPARED, sampleExamples } from './training/cross-validate.ts';
export type { CrossValidation, CrossValidationStep } from './training/cross-validate.ts';
export {
  comparisonSettings,
  completeChoice,
  convolutionalOneClickSettings,
  oneClickSettings,
} from './training/one-click.ts';
export type { ChosenSettings, EyeKind, OneClickSettings } from './training/one-click.ts';
export type { Preparation } from './engines/preparation.ts';
export { createWasmKernels } from './engines/wasm/kernels.ts';
export type { WasmKernels } from './engines/wasm/kernels.ts';
export type { WasmExports, WasmProgram } from './engines/wasm/program.ts';
export { answerOf } from './evaluation/answer.ts';
export { evaluateModel, figuresOf } from './evaluation/evaluate.ts';
export type { Evaluation, Figures } from './evaluation/evaluate.ts';
export { wilsonInterval } from './evaluation/interval.ts';
export { modelPredict, modelPredictMany } from './evaluation/predict.ts';
export { augmentationCopies, augmentPicture } from './features/augment.ts';
export { kindsAmong, splitTrainValidation } from './features/examples.ts';
export { splitByGroups } from './features/split-groups.ts';
export type { GroupedSplit } from './features/split-groups.ts';
export type { Examples, Split, Standardisation } from './features/examples.ts';
export { frontOf, SHAPES_FRONT } from './features/front.ts';
export type { Front } from './features/front.ts';
export { prepareExamples } from './features/prepare-examples.ts';
export type { PreparedExamples, PrepareOptions, PrepareStep } from './features/prepare-examples.ts';
export { SHAPES_EDGE, SHAPES_FEATURE_COUNT, shapesOf } from './features/shapes/shapes.ts';
export { deserializeCheckpoint, serializeCheckpoint } from './formats/checkpoint-file.ts';
export type { DeserializedCheckpoint } from './formats/checkpoint-file.ts';
export { deserializeModel, serializeModel } from './formats/model-file.ts';
export type { DeserializedModel } from './formats/model-file.ts';
export { countLabels } from './loss/targets.ts';
export type { ClassWeights } from './loss/targets.ts';
export { kindsOf, modelLayerSizes } from './network/model.ts';
export type { Model } from './network/model.ts';
export { parameterNamed } from './network/parameter.ts';
export type { Parameter } from './network/parameter.ts';
export { numpyRandom } from './random/numpy-random.ts';
export type { NumpyRandom, NumpyRandomState } from './random/numpy-random.ts';
export { blockedKernels } from './tensor/blocked-kernels.ts';
export type { InitializationScheme } from './tensor/first-weights.ts';
export type { Kernels } from './tensor/kernels.ts';
export { Matrix } from './tensor/matrix.ts';
export type { FloatArray, FloatArrayConstructor } from './tensor/matrix.ts';
export { referenceKernels } from './tensor/reference-kernels.ts';
export { sigmoid } from './tensor/sigmoid.ts';
export { computeCost } from './tutorial/cost.ts';
export { initializeParameters } from './tutorial/initialize.ts';
export type { InitializationOptions, NetworkParameters } from './tutorial/initialize.ts';
export {
  linearActivationBackward,
  linearActivationForward,
  linearBackward,
  linearForward,
} from './tutorial/layer.ts';
export type { LayerCache, LinearCache, LinearGradients } from './tutorial/layer.ts';
export { lModelBackward, lModelForward, predict, updateParameters } from './tutorial/network.ts';
export type { NetworkGradients } from './tutorial/network.ts';
