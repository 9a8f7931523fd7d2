import type { Emit, Handlers } from '../processes/child.ts';
import type { ChosenDecoder } from './decoder.ts';
import type { Eyes } from './eyes/eyes.ts';
import { inspectEye } from './eyes/inspect-eye.ts';
import { previewEye } from './eyes/preview-eye.ts';
import { tryEye } from './eyes/try-eye.ts';
import type { ImagingNotices, ImagingOperations } from './operations.ts';
import { readPhoto } from './read.ts';
import { renderPhoto } from './render.ts';

/** Every operation of the imaging process over the decoder that was chosen at its start. */
export function imagingHandlers(
  chosen: Promise<ChosenDecoder>,
  eyes: Eyes,
  emit: Emit<ImagingNotices>,
): Handlers<ImagingOperations> {
  return {
    read: async (payload) => readPhoto((await chosen).decoder, eyes, payload),
    readMany: async ({ requests }) => {
      const { decoder } = await chosen;
      const outcomes = [];
      for (const request of requests) outcomes.push(await readPhoto(decoder, eyes, request));
      return outcomes;
    },
    render: async ({ source, longestEdge }) =>
      renderPhoto((await chosen).decoder, source, longestEdge),
    inspectEye: async ({ modelFile }) => inspectEye(await eyes.runtime(), modelFile),
    previewEye: async (payload) => previewEye((await chosen).decoder, payload),
    tryEye: async ({ eye }) => tryEye(await eyes.runtime(), (await chosen).decoder, eye),
    writeSample: async ({ folder, seed }) => {
      await chosen;
      // Drawing is needed once in a library's life, so it is loaded then.
      const { writeSample } = await import('./sample/index.ts');
      const written = await writeSample(folder, seed, {
        onProgress: (drawn, total) => void emit('drawn', { drawn, total }),
      });
      return {
        pictures: written.map(({ folder: below, fileName, label }) => ({
          relativePath: below === undefined ? fileName : `${below}/${fileName}`,
          kind: label,
        })),
      };
    },
    diagnoseEyes: async () => ({ runtime: await eyes.runtimeCode() }),
    diagnose: async () => (await chosen).report,
  };
}
