import type { Kernels } from '../tensor/kernels.ts';
import type { FloatArray, FloatArrayConstructor } from '../tensor/matrix.ts';

/** Pictures of edge × edge places with `channels` values each, place after place. */
export interface PictureShape {
  edge: number;
  channels: number;
}

/** What enters or leaves a layer for one example. */
export interface Shape {
  values: number;
  /** Where these are a picture: of what size; otherwise null. */
  picture: PictureShape | null;
}

/** What a layer is, as settings give it and a saved model says it. */
export interface LayerPlan {
  /** The name of its kind. */
  kind: string;
  /** Neurons or filters, whatever its kind counts. */
  size: number;
  /** The name of its activation; null for none. */
  activation: string | null;
}

/** `weight`: penalised and decayed. `bias`: neither. */
export type Role = 'weight' | 'bias';

/** A parameter that a layer needs: weights are drawn, biases begin at zero. */
export interface ParameterPlan {
  /** As the mathematics calls it: W, b. */
  symbol: string;
  role: Role;
  rows: number;
  cols: number;
}

/** A kind of layer. */
export interface LayerKind {
  /** As settings and saved models name it. */
  readonly name: string;
  /** What the examples must be where it is the first layer. */
  readonly sees: 'features' | 'pictures';
  /** Whether dropout silences a share of what enters it, where that left another layer. */
  readonly hasDropoutBefore: boolean;
  /** What leaves it. @throws RangeError when it cannot take this input. */
  outputOf(plan: LayerPlan, input: Shape): Shape;
  parametersOf(plan: LayerPlan, input: Shape): ParameterPlan[];
  createPass(request: PassRequest): LayerPass;
}

export interface PassRequest {
  plan: LayerPlan;
  input: Shape;
  /** Examples. */
  m: number;
  ArrayType: FloatArrayConstructor;
  /** Whether `backward` will be asked for dX. */
  asksInput: boolean;
}

/** One layer's way forward and backward for m examples, with arrays that are made once and written again. */
export interface LayerPass {
  /** What leaves it, (n, m). */
  readonly A: FloatArray;
  /** ∂J/∂A, (n, m), to be filled before `backward`, which may write over it. */
  readonly dA: FloatArray;
  /** Writes A. `parameters` are in the order of `parametersOf`. */
  forward(X: FloatArray, parameters: readonly FloatArray[], kernels: Kernels): void;
  /**
   * Writes the gradients of the mean over the m examples, and ∂J/∂X into `dX` where that is not null. X and
   * the parameters are those of the last `forward`.
   */
  backward(
    X: FloatArray,
    dX: FloatArray | null,
    parameters: readonly FloatArray[],
    gradients: readonly FloatArray[],
    kernels: Kernels,
  ): void;
}
