import type { Emit, Handlers } from '../processes/child.ts';
import type { ChosenDecoder } from './decoder.ts';
import type { ImagingNotices, ImagingOperations } from './operations.ts';
import { readPhoto } from './read.ts';
import { renderPhoto } from './render.ts';

/** Every operation of the imaging process over the decoder that was chosen at its start. */
export const imagingHandlers = (
  chosen: Promise<ChosenDecoder>,
  emit: Emit<ImagingNotices>,
): Handlers<ImagingOperations> => ({
  read: async (payload) => readPhoto((await chosen).decoder, payload),
  readMany: async ({ requests }) => {
    const { decoder } = await chosen;
    const outcomes = [];
    for (const request of requests) outcomes.push(await readPhoto(decoder, request));
    return outcomes;
  },
  render: async ({ source, longestEdge }) =>
    renderPhoto((await chosen).decoder, source, longestEdge),
  inspectEye: () => Promise.reject(new Error('To come')),
  previewEye: () => Promise.reject(new Error('To come')),
  tryEye: () => Promise.reject(new Error('To come')),
  writeSample: async ({ folder, seed }) => {
    await chosen;
    // Drawing is needed once in a library's life, so it is loaded then.
    const { writeSample } = await import('./sample/index.ts');
    const written = await writeSample(folder, seed, {
      onProgress: (drawn, total) => emit('drawn', { drawn, total }),
    });
    return {
      pictures: written.map(({ folder: below, fileName, label }) => ({
        relativePath: below === undefined ? fileName : `${below}/${fileName}`,
        kind: label,
      })),
    };
  },
  diagnose: async () => {
    const { kind, explanation } = await chosen;
    return { decoder: kind, explanation };
  },
});
