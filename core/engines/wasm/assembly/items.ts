import { backward } from './backward';
import { forward } from './forward';
import { apply, check, descend, gather, update } from './update';
import { Chunk, chunkAt, Job, layerAt } from './job';

// As the field of a job names them.
const ANSWER = 0;
const PASS = 1;
const DESCEND = 2;
const UPDATE = 3;
const GATHER = 4;

/** Does one item of a job; no two items write to the same place. */
export function runItem(job: Job, item: i32, scratch: usize): void {
  if (job.isFloat64) run<f64>(job, item, scratch);
  else run<f32>(job, item, scratch);
}

function run<T>(job: Job, item: i32, scratch: usize): void {
  if (job.kind === ANSWER || job.kind === PASS) pass<T>(job, item, scratch);
  else step<T>(job, item, scratch);
}

/** Items of a pass are some of the examples of a chunk, of about the same number in each. */
function pass<T>(job: Job, item: i32, scratch: usize): void {
  for (let i = 0; i < job.chunkCount; i++) {
    const chunk: Chunk = chunkAt(job, i);
    const items = (chunk.count + job.itemExamples - 1) / job.itemExamples;
    if (item < items) {
      const first = beginningOf(item, items, chunk.count);
      const last = beginningOf(item + 1, items, chunk.count);
      forward<T>(job, chunk, first, last, scratch);
      if (job.kind === PASS) backward<T>(job, chunk, first, last);
      return;
    }
    item -= items;
  }
}

/** The first example of an item: a multiple of 4, so that only the last item ends amid a tile. */
function beginningOf(item: i32, items: i32, count: i32): i32 {
  return item === items ? count : (((count * item) / items + 2) >> 2) << 2;
}

/** Items of a step are the panels of every layer's weights. */
function step<T>(job: Job, item: i32, scratch: usize): void {
  for (let l = 0; l < job.layerCount; l++) {
    const layer = layerAt(job, l);
    if (item < layer.panels) {
      if (job.kind === DESCEND) descend<T>(job, layer, l, item);
      else if (job.kind === UPDATE) update<T>(job, layer, l, item, scratch);
      else if (job.kind === GATHER) gather<T>(job, layer, l, item);
      else apply<T>(job, layer, item);
      if (job.kind !== GATHER) check<T>(job, layer, item);
      return;
    }
    item -= layer.panels;
  }
}
