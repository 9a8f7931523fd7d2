import path from 'node:path';
import type { EyeId, EyePreset, EyeRuntime, Outcome } from '../../contract.ts';
import type { Size } from '../decode.ts';
import type { Decoder } from '../decoder.ts';
import type { EyeReference, Features } from '../operations.ts';
import { pixels } from '../pixels.ts';
import { FIRST_KEEN_EYE, KEEN_EYE, ownEyeId, pictureEdges } from '../recipe.ts';
import type { BuiltInEye } from '../recipe.ts';
import { chooseRuntime, runtimeLoaders } from './choose-runtime.ts';
import { CrashJournal } from './crash-journal.ts';
import { readModelFile } from './model-file.ts';
import { NATIVE_RUNTIME } from './native-runtime.ts';
import { Network } from './network.ts';
import type { Networks, OpenNetwork } from './network.ts';
import { networkFile } from './places.ts';
import type { EyePlaces } from './places.ts';
import { eyeBroken, eyeChanged, failed, noRuntime } from './problems.ts';
import type { ChosenRuntime, Runtime } from './runtime.ts';
import { Seats } from './seats.ts';

/** Networks kept in memory; one click compares eyes one after another. */
const MOST_NETWORKS = 2;

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

/** The built-in eyes with a network, and how each wants its pixels. */
const BUILT_IN: readonly { eye: BuiltInEye; preset: EyePreset }[] = [
  { eye: KEEN_EYE, preset: 'minus-one-to-one' },
  { eye: FIRST_KEEN_EYE, preset: 'bytes' },
];

interface Loaded {
  network: Promise<Outcome<OpenNetwork>>;
  /** Photos that are being looked at through it. */
  users: number;
}

/** Shows a network that we know a black picture: a runtime that cannot live here shows it now, and not on a photo. */
async function openAndProve(
  networks: Networks,
  model: Uint8Array,
  preset: EyePreset,
): Promise<Outcome<OpenNetwork>> {
  const opened = await networks.open(model, true);
  if (!opened.ok) return opened;
  const { width, height } = opened.value.input;
  const looked = await opened.value.look(new Uint8Array(width * height * 3), preset, ['features']);
  return looked.ok ? opened : looked;
}

/** All that photos are seen through; loads the runtime and each network when it is first needed. */
export class Eyes {
  readonly #places: EyePlaces;
  /** The one not used for longest first. */
  readonly #loaded = new Map<EyeId, Loaded>();
  readonly #crashes: CrashJournal;
  #chosen: Promise<ChosenRuntime> | null = null;
  #networks: Promise<Networks> | null = null;
  /** Whether the native runtime has shown that it can live here, or is not used. */
  #isProven = false;

  constructor(places: EyePlaces) {
    this.#places = places;
    this.#crashes = new CrashJournal(places.crashes, NATIVE_RUNTIME);
  }

  /** For networks of unknown manners, which are tried on the thread that asks. */
  async runtime(): Promise<Runtime> {
    return (await this.#choose()).runtime;
  }

  async runtimeCode(): Promise<EyeRuntime> {
    return (await this.#choose()).code;
  }

  #choose(): Promise<ChosenRuntime> {
    return (this.#chosen ??= chooseRuntime(runtimeLoaders(this.#places.runtime), this.#crashes));
  }

  /** The native runtime looks on threads of ours, the other one starts its own. */
  async #chooseNetworks(): Promise<Networks> {
    const { runtime, code } = await this.#choose();
    if (code === 'native') return new Seats(this.#places.seatWorker);
    this.#isProven = true;
    return { open: (model, keepsMemory) => Network.open(runtime, model, keepsMemory) };
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
    const builtIn = BUILT_IN.find(({ eye }) => eye.id === id);
    if (builtIn === undefined) throw new Error(`Expected an eye that there is, got ${id}`);
    return {
      modelFile: path.join(this.#places.networks, networkFile(id)),
      preset: builtIn.preset,
      output: 'features',
      idFor: (hash) => (hash === builtIn.eye.contentHash ? id : null),
    };
  }

  /** Keeps a network while something looks through it, and as one of the last used. */
  async #with<Value>(
    id: EyeId,
    file: NetworkFile,
    use: (network: OpenNetwork) => Promise<Outcome<Value>>,
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

  async #open(id: EyeId, { modelFile, idFor }: NetworkFile): Promise<Outcome<OpenNetwork>> {
    const read = await readModelFile(modelFile);
    if (!read.ok) return read;
    if (idFor(read.value.contentHash) !== id) return failed(eyeChanged);
    const networks = await (this.#networks ??= this.#chooseNetworks()).catch(() => null);
    if (networks === null) return failed(noRuntime);
    const { bytes } = read.value;
    const builtIn = BUILT_IN.find(({ eye }) => eye.id === id);
    if (this.#isProven || builtIn === undefined) {
      return networks.open(bytes, builtIn !== undefined);
    }
    this.#isProven = true;
    return this.#crashes.during(true, () => openAndProve(networks, bytes, builtIn.preset));
  }

  /** Gives back the memory of what was not used for longest. */
  #forget(): void {
    for (const [id, { network, users }] of this.#loaded) {
      if (this.#loaded.size <= MOST_NETWORKS) return;
      if (users > 0) continue;
      this.#loaded.delete(id);
      void network.then((outcome) => (outcome.ok ? outcome.value.release() : undefined));
    }
  }
}
