import { rm, stat } from 'node:fs/promises';
import type { EyeId, EyeSummary, Problem } from '../../contract.ts';
import type { EyeReference } from '../../imaging/operations.ts';
import { builtInEyes, RETIRED_EYES } from '../../imaging/recipe.ts';
import type { BuiltInEye } from '../../imaging/recipe.ts';
import type { StoredEye } from '../../library/operations.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { eyeFile } from './eye-file.ts';

/** An eye with all that is needed to look through it. */
export interface UsableEye {
  summary: EyeSummary;
  reference: EyeReference;
  /** Values that imaging hands over for each photo. */
  valueCount: number;
}

/** Best first, where nothing else is known; several of one's own in the order of their coming. */
const PREFERENCE: EyeSummary['kind'][] = ['keen', 'own', 'shapes', 'pixels'];

/** The eyes that there are: those that come with the app, and one's own. */
export class Eyes {
  readonly #services: Pick<Services, 'library' | 'userDataFolder' | 'emit'>;

  constructor(services: Pick<Services, 'library' | 'userDataFolder' | 'emit'>) {
    this.#services = services;
  }

  /** In the order of preference; those that cannot be used now carry a problem. */
  async list(): Promise<EyeSummary[]> {
    return (await this.#all()).map(({ summary }) => summary);
  }

  /** Those that can be used now, in the order of preference. */
  async usable(): Promise<UsableEye[]> {
    return (await this.#all()).filter(({ summary }) => summary.problem === null);
  }

  /**
   * Also finds eyes that are no longer offered, for the models that look through them.
   *
   * @throws ProblemError in plain words where the eye is gone, or cannot be used now.
   */
  async find(eyeId: EyeId, eyeName: string = eyeId): Promise<UsableEye> {
    const known = [...(await this.#all()), ...RETIRED_EYES.map(builtIn)];
    const eye = known.find(({ summary }) => summary.id === eyeId);
    if (eye === undefined) throw new ProblemError(eyeMissing(eyeName));
    if (eye.summary.problem !== null) throw new ProblemError(eye.summary.problem);
    return eye;
  }

  async add(eye: StoredEye): Promise<EyeSummary> {
    await this.#services.library.call('saveEye', { eye });
    await this.#changed();
    return (await this.#own(eye)).summary;
  }

  /** Also forgets what it gave of each photo, and its network unless another eye uses the same one. */
  async remove(eyeId: EyeId): Promise<void> {
    const { library, userDataFolder } = this.#services;
    const own = await library.call('listEyes', undefined);
    const eye = own.find(({ id }) => id === eyeId);
    if (eye === undefined) return;
    await library.call('removeEye', { eyeId });
    await library.call('forgetFeatures', { eyeId });
    const isShared = own.some(
      ({ id, contentHash }) => id !== eyeId && contentHash === eye.contentHash,
    );
    if (!isShared) await rm(eyeFile(userDataFolder, eye.contentHash), { force: true });
    await this.#changed();
  }

  async #all(): Promise<UsableEye[]> {
    const own = await this.#services.library.call('listEyes', undefined);
    const eyes = [
      ...builtInEyes.map(builtIn),
      ...(await Promise.all(own.map((eye) => this.#own(eye)))),
    ];
    const rank = ({ summary }: UsableEye) => PREFERENCE.indexOf(summary.kind);
    return eyes.sort((one, other) => rank(one) - rank(other));
  }

  async #own(eye: StoredEye): Promise<UsableEye> {
    const { id, name, contentHash, byteSize, preset, output, featureCount } = eye;
    const modelFile = eyeFile(this.#services.userDataFolder, contentHash);
    const found = await stat(modelFile).catch(() => null);
    return {
      summary: {
        id,
        kind: 'own',
        name,
        fileName: eye.fileName,
        version: '1',
        licence: eye.licence,
        origin: { from: 'person', place: eye.origin },
        contentHash,
        featureCount,
        byteSize,
        preset,
        problem: found?.size === byteSize ? null : eyeMissing(name),
      },
      reference: { id, own: { modelFile, preset, output } },
      valueCount: featureCount,
    };
  }

  async #changed(): Promise<void> {
    this.#services.emit('eyes.changed', await this.list());
  }
}

function builtIn({ valueCount, ...eye }: BuiltInEye): UsableEye {
  return {
    summary: { ...eye, fileName: null, preset: null, problem: null },
    reference: { id: eye.id, own: null },
    valueCount,
  };
}

function eyeMissing(name: string): Problem {
  return {
    code: 'eye-missing',
    parameters: { eyeName: name },
  };
}
