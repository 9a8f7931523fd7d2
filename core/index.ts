export { augmentationCopies, augmentPicture } from './augment.ts';
export { sigmoid } from './activations.ts';
export type { Activation } from './activations.ts';
export { deserializeCheckpoint, serializeCheckpoint } from './checkpoint-file.ts';
export type { DeserializedCheckpoint } from './checkpoint-file.ts';
export type { Checkpoint } from './checkpoint.ts';
export type { ConvolutionalModel } from './convolution/model.ts';
export { convolutionalOneClickSettings } from './convolution/settings.ts';
export type {
  ConvolutionalOneClickSettings,
  ConvolutionalSettings,
} from './convolution/settings.ts';
export { resumeConvolutionalTraining, trainConvolutional } from './convolution/train.ts';
export { computeCost, crossEntropy } from './cost.ts';
export { crossValidate, mostCompared, sampleExamples } from './cross-validate.ts';
export type { CrossValidation, CrossValidationStep } from './cross-validate.ts';
export { splitTrainValidation } from './examples.ts';
export type { Examples, Split, Standardisation } from './examples.ts';
export { frontOf, shapesFront } from './front.ts';
export type { Front } from './front.ts';
export { initializeParameters } from './initialize.ts';
export type {
  InitializationOptions,
  InitializationScheme,
  NetworkParameters,
} from './initialize.ts';
export { blockedKernels } from './kernels/blocked.ts';
export type { Kernels } from './kernels/kernels.ts';
export { referenceKernels } from './kernels/reference.ts';
export { createSimdKernels } from './kernels/simd/simd-kernels.ts';
export type { SimdKernels } from './kernels/simd/simd-kernels.ts';
export type { SimdExports, SimdProgram } from './kernels/simd/program.ts';
export {
  linearActivationBackward,
  linearActivationForward,
  linearBackward,
  linearForward,
} from './layer.ts';
export type { LayerCache, LinearCache, LinearGradients } from './layer.ts';
export { Matrix } from './matrix.ts';
export type { FloatArray, FloatArrayConstructor } from './matrix.ts';
export { deserializeModel, serializeModel } from './model-file.ts';
export type { DeserializedModel } from './model-file.ts';
export { evaluateModel, modelPredict, modelPredictMany } from './model.ts';
export type { DenseModel, Evaluation, Model } from './model.ts';
export { lModelBackward, lModelForward, predict, updateParameters } from './network.ts';
export type { NetworkGradients } from './network.ts';
export type { OptimizerName } from './optimizer.ts';
export { prepareExamples } from './prepare-examples.ts';
export type { PreparedExamples, PrepareOptions, PrepareStep } from './prepare-examples.ts';
export { numpyRandom } from './random.ts';
export type { NumpyRandom, NumpyRandomState } from './random.ts';
export type { Schedule } from './schedule.ts';
export { comparisonSettings, completeChoice, oneClickSettings } from './one-click.ts';
export type { ChosenSettings, EyeKind, OneClickSettings } from './one-click.ts';
export type { TrainingSettings } from './settings.ts';
export { shapesEdge, shapesFeatureCount, shapesOf } from './shapes/shapes.ts';
export type { ClassWeights } from './targets.ts';
export { abandon, resumeTraining, train } from './train.ts';
export type { EpochFigures, Training, TrainingResult, TrainingStep } from './train.ts';
export type { Preparation } from './preparation.ts';
