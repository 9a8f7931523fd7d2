import type { ImagingNotices, ImagingOperations } from '../../../electron/imaging/operations.ts';
import { ImagingQueue } from '../../../electron/imaging/queue.ts';
import { RECIPE } from '../../../electron/imaging/recipe.ts';
import { ProcessHost } from '../../../electron/processes/host.ts';
import { startUtilityProcess } from '../../../electron/processes/utility-process.ts';

const PIXELS = { id: RECIPE, own: null };

let queue: ImagingQueue | null = null;

export function queueOver(entry: string): ImagingQueue {
  return new ImagingQueue(
    new ProcessHost<ImagingOperations, ImagingNotices>({
      startProcess: startUtilityProcess,
      entry,
      serviceName: 'imaging',
    }),
  );
}

export async function startImaging(entry: string): Promise<{ atATime: number; decoder: string }> {
  queue = queueOver(entry);
  const { decoder } = await queue.diagnose();
  return { atATime: queue.concurrency, decoder };
}

export async function readPhotos(paths: string[]): Promise<number> {
  const imaging = queue;
  if (imaging === null) throw new Error('Expected a started imaging process, got none');
  const begun = performance.now();
  const outcomes = await Promise.all(
    paths.map((path) => imaging.read({ source: { path }, thumbnail: false, eyes: [PIXELS] })),
  );
  const milliseconds = performance.now() - begun;
  const failed = outcomes.filter(({ ok }) => !ok).length;
  if (failed > 0) throw new Error(`Expected every photo to be read, got ${failed} failures`);
  return milliseconds;
}
