import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Id } from '../contract.ts';
import { sampleLibraryName } from '../words/index.ts';
import type { Scans } from './scan/scans.ts';
import type { Services } from './services.ts';

/** Any seed gives a good sample; a fixed one gives everybody the same. */
const seed = 20;

export const sampleFolder = ({ userDataFolder }: Services): string =>
  path.join(userDataFolder, 'Sample photos');

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

let drawing: Promise<{ libraryId: Id }> | null = null;

/** Opens the sample library, drawing its pictures first where they are not there yet. */
export const openSample = (services: Services, scans: Scans): Promise<{ libraryId: Id }> => {
  // Two impatient clicks share one drawing.
  drawing ??= openOrDraw(services, scans).finally(() => {
    drawing = null;
  });
  return drawing;
};

const openOrDraw = async (services: Services, scans: Scans): Promise<{ libraryId: Id }> => {
  const { library, imaging } = services;
  const folder = sampleFolder(services);
  const known = await library.call('findSample', undefined);
  if (known !== null && (await exists(folder))) {
    scans.start(known);
    return { libraryId: known };
  }
  const { pictures } = await imaging.writeSample({ folder, seed });
  if (known !== null) {
    scans.start(known);
    return { libraryId: known };
  }
  const { id: libraryId } = await library.call('createLibrary', {
    name: sampleLibraryName(),
    kind: 'sample',
    folders: [folder],
  });
  await scans.find(libraryId);
  const marks = pictures.flatMap(({ relativePath, kind }) =>
    kind === null ? [] : [{ relativePath, position: kind === 'cat' ? (0 as const) : (1 as const) }],
  );
  await library.call('importMarks', { libraryId, marks });
  services.emit('photos.changed', { libraryId, photos: null });
  return { libraryId };
};
