import { activate } from './activations';
import { addEightProducts, addNineProducts, addUp } from './dot';
import { PANEL, panelValues, VECTOR } from './layout';
import { addressAt, Block, Job, Layer, layerAt } from './job';
import { standardise } from './standardise';

/** Panels that pass between two visits of the partial sums. */
const PANELS_AT_ONCE = 3;

/** Neurons whose weights stay in the first-level cache while all examples of an item pass. */
const ROWS_AT_ONCE = 24;

/** A1 … AL−1 and the logits, for the examples from `first` to before `last`. */
export function forward<T>(job: Job, block: Block, first: i32, last: i32, scratch: usize): void {
  if (block.source)
    standardise<T>(job, layerAt(job, 0), block, addressAt(block.activations, 0), first, last);
  const final = job.layerCount - 1;
  for (let l = 0; l <= final; l++) {
    const layer = layerAt(job, l);
    const X = addressAt(block.activations, l);
    multiply<T>(layer.W, X, layer.rows, layer.panels, block.examples, first, last, scratch);
    if (l === final) finishLogits<T>(layer, block, first, last, scratch);
    else finishLayer<T>(layer, block, l, first, last, scratch);
  }
}

/** Partial sums of W · X at `scratch`: those of every example for neuron 0, then for neuron 1, and so on. */
export function multiply<T>(
  W: usize,
  X: usize,
  rows: i32,
  panels: i32,
  examples: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const strideW = (rows as usize) * PANEL;
  const strideX = (examples as usize) * PANEL;
  memory.fill(scratch, 0, ((rows * (last - first)) as usize) * VECTOR);
  for (let panel = 0; panel < panels; panel += PANELS_AT_ONCE) {
    const count = min(PANELS_AT_ONCE, panels - panel);
    const w = W + (panel as usize) * strideW;
    const x = X + (panel as usize) * strideX + (first as usize) * PANEL;
    multiplyPanels<T>(w, x, rows, last - first, count, strideW, strideX, scratch);
  }
}

/**
 * Tiles of 3 × 3; the neurons that are left in tiles of 2 × 4, and the examples in tiles of 4 × 2. Without fused
 * multiply-add all in tiles of 4 × 2, since products on their way to a sum need registers, too.
 */
function multiplyPanels<T>(
  W: usize,
  X: usize,
  rows: i32,
  examples: i32,
  count: i32,
  strideW: usize,
  strideX: usize,
  scratch: usize,
): void {
  const next = (examples as usize) * VECTOR;
  const examplesInThrees = ASC_FEATURE_RELAXED_SIMD ? examples - (examples % 12) : 0;
  for (let begin = 0; begin < rows; begin += ROWS_AT_ONCE) {
    const end = min(begin + ROWS_AT_ONCE, rows);
    // Of rows, which are a multiple of 4, those left are 0, 2 or 4.
    const endOfThrees = end - ((2 * (3 - ((end - begin) % 3))) % 6);
    for (let i: usize = 0; i < (examplesInThrees as usize); i += 3) {
      for (let row = begin; row < endOfThrees; row += 3) {
        const w = W + (row as usize) * PANEL;
        const place = scratch + (row as usize) * next + i * VECTOR;
        addNineProducts<T>(place, next, w, X + i * PANEL, count, strideW, strideX);
      }
    }
    for (let row = endOfThrees; row < end; row += 2) {
      const w = W + (row as usize) * PANEL;
      const sums = scratch + (row as usize) * next;
      for (let i: usize = 0; i < (examplesInThrees as usize); i += 4) {
        const place = sums + i * VECTOR;
        addEightProducts<T>(place, VECTOR, next, X + i * PANEL, w, count, strideX, strideW);
      }
    }
    for (let i = examplesInThrees as usize; i < (examples as usize); i += 2) {
      for (let row = begin; row < end; row += 4) {
        const w = W + (row as usize) * PANEL;
        const place = scratch + (row as usize) * next + i * VECTOR;
        addEightProducts<T>(place, next, VECTOR, w, X + i * PANEL, count, strideW, strideX);
      }
    }
  }
}

function finishLayer<T>(
  layer: Layer,
  block: Block,
  l: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const out = addressAt(block.activations, l + 1);
  const D = addressAt(block.dropouts, l);
  const next = ((last - first) as usize) * VECTOR;
  for (let row = 0; row < layer.rows; row += 4) {
    let sums = scratch + (row as usize) * next;
    const panel = row / panelValues<T>();
    const within = ((row % panelValues<T>()) as usize) * sizeof<T>();
    const b = layer.b + (row as usize) * sizeof<T>();
    for (let example = first; example < last; example++) {
      const place = ((panel * block.examples + example) as usize) * PANEL + within;
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

function finishLogits<T>(layer: Layer, block: Block, first: i32, last: i32, scratch: usize): void {
  const b = load<T>(layer.b);
  const next = ((last - first) as usize) * VECTOR;
  for (let example = first; example < last; example++) {
    // Over the sums of neuron 1, which is padding.
    const Z = scratch + next;
    addUp<T>(scratch, next, Z);
    store<T>(block.logits + (example as usize) * sizeof<T>(), (load<T>(Z) + b) as T);
    scratch += VECTOR;
  }
}
