import type { EyePreset, EyePreview, Outcome } from '../../contract.ts';
import { measure, ownBytes } from '../decode.ts';
import type { Decoder } from '../decoder.ts';
import type { InspectedEye, OwnEye, PhotoSource } from '../operations.ts';
import { pixels } from '../pixels.ts';
import { decoderProblem } from '../problems.ts';
import { readSource } from '../source.ts';
import { readModelFile } from './model-file.ts';
import { Network } from './network.ts';
import type { PictureInput } from './network.ts';
import { fillInput } from './presets.ts';
import { eyeUnsteady, eyeUnsuitable, failed } from './problems.ts';
import type { Runtime } from './runtime.ts';

/** As many numbers a photo as can be kept for 20,000 photos, and more than networks give. */
const mostFeatures = 16_384;

/** The largest difference between two looks at the same picture, as a share of the largest number. */
const steadiness = 1e-4;

/** Drawn pictures, the same each time. */
const drawnPictures = async (): Promise<Buffer[]> => {
  const { planSample, renderSample } = await import('../sample/index.ts');
  return Promise.all(planSample(1, 2).map(renderSample));
};

/** Looks into a file, and runs it on grey to see what it gives. */
export const inspectEye = async (
  runtime: Runtime,
  modelFile: string,
): Promise<Outcome<InspectedEye>> => {
  const read = await readModelFile(modelFile);
  if (!read.ok) return read;
  const { bytes, contentHash } = read.value;
  const opened = await Network.open(runtime, bytes);
  if (!opened.ok) return opened;
  const { input, outputs } = opened.value;
  const grey = new Uint8Array(input.width * input.height * 3).fill(128);
  const looked = await opened.value.look(grey, suggestedPreset(input), outputs);
  if (!looked.ok) return looked;
  const usable = [...looked.value]
    .map(([name, features]) => ({ name, featureCount: features.length }))
    .filter(({ featureCount }) => featureCount <= mostFeatures);
  if (usable.length === 0) {
    return failed(eyeUnsuitable('nothing that it gives is a list of numbers for one picture'));
  }
  const { width, height, layout } = input;
  const byteSize = bytes.length;
  const suggested = suggestedPreset(input);
  return {
    ok: true,
    value: {
      width,
      height,
      layout,
      outputs: usable,
      suggestedPreset: suggested,
      byteSize,
      contentHash,
    },
  };
};

/** Files do not say it. Networks with channels last come from TensorFlow, the others from PyTorch. */
const suggestedPreset = ({ layout }: PictureInput): EyePreset =>
  layout === 'NHWC' ? 'minus-one-to-one' : 'imagenet';

const largestDifference = (some: Float32Array, others: Float32Array): number =>
  some.reduce((most, value, at) => Math.max(most, Math.abs(value - (others[at] ?? Infinity))), 0);

/** Runs an eye on drawn pictures: what it gives must be finite, steady and always as long. */
export const tryEye = async (
  runtime: Runtime,
  decoder: Decoder,
  { modelFile, preset, output }: OwnEye,
): Promise<Outcome<{ featureCount: number; milliseconds: number }>> => {
  const read = await readModelFile(modelFile);
  if (!read.ok) return read;
  const opened = await Network.open(runtime, read.value.bytes);
  if (!opened.ok) return opened;
  const network = opened.value;
  if (!network.outputs.includes(output)) {
    return failed(eyeUnsuitable(`it has no output “${output}”`));
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
    if (features === undefined || features.length > mostFeatures) {
      return failed(eyeUnsuitable(`“${output}” is not a list of numbers for one picture`));
    }
    given.push(features);
  }
  return judge(given, milliseconds);
};

const judge = (
  given: readonly Float32Array[],
  milliseconds: number,
): Outcome<{ featureCount: number; milliseconds: number }> => {
  const [first, again, other] = given;
  if (first === undefined || again === undefined || other === undefined) {
    throw new Error(`Expected three looks, got ${given.length}`);
  }
  const largest = first.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSteady = largestDifference(first, again) <= steadiness * Math.max(largest, 1e-6);
  if (!isSteady || first.length !== other.length) return failed(eyeUnsteady);
  return { ok: true, value: { featureCount: first.length, milliseconds } };
};

/** A photo, or a drawn picture where there is none, as a network would be shown it. */
export const previewEye = async (
  decoder: Decoder,
  wanted: { source: PhotoSource | null; width: number; height: number; preset: EyePreset },
): Promise<Outcome<EyePreview>> => {
  const { width, height, preset } = wanted;
  const [drawn] = wanted.source === null ? await drawnPictures() : [];
  const read = await readSource(wanted.source ?? { bytes: drawn ?? new Uint8Array() });
  if (!read.ok) return read;
  const { bytes } = read.value;
  try {
    const seen = await pixels(decoder, bytes, await measure(decoder, bytes), { width, height });
    const values = new Float32Array(seen.length);
    fillInput(seen, preset, 'NHWC', values);
    const raw = { width, height, channels: 3 } as const;
    const picture = ownBytes(await decoder(seen, { raw }).png().toBuffer());
    const smallest = values.reduce((least, value) => Math.min(least, value), Infinity);
    const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
    return { ok: true, value: { picture, smallest, largest } };
  } catch (error) {
    return failed(decoderProblem(error, bytes));
  }
};
