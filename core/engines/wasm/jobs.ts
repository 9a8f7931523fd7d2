import { JOB_BYTES, leftFinite, writeJob } from './structures.ts';
import type { JobFields } from './structures.ts';
import type { Room } from './memory.ts';
import type { Wasm } from './kernels.ts';
import type { Standardisation } from '../../features/examples.ts';
import type { Chunks } from './chunks.ts';
import { panelCount, PANEL_BYTES, panelValues } from './panels.ts';
import type { PanelNetwork } from './network.ts';

/** Examples of one item: all of a chunk, where there is nobody to share them with. */
const ITEM = 128;

/** Examples that one may have more, since they begin at multiples of 4. */
const SPARE = 4;

/** What differs from one job to the next. */
export type JobChanges = Partial<
  Pick<JobFields, 'scale' | 'rate' | 'correction' | 'l2' | 'kept' | 'keep' | 'optimizer'>
>;

/** Does a job on a network; whether all weights that it moved are finite. */
export type RunJob = (kind: JobFields['kind'], chunks: Chunks, changes?: JobChanges) => boolean;

export function createJobs(
  { program, memory, threads, control }: Wasm,
  room: Room,
  network: PanelNetwork,
  { mean, spread }: Standardisation,
  isByteSource: boolean,
  mostExamples: number,
): RunJob {
  const { ArrayType, layerSizes } = network;
  const inputs = layerSizes[0];
  const put = (values: Float32Array, padding: number) => {
    const length = panelCount(inputs, ArrayType) * panelValues(ArrayType);
    const place = room.floats(length, ArrayType).fill(padding);
    place.set(values);
    return place.byteOffset;
  };
  const address = room.allocate(JOB_BYTES);
  const scratchBytes = network.widest * Math.max(PANEL_BYTES, (ITEM + SPARE) * 16);
  const claims = Math.max(network.panels, mostExamples);
  const fields: JobFields = {
    scale: 1,
    rate: 0,
    correction: 1,
    l2: 0,
    kept: 1,
    keep: 1,
    kind: 'answer',
    isFloat64: ArrayType === Float64Array,
    items: 0,
    itemExamples: ITEM,
    layers: network.layers,
    layerCount: layerSizes.length - 1,
    chunks: 0,
    chunkCount: 0,
    mean: put(mean, 0),
    spread: put(spread, 1),
    isByteSource,
    optimizer: 'gradient-descent',
    loss: network.loss.name,
    claims: room.allocate(claims * 4),
    scratch: room.allocate(threads * scratchBytes),
    scratchBytes,
  };
  return (kind, chunks, changes) => {
    const isPass = kind === 'answer' || kind === 'pass';
    const itemExamples = chooseItem(chunks, threads);
    const passItems = chunks.sizes.reduce((sum, size) => sum + Math.ceil(size / itemExamples), 0);
    writeJob(memory, address, {
      ...fields,
      ...changes,
      kind,
      items: isPass ? passItems : network.panels,
      itemExamples,
      chunks: chunks.address,
      chunkCount: chunks.sizes.length,
    });
    program.exports.run(control, address);
    return leftFinite(memory, address);
  };
}

/** So many that every thread has as much to do, where there are enough. */
function chooseItem({ sizes }: Chunks, threads: number): number {
  const share = sizes.reduce((sum, size) => sum + size, 0) / threads;
  return Math.ceil(share / Math.ceil(share / ITEM));
}
