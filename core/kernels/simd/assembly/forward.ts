import { activate } from './activations';
import { addProducts, addUp, TILE } from './dot';
import { PANEL, panelValues, VECTOR } from './layout';
import { addressAt, Block, Job, Layer, layerAt } from './job';
import { standardise } from './standardise';

/** Panels that pass between two visits of the partial sums. */
const PANELS_AT_ONCE = 4;

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

/** Partial sums of W · X at `scratch`: tile by tile, 4 neurons of 2 examples each. */
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
  for (let panel = 0; panel < panels; panel += PANELS_AT_ONCE) {
    const count = min(PANELS_AT_ONCE, panels - panel);
    const w = W + (panel as usize) * strideW;
    const x = X + (panel as usize) * strideX;
    let sums = scratch;
    for (let row = 0; row < rows; row += 4) {
      for (let example = first; example < last; example += 2) {
        const tileW = w + (row as usize) * PANEL;
        const tileX = x + (example as usize) * PANEL;
        addProducts<T>(sums, panel === 0, tileW, tileX, count, strideW, strideX);
        sums += TILE;
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
  let sums = scratch;
  for (let row = 0; row < layer.rows; row += 4) {
    const panel = row / panelValues<T>();
    const within = ((row % panelValues<T>()) as usize) * sizeof<T>();
    const b = layer.b + (row as usize) * sizeof<T>();
    for (let example = first; example < last; example++) {
      const place = ((panel * block.examples + example) as usize) * PANEL + within;
      addUp<T>(sums, out + place);
      activate<T>(out + place, b, layer.activation, layer.neurons - row);
      if (D) drop<T>(out + place, D + place);
      sums += 4 * VECTOR;
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
  for (let example = first; example < last; example++) {
    addUp<T>(scratch, scratch);
    store<T>(block.logits + (example as usize) * sizeof<T>(), (load<T>(scratch) + b) as T);
    scratch += 4 * VECTOR;
  }
}
