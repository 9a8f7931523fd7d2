import path from 'node:path';
import type { EyeCandidate, EyePreset, EyePreview, EyeSummary, Id } from '../../contract.ts';
import { ownEyeId } from '../../imaging/recipe.ts';
import { ProblemError, unwrap } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { copyEye, refuseOtherFiles } from './eye-file.ts';
import type { Eyes } from './eyes.ts';
import { askInOwnProcess } from './in-own-process.ts';

/** What is known of where a network comes from, when it becomes an eye. */
interface Provenance {
  fileName: string;
  licence: string | null;
  origin: string;
}

function ownFile({ fileName }: EyeCandidate): Provenance {
  return { fileName, licence: null, origin: fileName };
}

/** ONNX files that were looked into and may become eyes. */
export class EyeCandidates {
  readonly #services: Services;
  readonly #eyes: Eyes;
  readonly #known = new Map<Id, { file: string; candidate: EyeCandidate }>();
  #nextId = 1;

  constructor(services: Services, eyes: Eyes) {
    this.#services = services;
    this.#eyes = eyes;
  }

  /** Looks into a file without keeping anything of it but its place. */
  async inspect(file: string): Promise<EyeCandidate> {
    await refuseOtherFiles(file);
    const start = this.#services.startImaging;
    const inspected = unwrap(await askInOwnProcess(start, 'inspectEye', { modelFile: file }));
    const candidateId = this.#nextId++;
    const candidate = { candidateId, fileName: path.basename(file), ...inspected };
    this.#known.set(candidateId, { file, candidate });
    return candidate;
  }

  /** A photo of the library, or a drawn picture, as the candidate would be shown it. */
  async preview(candidateId: Id, preset: EyePreset, photoId: Id | null): Promise<EyePreview> {
    const { library, imaging } = this.#services;
    const { width, height } = this.#candidate(candidateId).candidate;
    const [photo] =
      photoId === null ? [] : await library.call('photoDetails', { photoIds: [photoId] });
    const source = photo === undefined ? null : { path: photo.path };
    return unwrap(await imaging.previewEye({ source, width, height, preset }));
  }

  /** Runs a copy of it once in a process that may crash, and keeps the copy where that went well. */
  async add(
    candidateId: Id,
    chosen: { name: string; preset: EyePreset; output: string },
    provenance: Provenance = ownFile(this.#candidate(candidateId).candidate),
  ): Promise<EyeSummary> {
    const { userDataFolder, startImaging, clock } = this.#services;
    const { file, candidate } = this.#candidate(candidateId);
    const { contentHash, byteSize } = candidate;
    const { preset, output } = chosen;
    const copy = await copyEye(userDataFolder, file, contentHash);
    try {
      const eye = { modelFile: copy.file, preset, output };
      const { featureCount } = unwrap(await askInOwnProcess(startImaging, 'tryEye', { eye }));
      await copy.keep();
      this.#known.delete(candidateId);
      return await this.#eyes.add({
        ...chosen,
        id: ownEyeId(contentHash, preset, output),
        ...provenance,
        contentHash,
        byteSize,
        featureCount,
        addedAt: clock.now(),
      });
    } finally {
      await copy.discard();
    }
  }

  #candidate(candidateId: Id) {
    const known = this.#known.get(candidateId);
    if (known === undefined) {
      throw new ProblemError({ code: 'candidate-gone', parameters: {} });
    }
    return known;
  }
}
