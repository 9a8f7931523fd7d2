import { askForNetwork } from '../dialogs.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { CallHandlers } from '../ipc.ts';

type EyeCalls = Pick<CallHandlers, Extract<keyof CallHandlers, `eyes.${string}`>>;

export function eyeCalls({ eyes, candidates, eyeFetch: fetch }: Jobs): EyeCalls {
  return {
    'eyes.list': () => eyes.list(),
    'eyes.inspect': async ({ path }) => {
      const file = path ?? (await askForNetwork());
      return file === null ? null : candidates.inspect(file);
    },
    'eyes.preview': ({ candidateId, preset, photoId }) =>
      candidates.preview(candidateId, preset, photoId),
    'eyes.add': ({ candidateId, ...chosen }) => candidates.add(candidateId, chosen),
    'eyes.remove': ({ eyeId }) => eyes.remove(eyeId),
    'eyes.downloadable': () => fetch.downloadable,
    'eyes.fetch': () => fetch.start(),
  };
}
