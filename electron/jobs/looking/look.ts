import type { Features } from '../../imaging/operations.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { UsableEye } from '../eyes/eyes.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { inMessages } from './in-messages.ts';

/** Photos that are looked up, read and carried on together. */
const BATCH_SIZE = 128;

/** At most, as long as nobody knows: those of pictures take one. */
const BYTES_OF_VALUE = 4;

export interface SeenPhoto {
  photo: TrainingPhoto;
  features: Features;
}

export interface Looking {
  signal: AbortSignal;
  seen: () => void;
  unreadable: () => void;
}

/**
 * What an eye gives of each photo, batch after batch: from the cache by content, from the file otherwise. Whoever
 * takes a batch has its features alone.
 */
export async function* lookThrough(
  services: Services,
  eye: UsableEye,
  photos: TrainingPhoto[],
  looking: Looking,
): AsyncGenerator<SeenPhoto[]> {
  const { library } = services;
  const { valueCount } = eye;
  const eyeId = eye.summary.id;
  for (let start = 0; start < photos.length; start += BATCH_SIZE) {
    if (looking.signal.aborted) return;
    const batch = photos.slice(start, start + BATCH_SIZE);
    const cached = await knownFeatures(services, eye, batch);
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
    for (const entries of inMessages(toSave, toSave[0]?.features.byteLength ?? 0)) {
      await library.call('saveFeatures', { eyeId, entries });
    }
    yield seen.filter((entry) => entry !== null);
  }
}

/** From the cache, null where it has none; in the order of the photos. */
async function knownFeatures(
  { library }: Services,
  { summary, valueCount }: UsableEye,
  photos: TrainingPhoto[],
): Promise<(Features | null)[]> {
  const hashes = photos.map(({ contentHash }) => contentHash ?? '');
  const asked = inMessages(hashes, valueCount * BYTES_OF_VALUE).map((contentHashes) =>
    library.call('features', { contentHashes, eyeId: summary.id }),
  );
  return (await Promise.all(asked)).flat();
}

async function readFeatures(
  { imaging }: Services,
  { reference }: UsableEye,
  { path }: TrainingPhoto,
  toSave: { contentHash: string; features: Features }[],
  { signal }: Looking,
): Promise<Features | null> {
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
}
