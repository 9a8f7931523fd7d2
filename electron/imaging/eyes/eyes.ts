import type { EyeId, EyePreset, Outcome } from '../../contract.ts';
import type { Size } from '../decode.ts';
import type { Decoder } from '../decoder.ts';
import type { EyeReference, Features } from '../operations.ts';
import { pixels } from '../pixels.ts';
import { keenEye, ownEyeId, pictureEdges } from '../recipe.ts';
import { readModelFile } from './model-file.ts';
import { Network } from './network.ts';
import type { EyePlaces } from './places.ts';
import { eyeBroken, eyeChanged, failed, noRuntime } from './problems.ts';
import { loadRuntime } from './runtime.ts';
import type { Runtime } from './runtime.ts';

/** Networks kept in memory; one click compares eyes one after another. */
const mostNetworks = 2;

interface NetworkFile {
  modelFile: string;
  /** The id that the file's content gives the eye. */
  idFor: (contentHash: string) => EyeId | null;
}

/** A network behind an eye: its file, and what of it is used how. */
interface NetworkEye extends NetworkFile {
  preset: EyePreset;
  output: string;
}

interface Loaded {
  network: Promise<Outcome<Network>>;
  /** Photos that are being looked at through it. */
  users: number;
}

/** All that photos are seen through; loads the runtime and each network when it is first needed. */
export class Eyes {
  readonly #places: EyePlaces;
  /** The one not used for longest first. */
  readonly #loaded = new Map<EyeId, Loaded>();
  #runtime: Promise<Runtime> | null = null;

  constructor(places: EyePlaces) {
    this.#places = places;
  }

  runtime(): Promise<Runtime> {
    return (this.#runtime ??= loadRuntime(this.#places.runtime));
  }

  /**
   * What a photo looks like through an eye. What is wrong with the eye is the outcome.
   *
   * @throws what the decoder throws where something is wrong with the photo.
   */
  async look(
    eye: EyeReference,
    decoder: Decoder,
    bytes: Buffer,
    size: Size,
  ): Promise<Outcome<Features>> {
    const square = pictureEdges.get(eye.id);
    if (square !== undefined) {
      const target = { width: square, height: square };
      return { ok: true, value: await pixels(decoder, bytes, size, target) };
    }
    const { preset, output, ...file } = this.#networkEye(eye);
    return this.#with(eye.id, file, async (network) => {
      const picture = await pixels(decoder, bytes, size, network.input);
      const looked = await network.look(picture, preset, [output]);
      if (!looked.ok) return looked;
      const features = looked.value.get(output);
      return features === undefined ? failed(eyeBroken) : { ok: true, value: features };
    });
  }

  #networkEye({ id, own }: EyeReference): NetworkEye {
    if (own !== null) {
      return { ...own, idFor: (hash) => ownEyeId(hash, own.preset, own.output) };
    }
    if (id !== keenEye.id) throw new Error(`Expected an eye that there is, got ${id}`);
    return {
      modelFile: this.#places.keen,
      preset: 'bytes',
      output: 'features',
      idFor: (hash) => (hash === keenEye.contentHash ? id : null),
    };
  }

  /** Keeps a network while something looks through it, and as one of the last used. */
  async #with<Value>(
    id: EyeId,
    file: NetworkFile,
    use: (network: Network) => Promise<Outcome<Value>>,
  ): Promise<Outcome<Value>> {
    const loaded = this.#loaded.get(id) ?? { network: this.#open(id, file), users: 0 };
    this.#loaded.delete(id);
    this.#loaded.set(id, loaded);
    loaded.users += 1;
    try {
      const network = await loaded.network;
      if (network.ok) return await use(network.value);
      // A file that comes back is found again.
      if (this.#loaded.get(id) === loaded) this.#loaded.delete(id);
      return network;
    } finally {
      loaded.users -= 1;
      this.#forget();
    }
  }

  async #open(id: EyeId, { modelFile, idFor }: NetworkFile): Promise<Outcome<Network>> {
    const read = await readModelFile(modelFile);
    if (!read.ok) return read;
    if (idFor(read.value.contentHash) !== id) return failed(eyeChanged);
    const runtime = await this.runtime().catch(() => null);
    return runtime === null ? failed(noRuntime) : Network.open(runtime, read.value.bytes);
  }

  /** Gives back the memory of what was not used for longest. */
  #forget(): void {
    for (const [id, { network, users }] of this.#loaded) {
      if (this.#loaded.size <= mostNetworks) return;
      if (users > 0) continue;
      this.#loaded.delete(id);
      void network.then((outcome) => (outcome.ok ? outcome.value.release() : undefined));
    }
  }
}
