import { gatherStandardised } from './examples.ts';
import type { Examples, Standardisation } from './examples.ts';
import type { NumpyRandom } from './random.ts';
import { createWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** The training examples cut into steps. */
export interface Batches {
  stepsPerEpoch: number;
  /** Draws a new order, where an epoch has more than one step. */
  beginEpoch(random: Pick<NumpyRandom, 'permutation'>): void;
  /** The workspace of step 0…stepsPerEpoch−1 with X and labels filled; good until the next `take`. */
  take(step: number): Workspace;
}

/** Cuts the examples at `indices` (at least one) into steps of `minibatchSize`, the last one may be smaller. */
export function createBatches(
  examples: Examples,
  indices: Uint32Array,
  standardisation: Standardisation,
  layerSizes: readonly number[],
  minibatchSize: number | null,
): Batches {
  const size = Math.min(minibatchSize ?? indices.length, indices.length);
  const stepsPerEpoch = Math.ceil(indices.length / size);
  const workspaces = new Map<number, Workspace>();
  let order = indices;

  function fill(batch: Uint32Array): Workspace {
    let workspace = workspaces.get(batch.length);
    if (!workspace) {
      workspace = createWorkspace(layerSizes, batch.length);
      workspaces.set(batch.length, workspace);
    } else if (stepsPerEpoch === 1) {
      // A full batch is the same in every step; its pixels are standardised once.
      return workspace;
    }
    gatherStandardised(workspace.X, examples.features, batch, standardisation);
    for (let i = 0; i < batch.length; i++) workspace.labels[i] = examples.labels[batch[i]!]!;
    return workspace;
  }

  return {
    stepsPerEpoch,
    beginEpoch(random) {
      if (stepsPerEpoch === 1) return;
      order = random.permutation(indices.length).map((place) => indices[place]!);
    },
    take: (step) => fill(order.subarray(step * size, (step + 1) * size)),
  };
}
