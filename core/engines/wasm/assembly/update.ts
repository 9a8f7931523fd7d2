import { move } from './optimizer';
import { addOuterProducts } from './outer';
import { multiplyAdd, PANEL, panelValues, VECTOR } from './layout';
import { addressAt, Chunk, chunkAt, Job, Layer } from './job';

/** One panel of a layer's weights, and with panel 0 the bias, take their step. */
export function update<T>(job: Job, layer: Layer, l: i32, panel: i32, scratch: usize): void {
  const offset = ((layer.rows * panel) as usize) * PANEL;
  memory.fill(scratch, 0, bytesInUse(layer));
  addGradients<T>(job, layer, l, panel, scratch);
  moveWeights<T>(job, layer, scratch, offset);
  if (panel > 0) return;
  memory.fill(scratch, 0, (layer.rows as usize) * sizeof<T>());
  addBiasGradients<T>(job, layer, l, scratch);
  moveBias<T>(job, layer, scratch);
}

/** The step of plain gradient descent: the gradient goes straight into the weights, `scale` is −α/m. */
export function descend<T>(job: Job, layer: Layer, l: i32, panel: i32): void {
  addGradients<T>(job, layer, l, panel, layer.W + ((layer.rows * panel) as usize) * PANEL);
  if (panel === 0) addBiasGradients<T>(job, layer, l, layer.b);
}

/** Notes in the job when the panel's weights or the layer's bias are no longer finite. */
export function check<T>(job: Job, layer: Layer, panel: i32): void {
  const offset = ((layer.rows * panel) as usize) * PANEL;
  const isSound =
    areFinite<T>(layer.W + offset, bytesInUse(layer)) &&
    areFinite<T>(layer.b, (layer.rows as usize) * sizeof<T>());
  if (!isSound) atomic.store<i32>(changetype<usize>(job), 1, offsetof<Job>('isBroken'));
}

/**
 * Infinity · 0 and NaN · 0 are NaN, and stay so in the sum. Four sums in turn, since each addition waits for the
 * one before.
 */
function areFinite<T>(values: usize, bytes: usize): bool {
  const zero = v128.splat<T>(0);
  let a = zero;
  let b = zero;
  let c = zero;
  let d = zero;
  const end = values + bytes;
  for (; values + 4 * VECTOR <= end; values += 4 * VECTOR) {
    a = addZeroTimes<T>(a, v128.load(values, 0));
    b = addZeroTimes<T>(b, v128.load(values, VECTOR));
    c = addZeroTimes<T>(c, v128.load(values, 2 * VECTOR));
    d = addZeroTimes<T>(d, v128.load(values, 3 * VECTOR));
  }
  for (; values < end; values += VECTOR) a = addZeroTimes<T>(a, v128.load(values));
  const sum = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
  return v128.all_true<i8>(v128.eq<T>(sum, zero));
}

function addZeroTimes<T>(sum: v128, values: v128): v128 {
  return multiplyAdd<T>(values, v128.splat<T>(0), sum);
}

/** Adds to the gradients in memory, as long as not all examples have passed. */
export function gather<T>(job: Job, layer: Layer, l: i32, panel: i32): void {
  addGradients<T>(job, layer, l, panel, layer.dW + ((layer.rows * panel) as usize) * PANEL);
  if (panel === 0) addBiasGradients<T>(job, layer, l, layer.db);
}

/** The step with gradients that were gathered before. */
export function apply<T>(job: Job, layer: Layer, panel: i32): void {
  const offset = ((layer.rows * panel) as usize) * PANEL;
  moveWeights<T>(job, layer, layer.dW + offset, offset);
  if (panel === 0) moveBias<T>(job, layer, layer.db);
}

function moveWeights<T>(job: Job, layer: Layer, gradients: usize, offset: usize): void {
  const bytes = bytesInUse(layer);
  const first = layer.firstOfW + offset;
  const second = layer.secondOfW + offset;
  move<T>(job, layer.W + offset, gradients, first, second, bytes, true);
}

function moveBias<T>(job: Job, layer: Layer, gradients: usize): void {
  const bytes = (layer.rows as usize) * sizeof<T>();
  move<T>(job, layer.b, gradients, layer.firstOfB, layer.secondOfB, bytes, false);
}

/** Of one panel, without padding: what is added to that is 0. */
function bytesInUse(layer: Layer): usize {
  return (layer.neurons as usize) * PANEL;
}

/** target += scale · dZ · APrevᵀ, for one panel of APrev. */
function addGradients<T>(job: Job, layer: Layer, l: i32, panel: i32, target: usize): void {
  const used = (layer.inputs - panel * panelValues<T>()) as usize;
  const width = min(PANEL, used * sizeof<T>());
  const errorBytes = layer.errorBytes as usize;
  for (let i = 0; i < job.chunkCount; i++) {
    const chunk = chunkAt(job, i);
    const bytes = (chunk.examples as usize) * PANEL;
    const X = addressAt(chunk.activations, l) + (panel as usize) * bytes;
    const dZ = addressAt(chunk.errors, l);
    const scale = job.scale as T;
    addOuterProducts<T>(target, scale, dZ, errorBytes, X, chunk.count, layer.neurons, width);
  }
}

/** target += scale · Σ dZ over the examples. */
function addBiasGradients<T>(job: Job, layer: Layer, l: i32, target: usize): void {
  const scale = v128.splat<T>(job.scale as T);
  for (let i = 0; i < job.chunkCount; i++) {
    const chunk = chunkAt(job, i);
    for (let row = 0; row < layer.neurons; row += i32(VECTOR / sizeof<T>())) {
      const place = target + (row as usize) * sizeof<T>();
      const sum = v128.mul<T>(scale, sumOfErrors<T>(chunk, layer, l, row));
      v128.store(place, v128.add<T>(v128.load(place), sum));
    }
  }
}

function sumOfErrors<T>(chunk: Chunk, layer: Layer, l: i32, row: i32): v128 {
  let dZ = addressAt(chunk.errors, l) + (row as usize) * sizeof<T>();
  let sum = v128.splat<i32>(0);
  for (let example = 0; example < chunk.count; example++) {
    sum = v128.add<T>(sum, v128.load(dZ));
    dZ += layer.errorBytes as usize;
  }
  return sum;
}
