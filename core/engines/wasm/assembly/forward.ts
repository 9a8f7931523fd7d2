import { activate } from './activations';
import { addProducts, addUp } from './dot';
import { PANEL, panelValues, roundUp, VECTOR } from './layout';
import { addressAt, Chunk, Job, Layer, layerAt } from './job';
import { standardise } from './standardise';

/** Panels that pass between two visits of the partial sums. */
const PANELS_AT_ONCE = 4;

/** A1 … AL−1 and the logits, for the examples from `first` to before `last`. */
export function forward<T>(job: Job, chunk: Chunk, first: i32, last: i32, scratch: usize): void {
  if (chunk.source)
    standardise<T>(job, layerAt(job, 0), chunk, addressAt(chunk.activations, 0), first, last);
  const final = job.layerCount - 1;
  for (let l = 0; l <= final; l++) {
    const layer = layerAt(job, l);
    const X = addressAt(chunk.activations, l);
    multiply<T>(layer, X + (first as usize) * PANEL, chunk.examples, last - first, scratch);
    if (l === final) {
      finishLogits<T>(layer, chunk, addressAt(chunk.errors, l), first, last, scratch);
    } else finishLayer<T>(layer, chunk, l, first, last, scratch);
  }
}

/**
 * Partial sums of W · X at `scratch`: those of every example for neuron 0, then for neuron 1, and so on, up to
 * whole tiles.
 */
function multiply<T>(layer: Layer, X: usize, room: i32, examples: i32, scratch: usize): void {
  const strideW = (layer.rows as usize) * PANEL;
  const strideX = (room as usize) * PANEL;
  const next = bytesOfSums(examples);
  memory.fill(scratch, 0, (layer.rows as usize) * next);
  for (let panel = 0; panel < layer.panels; panel += PANELS_AT_ONCE) {
    const count = min(PANELS_AT_ONCE, layer.panels - panel);
    const w = layer.W + (panel as usize) * strideW;
    const x = X + (panel as usize) * strideX;
    addProducts<T>(scratch, next, w, x, layer.neurons, examples, count, strideW, strideX);
  }
}

/** From one neuron's partial sums to the next one's. */
function bytesOfSums(examples: i32): usize {
  return (roundUp(examples, 2) as usize) * VECTOR;
}

function finishLayer<T>(
  layer: Layer,
  chunk: Chunk,
  l: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const out = addressAt(chunk.activations, l + 1);
  const D = addressAt(chunk.dropouts, l);
  const next = bytesOfSums(last - first);
  for (let row = 0; row < layer.neurons; row += 4) {
    let sums = scratch + (row as usize) * next;
    const panel = row / panelValues<T>();
    const within = ((row % panelValues<T>()) as usize) * sizeof<T>();
    const b = layer.b + (row as usize) * sizeof<T>();
    for (let example = first; example < last; example++) {
      const place = ((panel * chunk.examples + example) as usize) * PANEL + within;
      addUp<T>(sums, next, out + place);
      activate<T>(out + place, b, layer.activation, layer.neurons - row);
      if (D) drop<T>(out + place, D + place);
      sums += VECTOR;
    }
  }
}

/** A = A ∘ D for four neurons. */
function drop<T>(A: usize, D: usize): void {
  for (let i: usize = 0; i < 4 * sizeof<T>(); i += VECTOR) {
    v128.store(A + i, v128.mul<T>(v128.load(A + i), v128.load(D + i)));
  }
}

/** The logits of each example, one neuron after another. */
function finishLogits<T>(
  layer: Layer,
  chunk: Chunk,
  errors: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const next = bytesOfSums(last - first);
  if (layer.neurons === 1) return finishOnly<T>(layer, chunk, next, first, last, scratch);
  for (let row = 0; row < layer.neurons; row += 4) {
    let sums = scratch + (row as usize) * next;
    const count = min(4, layer.neurons - row);
    for (let example = first; example < last; example++) {
      // Where dZ will be; it has room for four neurons at once.
      const Z = errors + ((example * layer.errorBytes) as usize);
      addUp<T>(sums, next, Z);
      const out = chunk.logits + ((example * layer.neurons + row) as usize) * sizeof<T>();
      for (let i = 0; i < count; i++) {
        const offset = (i as usize) * sizeof<T>();
        const b = load<T>(layer.b + (row as usize) * sizeof<T>() + offset);
        store<T>(out + offset, (load<T>(Z + offset) + b) as T);
      }
      sums += VECTOR;
    }
  }
}

/** Likewise of a single neuron. */
function finishOnly<T>(
  layer: Layer,
  chunk: Chunk,
  next: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const b = load<T>(layer.b);
  for (let example = first; example < last; example++) {
    // Over the sums of neuron 1, which is padding.
    const Z = scratch + next;
    addUp<T>(scratch, next, Z);
    store<T>(chunk.logits + (example as usize) * sizeof<T>(), (load<T>(Z) + b) as T);
    scratch += VECTOR;
  }
}
