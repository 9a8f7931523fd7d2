import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { EyePreset, Outcome } from '../../contract.ts';
import type { Size } from '../decode.ts';
import { fillInput } from './presets.ts';
import type { Layout } from './presets.ts';
import { eyeBroken, eyeNotFinite, failed } from './problems.ts';
import type { Runtime } from './runtime.ts';

/** The one input of a network that looks at pictures. */
export interface PictureInput extends Size {
  name: string;
  layout: Layout;
}

/** Where a network leaves its height and width open, what most were trained with. */
const USUAL_EDGE = 224;

/** As many numbers a photo as can be kept for 20,000 photos, and more than networks give. */
export const MOST_FEATURES = 16_384;

/** Pixels along the longest side that a network may ask for. */
const LONGEST_EDGE = 2048;

function sizeOf(size: number | string | undefined): number {
  return typeof size === 'number' && size > 0 ? size : USUAL_EDGE;
}

/** What the network's only input is, by what its file says of it. */
function pictureInput({ inputMetadata }: InferenceSession): Outcome<PictureInput> {
  const [input, ...others] = inputMetadata;
  if (input === undefined || others.length > 0) {
    return failed({ code: 'eye-unsuitable-inputs', parameters: { count: inputMetadata.length } });
  }
  if (!input.isTensor || input.type !== 'float32' || input.shape.length !== 4) {
    return failed({ code: 'eye-unsuitable-input', parameters: {} });
  }
  const [batch, first, second, third] = input.shape;
  if (typeof batch === 'number' && batch > 1) {
    return failed({ code: 'eye-unsuitable-batch', parameters: { count: batch } });
  }
  const layout = first === 3 ? 'NCHW' : third === 3 ? 'NHWC' : null;
  if (layout === null) return failed({ code: 'eye-unsuitable-colours', parameters: {} });
  const [height, width] = (layout === 'NCHW' ? [second, third] : [first, second]).map(sizeOf);
  if (height === undefined || width === undefined || Math.max(height, width) > LONGEST_EDGE) {
    return failed({ code: 'eye-unsuitable-picture-size', parameters: { pixels: LONGEST_EDGE } });
  }
  return { ok: true, value: { name: input.name, layout, width, height } };
}

/** The averages over all places of each channel, where a layer has places. */
function averages(values: Float32Array, dims: readonly number[], layout: Layout): Float32Array {
  const channels = (layout === 'NCHW' ? dims[1] : dims[3]) ?? 0;
  const places = values.length / channels;
  const sums = new Float64Array(channels);
  values.forEach((value, index) => {
    const channel = layout === 'NCHW' ? Math.floor(index / places) : index % channels;
    sums[channel] = (sums[channel] ?? 0) + value;
  });
  return Float32Array.from(sums, (sum) => sum / places);
}

/** The features in what a network gave; null where it is something else. */
function featuresIn({ type, dims, data }: Tensor, layout: Layout): Float32Array | null {
  if (type !== 'float32' || dims[0] !== 1 || !(data instanceof Float32Array)) return null;
  if (data.length === 0) return null;
  if (dims.length === 2) return data.slice();
  return dims.length === 4 ? averages(data, dims, layout) : null;
}

/** A loaded network that looks at one picture, wherever it was loaded. */
export interface OpenNetwork {
  readonly input: PictureInput;
  readonly outputs: readonly string[];
  /**
   * Each layer's numbers are averaged over its places where it has them.
   *
   * @param pixels - RGB, row by row, of the size in `input`; not to be used afterwards.
   */
  look(
    pixels: Uint8Array,
    preset: EyePreset,
    outputs: readonly string[],
  ): Promise<Outcome<Map<string, Float32Array>>>;
  /** Gives its memory back, once it has looked at what it was asked to. */
  release(): Promise<void>;
}

/** Where networks are opened. */
export interface Networks {
  /** @param keepsMemory - See `Runtime`. */
  open(model: Uint8Array, keepsMemory: boolean): Promise<Outcome<OpenNetwork>>;
}

/** A network on the thread that asks. */
export class Network implements OpenNetwork {
  readonly input: PictureInput;
  readonly outputs: readonly string[];
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #values: Float32Array;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(runtime: Runtime, session: InferenceSession, input: PictureInput) {
    this.#runtime = runtime;
    this.#session = session;
    this.input = input;
    this.outputs = session.outputNames;
    this.#values = new Float32Array(input.width * input.height * 3);
  }

  static async open(
    runtime: Runtime,
    model: Uint8Array,
    keepsMemory = false,
  ): Promise<Outcome<Network>> {
    const session = await runtime.open(model, keepsMemory).catch(() => null);
    if (session === null) return failed(eyeBroken);
    const input = pictureInput(session);
    if (input.ok) return { ok: true, value: new Network(runtime, session, input.value) };
    await session.release();
    return input;
  }

  /** Looks at pictures one after another, however many are asked for at once: there is one memory for inputs. */
  look(pixels: Uint8Array, preset: EyePreset, outputs: readonly string[]) {
    const looked = this.#last.then(() => this.#run(pixels, preset, outputs));
    this.#last = looked;
    return looked;
  }

  release(): Promise<void> {
    return this.#last.then(() => this.#session.release());
  }

  async #run(
    pixels: Uint8Array,
    preset: EyePreset,
    outputs: readonly string[],
  ): Promise<Outcome<Map<string, Float32Array>>> {
    const { name, layout, width, height } = this.input;
    const shape = layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3];
    fillInput(pixels, preset, layout, this.#values);
    const feeds = { [name]: this.#runtime.tensor(this.#values, shape) };
    const given = await this.#session.run(feeds, outputs).catch(() => null);
    if (given === null) return failed(eyeBroken);
    const features = new Map<string, Float32Array>();
    for (const output of outputs) {
      const tensor = given[output];
      const found = tensor === undefined ? null : featuresIn(tensor, layout);
      if (found !== null) features.set(output, found);
    }
    const isFinite = [...features.values()].every((values) => values.every(Number.isFinite));
    return isFinite ? { ok: true, value: features } : failed(eyeNotFinite);
  }
}
