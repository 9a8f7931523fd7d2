import type { EyeId, EyePreset, Outcome } from '../../contract.ts';
import type { Size } from '../decode.ts';
import type { Decoder } from '../decoder.ts';
import type { EyeReference, Features } from '../operations.ts';
import { pixels } from '../pixels.ts';
import { edge, keenEye, ownEyeId, pixelsEye, shapesEdge, shapesEye } from '../recipe.ts';
import { readModelFile } from './model-file.ts';
import { Network } from './network.ts';
import type { EyePlaces } from './places.ts';
import { eyeBroken, eyeChanged, failed } from './problems.ts';
import { loadRuntime } from './runtime.ts';
import type { Runtime } from './runtime.ts';

/** Networks kept in memory; one click compares eyes one after another. */
const mostNetworks = 2;

const squares: ReadonlyMap<EyeId, number> = new Map([
  [pixelsEye.id, edge],
  [shapesEye.id, shapesEdge],
]);

/** A network behind an eye: its file, and what of it is used how. */
interface NetworkEye {
  modelFile: string;
  preset: EyePreset;
  output: string;
  /** The id that the file's content gives the eye. */
  idFor: (contentHash: string) => EyeId | null;
}

/** All that photos are seen through; loads the runtime and each network when it is first needed. */
export class Eyes {
  readonly #places: EyePlaces;
  readonly #networks = new Map<EyeId, Promise<Outcome<Network>>>();
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
    const square = squares.get(eye.id);
    if (square !== undefined) {
      const target = { width: square, height: square };
      return { ok: true, value: await pixels(decoder, bytes, size, target) };
    }
    const seen = this.#networkEye(eye);
    const network = await this.#network(eye.id, seen);
    if (!network.ok) return network;
    const picture = await pixels(decoder, bytes, size, network.value.input);
    const looked = await network.value.look(picture, seen.preset, [seen.output]);
    if (!looked.ok) return looked;
    const features = looked.value.get(seen.output);
    return features === undefined ? failed(eyeBroken) : { ok: true, value: features };
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

  #network(id: EyeId, eye: NetworkEye): Promise<Outcome<Network>> {
    const known = this.#networks.get(id);
    if (known !== undefined) return known;
    const opened = this.#open(id, eye);
    this.#networks.set(id, opened);
    void opened.then((outcome) => {
      // A file that comes back is found again.
      if (!outcome.ok) this.#networks.delete(id);
    });
    this.#forgetOldest();
    return opened;
  }

  async #open(id: EyeId, { modelFile, idFor }: NetworkEye): Promise<Outcome<Network>> {
    const read = await readModelFile(modelFile);
    if (!read.ok) return read;
    if (idFor(read.value.contentHash) !== id) return failed(eyeChanged);
    return Network.open(await this.runtime(), read.value.bytes);
  }

  #forgetOldest(): void {
    const [oldest] = this.#networks;
    if (this.#networks.size <= mostNetworks || oldest === undefined) return;
    this.#networks.delete(oldest[0]);
    void oldest[1].then((outcome) => (outcome.ok ? outcome.value.release() : undefined));
  }
}
