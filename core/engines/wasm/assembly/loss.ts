import { sigmoid } from './activations';
import { Chunk, Job, Layer } from './job';

// As the field of a job names it.
const SOFTMAX = 1;

/** dZ of the last layer from logits and targets, for the examples from `first` to before `last`. */
export function lossBackward<T>(
  job: Job,
  chunk: Chunk,
  layer: Layer,
  dZ: usize,
  first: i32,
  last: i32,
): void {
  if (job.loss === SOFTMAX) softmaxBackward<T>(chunk, layer, dZ, first, last);
  else sigmoidBackward<T>(chunk, layer, dZ, first, last);
}

/** dZ = weight · (σ(z) − y) of the only neuron. */
function sigmoidBackward<T>(chunk: Chunk, layer: Layer, dZ: usize, first: i32, last: i32): void {
  for (let example = first; example < last; example++) {
    const place = (example as usize) * sizeof<T>();
    const difference =
      sigmoid(load<T>(chunk.logits + place) as f64) - (load<T>(chunk.targets + place) as f64);
    const error = (load<T>(chunk.weights + place) as f64) * difference;
    store<T>(dZ + ((example * layer.errorBytes) as usize), error as T);
  }
}

/** dZ = weight · (e^(z − M) / Σ e^(z − M) − y) of every neuron, where M is the example's largest logit. */
function softmaxBackward<T>(chunk: Chunk, layer: Layer, dZ: usize, first: i32, last: i32): void {
  for (let example = first; example < last; example++) {
    const place = ((example * layer.neurons) as usize) * sizeof<T>();
    const logits = chunk.logits + place;
    const targets = chunk.targets + place;
    const weight = load<T>(chunk.weights + (example as usize) * sizeof<T>()) as f64;
    const out = dZ + ((example * layer.errorBytes) as usize);
    const largest = largestOf<T>(logits, layer.neurons);
    let sum: f64 = 0;
    for (let k = 0; k < layer.neurons; k++) {
      sum += Math.exp((load<T>(logits + (k as usize) * sizeof<T>()) as f64) - largest);
    }
    for (let k = 0; k < layer.neurons; k++) {
      const offset = (k as usize) * sizeof<T>();
      const answer = Math.exp((load<T>(logits + offset) as f64) - largest) / sum;
      store<T>(out + offset, (weight * (answer - (load<T>(targets + offset) as f64))) as T);
    }
  }
}

function largestOf<T>(logits: usize, neurons: i32): f64 {
  let largest = load<T>(logits) as f64;
  for (let k = 1; k < neurons; k++) {
    const z = load<T>(logits + (k as usize) * sizeof<T>()) as f64;
    if (z > largest) largest = z;
  }
  return largest;
}
