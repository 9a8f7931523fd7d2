import type { Problem } from '../contract.ts';
import { kindOf } from './first-bytes.ts';
import {
  isADocument,
  isAnArchive,
  isASound,
  isAVideo,
  notAPicture,
  unsupportedKind,
} from './problems.ts';

/**
 * Why these bytes are not given to a decoder; null for the kinds of pictures that are read. It goes by
 * how a file begins, never by its name: libvips would open drawings too, which can ask for other files.
 */
export function kindProblem(bytes: Buffer): Problem | null {
  const kind = kindOf(bytes);
  switch (kind.is) {
    case 'photo':
      return null;
    case 'picture':
      return unsupportedKind(kind.name);
    case 'video':
      return isAVideo;
    case 'sound':
      return isASound;
    case 'document':
      return isADocument(kind.name);
    case 'archive':
      return isAnArchive;
    case 'text':
    case 'unknown':
      return notAPicture;
  }
}
