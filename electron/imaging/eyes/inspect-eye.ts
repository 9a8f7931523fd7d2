import type { EyePreset, Outcome } from '../../contract.ts';
import type { InspectedEye } from '../operations.ts';
import { readModelFile } from './model-file.ts';
import { MOST_FEATURES, Network } from './network.ts';
import type { PictureInput } from './network.ts';
import { failed } from './problems.ts';
import type { Runtime } from './runtime.ts';

/** Files do not say it. Networks with channels last come from TensorFlow, the others from PyTorch. */
function presetFor({ layout }: PictureInput): EyePreset {
  return layout === 'NHWC' ? 'minus-one-to-one' : 'imagenet';
}

/** Looks into a file, and runs it on grey to see what it gives. */
export async function inspectEye(
  runtime: Runtime,
  modelFile: string,
): Promise<Outcome<InspectedEye>> {
  const read = await readModelFile(modelFile);
  if (!read.ok) return read;
  const { bytes, contentHash } = read.value;
  const opened = await Network.open(runtime, bytes);
  if (!opened.ok) return opened;
  const { input, outputs } = opened.value;
  const suggestedPreset = presetFor(input);
  const grey = new Uint8Array(input.width * input.height * 3).fill(128);
  const looked = await opened.value.look(grey, suggestedPreset, outputs);
  if (!looked.ok) return looked;
  const usable = [...looked.value]
    .map(([name, features]) => ({ name, featureCount: features.length }))
    .filter(({ featureCount }) => featureCount <= MOST_FEATURES);
  if (usable.length === 0) {
    return failed({ code: 'eye-unsuitable-outputs', parameters: {} });
  }
  const { width, height, layout } = input;
  const byteSize = bytes.length;
  return {
    ok: true,
    value: { width, height, layout, outputs: usable, suggestedPreset, byteSize, contentHash },
  };
}
