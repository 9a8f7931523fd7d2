import type { TrainingPhoto } from '../../library/operations.ts';

/** Of the copies of a picture one: the same content counts once, and cannot be learned and asked at a time. */
export function onceEach(photos: readonly TrainingPhoto[]): TrainingPhoto[] {
  const first = new Map(photos.toReversed().map((photo) => [photo.pictureId, photo.photoId]));
  return photos.filter(({ pictureId, photoId }) => first.get(pictureId) === photoId);
}

/**
 * A group for each photo. Photos of one group are learned from together or kept aside together, and count
 * once where the network is checked.
 */
export function groupsOf(photos: readonly TrainingPhoto[]): Uint32Array {
  const numbers = new Map<number, number>();
  return Uint32Array.from(photos, ({ pictureId }) => {
    const known = numbers.get(pictureId) ?? numbers.size;
    numbers.set(pictureId, known);
    return known;
  });
}
