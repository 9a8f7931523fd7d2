import type { PhotoSource } from '../../imaging/operations.ts';
import type { ClassifySession } from '../classify/classify-session.ts';
import type { PictureAddress } from './picture-address.ts';
import type { Services } from '../services.ts';
import type { Thumbnails } from './thumbnails.ts';

const LARGE_EDGE = 2048;
/** Ahead of all other reading: someone is looking. */
const IN_VIEW = { priority: 2 };

/** Finds the picture behind an address: from the cache where it is, read from the file otherwise. */
export async function findPicture(
  services: Services,
  { thumbnails, session }: { thumbnails: Thumbnails; session: ClassifySession },
  address: PictureAddress,
): Promise<Uint8Array | null> {
  if (address.kind === 'classified') {
    const source = session.sourceOf(address.id);
    if (source === null) return null;
    if (address.large) return large(services, source);
    return (await small(services, source))?.thumbnail ?? null;
  }
  const { library } = services;
  if (!address.large) {
    const cached = await thumbnails.find(address.id);
    if (cached !== null) return cached;
  }
  const [photo] = await library.call('photoDetails', { photoIds: [address.id] });
  if (photo === undefined || photo.status === 'failed') return null;
  const source = { path: photo.path };
  if (address.large) return large(services, source);
  const read = await small(services, source);
  if (read === null) return null;
  await library.call('saveThumbnail', read);
  return read.thumbnail;
}

async function large({ imaging }: Services, source: PhotoSource): Promise<Uint8Array | null> {
  const outcome = await imaging.render({ source, longestEdge: LARGE_EDGE }, IN_VIEW);
  return outcome.ok ? outcome.value : null;
}

async function small(
  { imaging }: Services,
  source: PhotoSource,
): Promise<{ contentHash: string; thumbnail: Uint8Array } | null> {
  const outcome = await imaging.read({ source, thumbnail: true, eyes: [] }, IN_VIEW);
  if (!outcome.ok || outcome.value.thumbnail === null) return null;
  const { contentHash, thumbnail } = outcome.value;
  return { contentHash, thumbnail };
}
