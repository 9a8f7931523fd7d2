import { activateBackward, sigmoid } from './activations';
import { PANEL, multiplyAdd, panelValues, quadAt, VECTOR } from './layout';
import { addressAt, Block, Job, Layer, layerAt } from './job';

/** dZL … dZ1 from the logits, for the examples from `first` to before `last`. */
export function backward<T>(job: Job, block: Block, first: i32, last: i32): void {
  const final = job.layerCount - 1;
  crossEntropyBackward<T>(block, addressAt(block.errors, final), first, last);
  for (let l = final; l > 0; l--) {
    const layer = layerAt(job, l);
    const before = layerAt(job, l - 1);
    for (let column = 0; column < before.rows; column += 2 * i32(VECTOR / sizeof<T>())) {
      for (let example = first; example < last; example += 4) {
        multiplyTransposed<T>(job, layer, before, block, l, column, example);
      }
    }
  }
}

/** dZ = weight · (σ(z) − y) of the only neuron; of padding 0. */
function crossEntropyBackward<T>(block: Block, dZ: usize, first: i32, last: i32): void {
  for (let example = first; example < last; example++) {
    const place = (example as usize) * sizeof<T>();
    const difference =
      sigmoid(load<T>(block.logits + place) as f64) - (load<T>(block.labels + place) as f64);
    const error = (load<T>(block.weights + place) as f64) * difference;
    const quad = quadAt<T>(dZ, 0, block.examples, example);
    memory.fill(quad, 0, 4 * sizeof<T>());
    if (example < block.count) store<T>(quad, error as T);
  }
}

/** dA = Wᵀ · dZ for 2 vectors of neurons of the layer before and 4 examples, and from it their dZ. */
function multiplyTransposed<T>(
  job: Job,
  layer: Layer,
  before: Layer,
  block: Block,
  l: i32,
  column: i32,
  example: i32,
): void {
  let a0 = v128.splat<i32>(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const panel = column / panelValues<T>();
  const within = ((column % panelValues<T>()) as usize) * sizeof<T>();
  const dZ = addressAt(block.errors, l);
  let w = layer.W + ((panel * layer.rows) as usize) * PANEL + within;
  for (let row = 0; row < layer.rows; row++, w += PANEL) {
    const w0 = v128.load(w, 0);
    const w1 = v128.load(w, VECTOR);
    const quad =
      quadAt<T>(dZ, row >> 2, block.examples, example) + ((row & 3) as usize) * sizeof<T>();
    const d0 = v128.load_splat<T>(quad, 0);
    a0 = multiplyAdd<T>(d0, w0, a0);
    b0 = multiplyAdd<T>(d0, w1, b0);
    const d1 = v128.load_splat<T>(quad, 4 * sizeof<T>());
    a1 = multiplyAdd<T>(d1, w0, a1);
    b1 = multiplyAdd<T>(d1, w1, b1);
    const d2 = v128.load_splat<T>(quad, 8 * sizeof<T>());
    a2 = multiplyAdd<T>(d2, w0, a2);
    b2 = multiplyAdd<T>(d2, w1, b2);
    const d3 = v128.load_splat<T>(quad, 12 * sizeof<T>());
    a3 = multiplyAdd<T>(d3, w0, a3);
    b3 = multiplyAdd<T>(d3, w1, b3);
  }
  const place = ((panel * block.examples + example) as usize) * PANEL + within;
  finish<T>(job, before, block, l, column, example, place, a0, b0);
  finish<T>(job, before, block, l, column, example + 1, place + PANEL, a1, b1);
  finish<T>(job, before, block, l, column, example + 2, place + 2 * PANEL, a2, b2);
  finish<T>(job, before, block, l, column, example + 3, place + 3 * PANEL, a3, b3);
}

/** dZ of one example from two vectors of its dA; `place` is where they lie among A and D. */
function finish<T>(
  job: Job,
  before: Layer,
  block: Block,
  l: i32,
  column: i32,
  example: i32,
  place: usize,
  first: v128,
  second: v128,
): void {
  const dZ = addressAt(block.errors, l - 1);
  const quad = quadAt<T>(dZ, column >> 2, block.examples, example);
  v128.store(quad, slope<T>(job, before, block, l, place, first));
  if (sizeof<T>() === 8) {
    v128.store(quad + VECTOR, slope<T>(job, before, block, l, place + VECTOR, second));
  } else if (column + 4 < before.rows) {
    const next = quadAt<T>(dZ, (column >> 2) + 1, block.examples, example);
    v128.store(next, slope<T>(job, before, block, l, place + VECTOR, second));
  }
}

function slope<T>(job: Job, before: Layer, block: Block, l: i32, place: usize, dA: v128): v128 {
  let A = v128.load(addressAt(block.activations, l) + place);
  const D = addressAt(block.dropouts, l - 1);
  if (D) {
    // A was divided by the share that is kept; where it was silenced, dA becomes 0.
    A = v128.mul<T>(A, v128.splat<T>(job.keep as T));
    dA = v128.mul<T>(dA, v128.load(D + place));
  }
  return activateBackward<T>(dA, A, before.activation);
}
