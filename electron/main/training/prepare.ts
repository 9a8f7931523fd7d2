import type { Id } from '../../contract.ts';
import { featureCount, recipe } from '../../imaging/recipe.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { Services } from '../services.ts';

const batchSize = 256;

export interface PreparedPhoto {
  photo: TrainingPhoto;
  features: Uint8Array;
}

export interface Preparation {
  signal: AbortSignal;
  prepared: (count: number) => void;
  unreadable: (photoId: Id) => void;
}

/** Each photo's network input, batch after batch: from the cache by content, read from the file otherwise. */
export async function* prepareFeatures(
  services: Services,
  photos: TrainingPhoto[],
  preparation: Preparation,
): AsyncGenerator<PreparedPhoto[]> {
  for (let start = 0; start < photos.length; start += batchSize) {
    if (preparation.signal.aborted) return;
    const batch = photos.slice(start, start + batchSize);
    const cached = await services.library.call('features', {
      contentHashes: batch.map(({ contentHash }) => contentHash ?? ''),
      recipe,
    });
    const toSave: { contentHash: string; features: Uint8Array }[] = [];
    const found = await Promise.all(
      batch.map(async (photo, index) => {
        const known = cached[index] ?? null;
        const features = known ?? (await readFeatures(services, photo, toSave, preparation));
        if (features === null) {
          if (!preparation.signal.aborted) preparation.unreadable(photo.photoId);
          return null;
        }
        preparation.prepared(1);
        return { photo, features };
      }),
    );
    if (toSave.length > 0) await services.library.call('saveFeatures', { recipe, entries: toSave });
    yield found.filter((entry) => entry !== null);
  }
}

const readFeatures = async (
  { imaging }: Services,
  { path }: TrainingPhoto,
  toSave: { contentHash: string; features: Uint8Array }[],
  { signal }: Preparation,
): Promise<Uint8Array | null> => {
  const request = { source: { path }, thumbnail: false, features: true };
  const outcome = await imaging.read(request, { signal });
  if (!outcome.ok || outcome.value.features?.length !== featureCount) return null;
  const { contentHash, features } = outcome.value;
  toSave.push({ contentHash, features });
  return features;
};
