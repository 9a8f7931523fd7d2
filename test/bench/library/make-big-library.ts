import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Surroundings } from '../bench.ts';
import { launchElectron } from '../launch.ts';

export interface BigLibrary {
  /** Made where it does not exist; libraries that are there stay. */
  userData: string;
  photoCount: number;
  /** Photos whose thumbnails are shared out among all rows. */
  pictures: string[];
}

/** Writes the library “Many photos” while the app is closed; its photos themselves do not exist. */
export async function makeBigLibrary(
  surroundings: Surroundings,
  { userData, photoCount, pictures }: BigLibrary,
): Promise<void> {
  const { project, scratch, environment } = surroundings;
  const photoFolder = path.join(scratch, 'no-photos-here');
  await mkdir(photoFolder, { recursive: true });
  await mkdir(userData, { recursive: true });
  const folder = await surroundings.drivers();
  const app = await launchElectron(surroundings, folder, path.join(scratch, 'library-maker'));
  try {
    await app.evaluate((_electron, order) => globalThis.drivers.makeLibrary(order), {
      libraryEntry: path.join(project, 'out', 'main', 'library.js'),
      imagingEntry: path.join(project, 'out', 'main', 'imaging.js'),
      userData,
      nativeBinding: environment['PURRCEPTRON_SQLITE_BINDING'] ?? null,
      photoFolder,
      photoCount,
      pictures,
    });
  } finally {
    await app.close();
  }
}
