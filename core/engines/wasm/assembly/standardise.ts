import { PANEL, panelValues, VECTOR } from './layout';
import { Chunk, Job, Layer } from './job';

/** X[:, i] = (features of example i − mean) / spread, for the examples from `first` to before `last`. */
export function standardise<T>(
  job: Job,
  layer: Layer,
  chunk: Chunk,
  X: usize,
  first: i32,
  last: i32,
): void {
  for (let example = first; example < last; example++) {
    const place = load<i32>(chunk.places + ((example as usize) << 2));
    for (let panel = 0; panel < layer.panels; panel++) {
      const row = X + ((panel * chunk.examples + example) as usize) * PANEL;
      standardiseRow<T>(job, row, chunk.source, place * layer.inputs, layer.inputs, panel);
    }
  }
}

/** One panel of one example, whose features begin with number `start` of the source. */
function standardiseRow<T>(
  job: Job,
  row: usize,
  source: usize,
  start: i32,
  inputs: i32,
  panel: i32,
): void {
  const begin = panel * panelValues<T>();
  const values = min(panelValues<T>(), inputs - begin);
  const mean = job.mean + (begin as usize) * sizeof<T>();
  const spread = job.spread + (begin as usize) * sizeof<T>();
  let i = 0;
  for (; i + 4 <= values; i += 4) {
    const offset = (i as usize) * sizeof<T>();
    const place = start + begin + i;
    const four = job.isByteSource
      ? fourBytes(source + place)
      : v128.load(source + (place as usize) * 4);
    if (sizeof<T>() === 4) {
      const x = job.isByteSource ? f32x4.convert_i32x4_s(four) : four;
      divide<f32>(row + offset, x, mean + offset, spread + offset);
    } else {
      const rest = v128.shuffle<i32>(four, four, 2, 3, 2, 3);
      divide<f64>(row + offset, widen(four, job), mean + offset, spread + offset);
      const next = offset + VECTOR;
      divide<f64>(row + next, widen(rest, job), mean + next, spread + next);
    }
  }
  for (; i < values; i++) {
    const offset = (i as usize) * sizeof<T>();
    const place = start + begin + i;
    const x = job.isByteSource
      ? (load<u8>(source + place) as T)
      : (load<f32>(source + (place as usize) * 4) as T);
    store<T>(row + offset, ((x - load<T>(mean + offset)) / load<T>(spread + offset)) as T);
  }
  const filled = (values as usize) * sizeof<T>();
  if (filled < PANEL) memory.fill(row + filled, 0, PANEL - filled);
}

function fourBytes(place: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(place)));
}

function widen(four: v128, job: Job): v128 {
  return job.isByteSource ? f64x2.convert_low_i32x4_s(four) : f64x2.promote_low_f32x4(four);
}

function divide<T>(out: usize, x: v128, mean: usize, spread: usize): void {
  v128.store(out, v128.div<T>(v128.sub<T>(x, v128.load(mean)), v128.load(spread)));
}
