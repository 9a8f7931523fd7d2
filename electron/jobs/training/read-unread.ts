import type { Id, Outcome } from '../../contract.ts';
import type { ReadPhoto } from '../../imaging/operations.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { Task } from '../../tasks/task.ts';
import { inMessages } from '../looking/in-messages.ts';
import { release } from '../looking/release.ts';
import type { Services } from '../services.ts';

/** Photos that are read at a time. */
const BATCH_SIZE = 64;

/** Of a thumbnail, about. */
const BYTES_OF_READ = 20_000;

/**
 * Which photos are copies is known of their content alone, so those that were labelled before they were
 * read are read first. Gives the labelled photos as they are known then.
 */
export async function readUnread(
  services: Services,
  task: Task<'training'>,
  libraryId: Id,
  photos: TrainingPhoto[],
): Promise<TrainingPhoto[]> {
  const unread = photos.filter(({ contentHash }) => contentHash === null);
  if (unread.length === 0) return photos;
  task.beginStep({ total: unread.length, millisecondsLeft: null, details: {} });
  for (let start = 0; start < unread.length && !task.signal.aborted; start += BATCH_SIZE) {
    const batch = unread.slice(start, start + BATCH_SIZE);
    const outcomes = await Promise.all(
      batch.map(({ path }) =>
        services.imaging.read({ source: { path }, thumbnail: true, eyes: [] }, task),
      ),
    );
    await record(services, libraryId, batch, outcomes);
    task.progressed({ done: start + batch.length });
  }
  return services.library.call('trainingPhotos', { libraryId });
}

/** What could not be read stays unread here: the scan tells of it. */
async function record(
  { library, emit }: Services,
  libraryId: Id,
  photos: TrainingPhoto[],
  outcomes: Outcome<ReadPhoto>[],
): Promise<void> {
  const all = photos.flatMap(({ photoId }, index) => {
    const outcome = outcomes[index];
    return outcome?.ok === true ? [{ photoId, ...outcome.value }] : [];
  });
  for (const reads of inMessages(all, BYTES_OF_READ)) {
    const { columns, removedPhotoIds } = await library.call('recordReads', { libraryId, reads });
    release(reads.flatMap(({ thumbnail }) => thumbnail ?? []));
    emit('photos.changed', { libraryId, photos: removedPhotoIds.length > 0 ? null : columns });
  }
}
