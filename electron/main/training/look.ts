import type { Features } from '../../imaging/operations.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { UsableEye } from '../eyes/eyes.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';

/** Photos that are looked up, read and carried on together. */
const batchSize = 128;

export interface SeenPhoto {
  photo: TrainingPhoto;
  features: Features;
}

export interface Looking {
  signal: AbortSignal;
  seen: () => void;
  unreadable: () => void;
}

/** What an eye gives of each photo, batch after batch: from the cache by content, from the file otherwise. */
export async function* lookThrough(
  services: Services,
  eye: UsableEye,
  photos: TrainingPhoto[],
  looking: Looking,
): AsyncGenerator<SeenPhoto[]> {
  const { library } = services;
  const { valueCount } = eye;
  const eyeId = eye.summary.id;
  for (let start = 0; start < photos.length; start += batchSize) {
    if (looking.signal.aborted) return;
    const batch = photos.slice(start, start + batchSize);
    const contentHashes = batch.map(({ contentHash }) => contentHash ?? '');
    const cached = await library.call('features', { contentHashes, eyeId });
    const toSave: { contentHash: string; features: Features }[] = [];
    const seen = await Promise.all(
      batch.map(async (photo, index) => {
        const known = cached[index] ?? null;
        const features = known ?? (await readFeatures(services, eye, photo, toSave, looking));
        if (features?.length !== valueCount) {
          if (!looking.signal.aborted) looking.unreadable();
          return null;
        }
        looking.seen();
        return { photo, features };
      }),
    );
    if (toSave.length > 0) await library.call('saveFeatures', { eyeId, entries: toSave });
    yield seen.filter((entry) => entry !== null);
  }
}

const readFeatures = async (
  { imaging }: Services,
  { reference }: UsableEye,
  { path }: TrainingPhoto,
  toSave: { contentHash: string; features: Features }[],
  { signal }: Looking,
): Promise<Features | null> => {
  const request = { source: { path }, thumbnail: false, eyes: [reference] };
  const outcome = await imaging.read(request, { signal });
  if (!outcome.ok) {
    // Something is wrong with the eye and not with this photo.
    if (outcome.problem.code.startsWith('eye-')) throw new ProblemError(outcome.problem);
    return null;
  }
  const features = outcome.value.features[reference.id];
  if (features === undefined) return null;
  toSave.push({ contentHash: outcome.value.contentHash, features });
  return features;
};
