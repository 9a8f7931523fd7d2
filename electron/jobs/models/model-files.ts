import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Id, ModelSummary } from '../../contract.ts';
import { ProblemError, unwrap } from '../problem-error.ts';
import { saveFile } from '../save-file.ts';
import type { Services } from '../services.ts';
import { readAbout, writeAbout } from './about.ts';
import type { AboutModel } from './about.ts';
import { modelGone, refusal } from './problems.ts';

/** One layer of 4096 neurons over pixels, the widest that settings allow, takes 201 MB. */
const MOST_BYTES = 512 * 2 ** 20;

interface Needed {
  library: Pick<Services['library'], 'call'>;
  training: Pick<Services['training'], 'call'>;
  emit: Services['emit'];
}

/** Models as files of their own, each complete in itself. */
export class ModelFiles {
  readonly #services: Needed;
  /** Files are opened one after another, so that the same file asked for twice is found the second time. */
  #opening: Promise<unknown> = Promise.resolve();

  constructor(services: Needed) {
    this.#services = services;
  }

  /** @throws ProblemError when the model is gone or the file cannot be written. */
  async save(modelId: Id, file: string): Promise<void> {
    const { library, training } = this.#services;
    const about = writeAbout(await this.find(modelId));
    const weights = await library.call('modelWeights', { modelId });
    if (weights === null) throw new ProblemError(modelGone);
    await saveFile(file, unwrap(await training.call('exportModel', { weights, about })));
  }

  /** @throws ProblemError when the model is gone. */
  async find(modelId: Id): Promise<ModelSummary> {
    const models = await this.#services.library.call('listModels', undefined);
    const model = models.find(({ id }) => id === modelId);
    if (model === undefined) throw new ProblemError(modelGone);
    return model;
  }

  /**
   * Adds the model in a file, or finds it where it is there already, and makes it the current one.
   *
   * @throws ProblemError saying what the file is instead of a model.
   */
  open(file: string): Promise<ModelSummary> {
    const opened = this.#opening.catch(() => undefined).then(() => this.#add(file));
    this.#opening = opened;
    return opened;
  }

  async #add(file: string): Promise<ModelSummary> {
    const { library, emit } = this.#services;
    const { about, weights } = await this.#read(file);
    const known = await library.call('findModel', { weights });
    if (known !== null) await library.call('makeCurrentModel', { modelId: known.id });
    const model =
      known ??
      (await library.call('saveModel', {
        model: { ...about, libraryId: null, comparison: [], weights },
      }));
    emit('models.changed', { currentModelId: model.id });
    return { ...model, isCurrent: true };
  }

  async #read(file: string): Promise<{ about: AboutModel; weights: Uint8Array }> {
    const fileName = path.basename(file);
    const bytes = await readModelFile(file);
    const checked = await this.#services.training.call('checkModel', { bytes });
    if (!checked.ok) throw new ProblemError(refusal(checked.reason, fileName));
    const { weights, layerSizes, kinds } = checked;
    const read = readAbout(checked.about);
    if (!read.ok) throw new ProblemError(refusal(read.reason, fileName));
    const { about } = read;
    const fits = String(about.layerSizes) === String(layerSizes);
    if (!fits || about.categoryNames.length !== kinds) {
      throw new ProblemError(refusal('damaged', fileName));
    }
    return { about, weights };
  }
}

async function readModelFile(file: string): Promise<Uint8Array> {
  const fileName = path.basename(file);
  try {
    const about = await stat(file);
    if (!about.isFile()) throw new ProblemError(refusal('not-a-model', fileName));
    if (about.size > MOST_BYTES) throw new ProblemError(refusal('too-large', fileName));
    return await readFile(file);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(refusal('unreadable', fileName));
  }
}
