import type { Outcome } from '../../contract.ts';
import { measure } from '../decode.ts';
import type { Decoder } from '../decoder.ts';
import type { OwnEye } from '../operations.ts';
import { pixels } from '../pixels.ts';
import { drawnPictures } from './drawn-pictures.ts';
import { readModelFile } from './model-file.ts';
import { MOST_FEATURES, Network } from './network.ts';
import { eyeUnsteady, failed } from './problems.ts';
import type { Runtime } from './runtime.ts';

/** The largest difference between two looks at the same picture, as a share of the largest number. */
const STEADINESS = 1e-4;

function largestDifference(some: Float32Array, others: Float32Array): number {
  return some.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (others[at] ?? Infinity))),
    0,
  );
}

/** Runs an eye on drawn pictures: what it gives must be finite, steady and always as long. */
export async function tryEye(
  runtime: Runtime,
  decoder: Decoder,
  { modelFile, preset, output }: OwnEye,
): Promise<Outcome<{ featureCount: number; milliseconds: number }>> {
  const read = await readModelFile(modelFile);
  if (!read.ok) return read;
  const opened = await Network.open(runtime, read.value.bytes);
  if (!opened.ok) return opened;
  const network = opened.value;
  if (!network.outputs.includes(output)) {
    return failed({ code: 'eye-unsuitable-output-missing', parameters: { output } });
  }
  const given: Float32Array[] = [];
  const [cat, dog] = await drawnPictures();
  let milliseconds = 0;
  for (const bytes of [cat, cat, dog]) {
    if (bytes === undefined) throw new Error('Expected two drawn pictures');
    const picture = await pixels(decoder, bytes, await measure(decoder, bytes), network.input);
    const begun = performance.now();
    const looked = await network.look(picture, preset, [output]);
    milliseconds = performance.now() - begun;
    if (!looked.ok) return looked;
    const features = looked.value.get(output);
    if (features === undefined || features.length > MOST_FEATURES) {
      return failed({ code: 'eye-unsuitable-output', parameters: { output } });
    }
    given.push(features);
  }
  return judge(given, milliseconds);
}

function judge(
  given: readonly Float32Array[],
  milliseconds: number,
): Outcome<{ featureCount: number; milliseconds: number }> {
  const [first, again, other] = given;
  if (first === undefined || again === undefined || other === undefined) {
    throw new Error(`Expected three looks, got ${given.length}`);
  }
  const largest = first.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSteady = largestDifference(first, again) <= STEADINESS * Math.max(largest, 1e-6);
  if (!isSteady || first.length !== other.length) return failed(eyeUnsteady);
  return { ok: true, value: { featureCount: first.length, milliseconds } };
}
