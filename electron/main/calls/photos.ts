import { shell } from 'electron';
import type { Jobs } from '../../jobs/jobs.ts';
import type { CallHandlers } from '../ipc.ts';
import type { Services } from '../../jobs/services.ts';

type PhotoCalls = Pick<
  CallHandlers,
  Extract<keyof CallHandlers, `photos.${string}` | `labels.${string}`>
>;

export function photoCalls({ library, emit }: Services, { scans }: Jobs): PhotoCalls {
  return {
    'photos.details': (payload) => library.call('photoDetails', payload),
    'photos.retry': async ({ libraryId, photoIds }) => {
      const photos = await library.call('retryPhotos', { libraryId, photoIds });
      emit('photos.changed', { libraryId, photos });
      scans.readWaiting(libraryId);
    },
    'photos.showInFolder': async ({ photoId }) => {
      const [photo] = await library.call('photoDetails', { photoIds: [photoId] });
      if (photo !== undefined) shell.showItemInFolder(photo.path);
    },
    'photos.replaced': (payload) => library.call('replacedPhotos', payload),
    'photos.forgetReplaced': (payload) => library.call('forgetReplaced', payload),
    'labels.set': (payload) => library.call('setMarks', payload),
    'labels.undo': (payload) => library.call('undo', payload),
    'labels.redo': (payload) => library.call('redo', payload),
    'labels.conflicts': (payload) => library.call('labelConflicts', payload),
    'labels.bringable': (payload) => library.call('bringableLabels', payload),
    'labels.bring': (payload) => library.call('bringLabels', payload),
    'labels.suggestions': (payload) => library.call('suggestions', payload),
    'labels.acceptSuggestions': (payload) => library.call('acceptSuggestions', payload),
  };
}
