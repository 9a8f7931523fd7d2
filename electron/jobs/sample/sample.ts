import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Id } from '../../contract.ts';
import { firstKinds, sampleLibraryName } from '../../words/index.ts';
import { asError } from '../problem-error.ts';
import type { Scans } from '../scan/scans.ts';
import type { Services } from '../services.ts';

/** Any seed gives a good sample; a fixed one gives everybody the same. */
const SEED = 20;

export function sampleFolder({ userDataFolder }: Pick<Services, 'userDataFolder'>): string {
  return path.join(userDataFolder, 'Sample photos');
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The library of drawn pictures. */
export class Sample {
  readonly #services: Services;
  readonly #scans: Scans;
  #opening: Promise<{ libraryId: Id }> | null = null;

  constructor(services: Services, scans: Scans) {
    this.#services = services;
    this.#scans = scans;
  }

  /** Opens the sample library, drawing its pictures first where they are not there yet. */
  open(): Promise<{ libraryId: Id }> {
    // Two impatient clicks share one drawing.
    this.#opening ??= this.#openOrDraw().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #openOrDraw(): Promise<{ libraryId: Id }> {
    const { library } = this.#services;
    const known = await library.call('findSample', undefined);
    if (known !== null && (await exists(sampleFolder(this.#services)))) {
      this.#scans.start(known);
      return { libraryId: known };
    }
    return this.#draw(known);
  }

  /** A task that tells how far it is; who asked for it gets its failure as well. */
  #draw(known: Id | null): Promise<{ libraryId: Id }> {
    return new Promise((resolve, reject) => {
      this.#services.tasks.start(
        { kind: 'sample', details: null, canCancel: false },
        async (task) => {
          try {
            const folder = sampleFolder(this.#services);
            const { pictures } = await this.#services.imaging.writeSample(
              { folder, seed: SEED },
              (drawn) => task.progressed({ done: drawn.drawn, total: drawn.total }),
            );
            const libraryId = known ?? (await this.#create(folder, pictures));
            if (known !== null) this.#scans.start(known);
            task.changed({ libraryId });
            resolve({ libraryId });
          } catch (error) {
            reject(asError(error));
            throw error;
          }
        },
      );
    });
  }

  async #create(
    folder: string,
    pictures: { relativePath: string; kind: 'cat' | 'dog' | null }[],
  ): Promise<Id> {
    const { library, emit } = this.#services;
    const { id: libraryId } = await library.call('createLibrary', {
      name: sampleLibraryName(),
      kind: 'sample',
      folders: [folder],
      categories: firstKinds(),
    });
    await this.#scans.find(libraryId);
    const marks = pictures.flatMap(({ relativePath, kind }) =>
      kind === null
        ? []
        : [{ relativePath, position: kind === 'cat' ? (0 as const) : (1 as const) }],
    );
    await library.call('importMarks', { libraryId, marks });
    emit('photos.changed', { libraryId, photos: null });
    return libraryId;
  }
}
