import type { Id } from '../../contract.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { UsableEye } from '../eyes/eyes.ts';
import { release } from '../looking/release.ts';
import type { Services } from '../services.ts';
import { inMessages } from '../looking/in-messages.ts';
import type { SeenPhoto } from '../looking/look.ts';

export interface Sent {
  count: number;
  /** By category position. */
  labelCounts: number[];
}

interface SendTo {
  runId: Id;
  eye: UsableEye;
  /** How many kinds the library has. */
  kinds: number;
  mostExamples: number;
}

/** How many photos there are of each kind, by its position. */
export function countByLabel(
  photos: readonly Pick<TrainingPhoto, 'label'>[],
  kinds: number,
): number[] {
  const counts = new Array<number>(kinds).fill(0);
  for (const { label } of photos) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/**
 * Hands photos to the training process as they are looked at, so that here no more than two batches of
 * them are in memory. `keptAside` names those that the network is checked with.
 */
export async function sendExamples(
  training: Services['training'],
  { runId, eye, kinds, mostExamples }: SendTo,
  batches: AsyncIterable<SeenPhoto[]>,
  keptAside: ReadonlySet<Id>,
): Promise<Sent> {
  const sent: Sent = { count: 0, labelCounts: new Array<number>(kinds).fill(0) };
  let arriving: Promise<void> = Promise.resolve();
  for await (const batch of batches) {
    const [first] = batch;
    if (first === undefined) continue;
    const featureType = first.features instanceof Float32Array ? 'floats' : 'bytes';
    if (sent.count === 0) {
      const { valueCount: featureCount } = eye;
      await training.call('begin', { runId, featureType, kinds, mostExamples, featureCount });
    }
    for (const part of inMessages(batch, first.features.byteLength)) {
      await arriving;
      arriving = training.call('addExamples', { runId, ...asColumns(part, keptAside) });
      // Its failure is met at the next await, which must not come too late for Node.
      arriving.catch(() => undefined);
    }
    release(batch.map(({ features }) => features));
    sent.count += batch.length;
    const counted = countByLabel(
      batch.map(({ photo }) => photo),
      kinds,
    );
    sent.labelCounts = sent.labelCounts.map((sum, label) => sum + (counted[label] ?? 0));
  }
  await arriving;
  return sent;
}

function asColumns(batch: SeenPhoto[], keptAside: ReadonlySet<Id>) {
  return {
    features: inOneArray(batch.map(({ features }) => features)),
    labels: Uint8Array.from(batch, ({ photo }) => photo.label),
    keptAside: Uint8Array.from(batch, ({ photo }) => (keptAside.has(photo.photoId) ? 1 : 0)),
  };
}

function inOneArray(parts: SeenPhoto['features'][]): SeenPhoto['features'] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = parts[0] instanceof Float32Array ? new Float32Array(length) : new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
