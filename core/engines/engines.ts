import { featuresOfPictures } from '../features/front.ts';
import type { Examples } from '../features/examples.ts';
import { modelArrayType } from '../network/model.ts';
import type { Model } from '../network/model.ts';
import type { Kernels } from '../tensor/kernels.ts';
import type { FloatArray } from '../tensor/matrix.ts';
import type { AnsweringEngine, Engine, Task } from './engine.ts';
import { gramEngine } from './gram/gram.ts';
import { plainAnswers } from './plain/answers.ts';
import { plainEngine } from './plain/plain.ts';
import { wasmAnswers } from './wasm/answers.ts';
import { wasmEngine } from './wasm/wasm.ts';

/** The first that takes a training computes it; the plain one takes all. */
const ENGINES: readonly Engine[] = [gramEngine, wasmEngine, plainEngine];
const ANSWERING: readonly AnsweringEngine[] = [wasmAnswers, plainAnswers];

/** Pictures whose features are in memory at once. */
const PICTURES_AT_ONCE = 64;

export function chooseEngine(task: Task): Engine {
  return ENGINES.find((engine) => engine.takes(task)) ?? plainEngine;
}

/**
 * The logits of a model for the examples at `indices`, (outputs, m); pictures where the model has a front.
 * Each example's are the same to the last bit whatever the others are.
 */
export function computeLogits(
  model: Model,
  features: Examples['features'],
  indices: Uint32Array,
  kernels: Kernels,
): FloatArray {
  const { front, ...rest } = model;
  if (front !== null) {
    const seen = (batch: Uint32Array) => featuresOfPictures(front, features, batch);
    return computeBehind({ ...rest, front: null }, seen, indices, kernels);
  }
  const engine = ANSWERING.find((one) => one.takes(model, kernels)) ?? plainAnswers;
  return engine.logits(model, features, indices, kernels);
}

/** The logits of the model behind a front, a few pictures at a time. */
function computeBehind(
  behind: Model,
  seen: (batch: Uint32Array) => Float32Array,
  indices: Uint32Array,
  kernels: Kernels,
): FloatArray {
  const outputs = behind.layers[behind.layers.length - 1].size;
  const logits = new (modelArrayType(behind))(outputs * indices.length);
  for (let start = 0; start < indices.length; start += PICTURES_AT_ONCE) {
    const batch = indices.subarray(start, start + PICTURES_AT_ONCE);
    const places = batch.map((_, place) => place);
    logits.set(computeLogits(behind, seen(batch), places, kernels), outputs * start);
  }
  return logits;
}
