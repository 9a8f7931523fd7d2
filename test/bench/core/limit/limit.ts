// What one thread of WebAssembly could do at most: the sums of a workload in registers, with nothing to load
// and nothing to store. Vectors have 128 bits there, whatever the processor has.

import { startClock } from '../clock.ts';
import type { Order, Played } from '../contestant.ts';
import { operationsOf } from '../workloads.ts';
import type { Workload } from '../workloads.ts';

/** The argument of the process, as JSON. */
export interface LimitOrder {
  workload: Workload;
  /** The WebAssembly, in base64. */
  module: string;
}

interface Sums {
  sumFloat32: (rounds: number, factor: number) => number;
  sumFloat64: (rounds: number, factor: number) => number;
}

const { workload, module } = JSON.parse(process.argv[2] ?? '{}') as LimitOrder;
const bytes = new Uint8Array(Buffer.from(module, 'base64'));
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
const { sumFloat32, sumFloat64 } = exports as unknown as Sums;
const IS_FLOAT64 = workload.precision === 'float64';
const sum = IS_FLOAT64 ? sumFloat64 : sumFloat32;

/** Additions and multiplications of one of the module's rounds. */
const OPERATIONS_IN_ROUND = 12 * 2 * (IS_FLOAT64 ? 2 : 4);

/** Rounds in one call: the engine compiles well what it meets often. */
const AT_ONCE = 1000;

function play({ steps }: Order): Played {
  const examples = steps * (workload.minibatchSize ?? workload.count);
  const operations = (operationsOf(workload) / workload.count) * examples;
  const calls = Math.ceil(operations / OPERATIONS_IN_ROUND / AT_ONCE);
  const clock = startClock();
  let cost = 0;
  for (let call = 0; call < calls; call++) cost = sum(AT_ONCE, 0.5);
  const done = calls * AT_ONCE * OPERATIONS_IN_ROUND;
  return { ...clock(), examples: examples * (done / operations), cost };
}

process.parentPort.on('message', ({ data }: { data: Order }) => {
  process.parentPort.postMessage(play(data));
});
