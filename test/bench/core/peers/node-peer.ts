import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startClock } from '../clock.ts';
import type { Order, Played } from '../contestant.ts';
import type { WorkloadFile } from '../data.ts';

/** The argument of a peer's process, as JSON. */
export interface PeerOrder {
  /** With the files of `writeData`. */
  folder: string;
  /** A file beside the `node_modules` that the peers lie in. */
  from: string;
  /** How the peer is to work, where there are several ways. */
  way: string;
}

export function peerOrder(): PeerOrder {
  return JSON.parse(process.argv[2] ?? '{}') as PeerOrder;
}

/** What everyone starts from; X holds one example a row, each W one input a row. */
export function readData(folder: string) {
  const bytes = (name: string): ArrayBuffer => {
    const file = readFileSync(path.join(folder, name));
    return new Uint8Array(file).buffer;
  };
  const workload = JSON.parse(
    readFileSync(path.join(folder, 'workload.json'), 'utf8'),
  ) as WorkloadFile;
  const { layerSizes, count } = workload;
  const isBytes = workload.features === 'uint8';
  const features = new (isBytes ? Uint8Array : Float32Array)(bytes('features'));
  const [mean, spread] = [
    new Float32Array(bytes('mean.f32')),
    new Float32Array(bytes('spread.f32')),
  ];
  const inputs = layerSizes[0];
  const X = new Float32Array(count * inputs);
  for (let i = 0; i < X.length; i++) {
    X[i] = (features[i] - mean[i % inputs]) / spread[i % inputs];
  }
  const weights = layerSizes.slice(1).map((_, l) => ({
    W: Float32Array.from(new Float64Array(bytes(`W${l + 1}.f64`))),
    b: Float32Array.from(new Float64Array(bytes(`b${l + 1}.f64`))),
  }));
  const labels = new Uint8Array(bytes('labels.u8'));
  const order = new Uint32Array(bytes('order.u32'));
  return { workload, X, labels, order, weights };
}

/** Answers the parent: `step` takes the examples at some places of the order and gives the cost. */
export function answer(
  { count, minibatchSize }: WorkloadFile,
  step: (first: number, last: number) => number | Promise<number>,
): void {
  const size = minibatchSize ?? count;
  const perEpoch = Math.ceil(count / size);
  let taken = 0;

  const play = async ({ steps }: Order): Promise<Played> => {
    let examples = 0;
    let cost = NaN;
    const clock = startClock();
    for (let i = 0; i < steps; i++) {
      const first = (taken++ % perEpoch) * size;
      const last = Math.min(first + size, count);
      cost = await step(first, last);
      examples += last - first;
    }
    return { ...clock(), examples, cost };
  };
  process.on('message', (order: Order) => {
    void play(order).then((played) => process.send?.(played));
  });
}
