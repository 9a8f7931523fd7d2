import { activateBackward } from './activations';
import { PANEL, multiplyAdd, panelValues, VECTOR } from './layout';
import { addressAt, Chunk, Job, Layer, layerAt } from './job';
import { lossBackward } from './loss';

/** dZL … dZ1 from the logits, for the examples from `first` to before `last`. */
export function backward<T>(job: Job, chunk: Chunk, first: i32, last: i32): void {
  const final = job.layerCount - 1;
  lossBackward<T>(job, chunk, layerAt(job, final), addressAt(chunk.errors, final), first, last);
  for (let l = final; l > 0; l--) {
    const layer = layerAt(job, l);
    const before = layerAt(job, l - 1);
    for (let column = 0; column < before.neurons; column += 3 * i32(VECTOR / sizeof<T>())) {
      for (let example = first; example < last; example += 3) {
        multiplyTransposed<T>(job, layer, before, chunk, l, column, example, last);
      }
    }
  }
}

/** dA = Wᵀ · dZ for 3 vectors of neurons of the layer before and 3 examples, and from it their dZ. */
function multiplyTransposed<T>(
  job: Job,
  layer: Layer,
  before: Layer,
  chunk: Chunk,
  l: i32,
  column: i32,
  example: i32,
  last: i32,
): void {
  let a0 = v128.splat<i32>(0);
  let a1 = a0;
  let a2 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let c0 = a0;
  let c1 = a0;
  let c2 = a0;
  const panel = column / panelValues<T>();
  const within = ((column % panelValues<T>()) as usize) * sizeof<T>();
  const dZ = addressAt(chunk.errors, l);
  const next = layer.errorBytes as usize;
  let d = dZ + (example as usize) * next;
  let w = layer.W + ((panel * layer.rows) as usize) * PANEL + within;
  for (let row = 0; row < layer.neurons; row++, w += PANEL, d += sizeof<T>()) {
    const w0 = v128.load(w, 0);
    const w1 = v128.load(w, VECTOR);
    const w2 = v128.load(w, 2 * VECTOR);
    const da = v128.load_splat<T>(d);
    a0 = multiplyAdd<T>(da, w0, a0);
    a1 = multiplyAdd<T>(da, w1, a1);
    a2 = multiplyAdd<T>(da, w2, a2);
    const db = v128.load_splat<T>(d + next);
    b0 = multiplyAdd<T>(db, w0, b0);
    b1 = multiplyAdd<T>(db, w1, b1);
    b2 = multiplyAdd<T>(db, w2, b2);
    const dc = v128.load_splat<T>(d + 2 * next);
    c0 = multiplyAdd<T>(dc, w0, c0);
    c1 = multiplyAdd<T>(dc, w1, c1);
    c2 = multiplyAdd<T>(dc, w2, c2);
  }
  const place = ((panel * chunk.examples + example) as usize) * PANEL + within;
  const out =
    addressAt(chunk.errors, l - 1) +
    ((example * before.errorBytes) as usize) +
    (column as usize) * sizeof<T>();
  const step = before.errorBytes as usize;
  finish<T>(job, before, chunk, l, out, place, a0, a1, a2);
  // The examples of others are not for us to write.
  if (example + 1 === last) return;
  finish<T>(job, before, chunk, l, out + step, place + PANEL, b0, b1, b2);
  if (example + 2 === last) return;
  finish<T>(job, before, chunk, l, out + 2 * step, place + 2 * PANEL, c0, c1, c2);
}

/** dZ of one example, at `out`, from three vectors of its dA; `place` is where they lie among A and D. */
function finish<T>(
  job: Job,
  before: Layer,
  chunk: Chunk,
  l: i32,
  out: usize,
  place: usize,
  first: v128,
  second: v128,
  third: v128,
): void {
  v128.store(out, slope<T>(job, before, chunk, l, place, first), 0);
  v128.store(out, slope<T>(job, before, chunk, l, place + VECTOR, second), VECTOR);
  v128.store(out, slope<T>(job, before, chunk, l, place + 2 * VECTOR, third), 2 * VECTOR);
}

function slope<T>(job: Job, before: Layer, chunk: Chunk, l: i32, place: usize, dA: v128): v128 {
  let A = v128.load(addressAt(chunk.activations, l) + place);
  const D = addressAt(chunk.dropouts, l - 1);
  if (D) {
    // A was divided by the share that is kept; where it was silenced, dA becomes 0.
    A = v128.mul<T>(A, v128.splat<T>(job.keep as T));
    dA = v128.mul<T>(dA, v128.load(D + place));
  }
  return activateBackward<T>(dA, A, before.activation);
}
