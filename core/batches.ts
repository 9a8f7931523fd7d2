import { gatherStandardised } from './examples.ts';
import type { Examples, Standardisation } from './examples.ts';
import type { FloatArrayConstructor } from './matrix.ts';
import type { NumpyRandom } from './random.ts';
import { fillTargets } from './targets.ts';
import type { Targets } from './targets.ts';
import { createWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** The training examples cut into steps. */
export interface Batches {
  stepsPerEpoch: number;
  /** The examples in the order of this epoch; may be set to continue an epoch. */
  order: Uint32Array;
  /** Draws a new order, where an epoch has more than one step. */
  beginEpoch(random: Pick<NumpyRandom, 'permutation'>): void;
  /** The workspace of step 0…stepsPerEpoch−1 with X, labels and weights filled; good until the next `take`. */
  take(step: number): Workspace;
}

/** Cuts the examples at `indices` (at least one) into steps of `minibatchSize`, the last one may be smaller. */
export function createBatches(
  examples: Examples,
  indices: Uint32Array,
  standardisation: Standardisation,
  layerSizes: readonly number[],
  minibatchSize: number | null,
  targets: Targets,
  ArrayType: FloatArrayConstructor,
): Batches {
  const size = Math.min(minibatchSize ?? indices.length, indices.length);
  const stepsPerEpoch = Math.ceil(indices.length / size);
  const workspaces = new Map<number, Workspace>();

  function fill(batch: Uint32Array): Workspace {
    let workspace = workspaces.get(batch.length);
    if (!workspace) {
      workspace = createWorkspace(layerSizes, batch.length, ArrayType);
      workspaces.set(batch.length, workspace);
    } else if (stepsPerEpoch === 1) {
      // A full batch is the same in every step; its pixels are standardised once.
      return workspace;
    }
    gatherStandardised(workspace.X, examples.features, batch, standardisation);
    fillTargets(workspace, examples.labels, batch, targets);
    return workspace;
  }

  return {
    stepsPerEpoch,
    order: indices,
    beginEpoch(random) {
      if (stepsPerEpoch === 1) return;
      this.order = random.permutation(indices.length).map((place) => indices[place]!);
    },
    take(step) {
      return fill(this.order.subarray(step * size, (step + 1) * size));
    },
  };
}
