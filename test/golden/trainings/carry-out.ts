import {
  blockedKernels,
  modelPredictMany,
  referenceKernels,
  serializeCheckpoint,
  train,
} from '../../../core/index.ts';
import type { Kernels, Model, TrainingResult } from '../../../core/index.ts';
import { loadKernels } from '../../../electron/training/kernels/load.ts';
import { ofSecond } from '../../core/examples.ts';
import { splitAt } from './drawn.ts';
import { sources } from './runs.ts';
import type { Engine, GoldenRun } from './runs.ts';

/** What is kept of a training: all bits of its weights and answers, in base64. */
export interface Recorded {
  method: TrainingResult['method'];
  epochsRun: number;
  modelEpoch: number;
  /** W1, b1, …, each column after column. */
  weights: Record<string, string>;
  /** P(label 1) of all examples, the engine's own. */
  answers: string;
  /** Costs of the steps, for reading: they are compared loosely. */
  costs: number[];
}

export interface CarriedOut {
  recorded: Recorded;
  model: Model;
  checkpoint: Uint8Array | null;
}

export async function kernelsOf(engine: Engine): Promise<{ kernels: Kernels; close(): unknown }> {
  if (engine === 'reference') return { kernels: referenceKernels, close: () => undefined };
  if (engine === 'blocked') return { kernels: blockedKernels(), close: () => undefined };
  const [build, threads] = engine.split('-') as ['portable' | 'relaxed', string];
  return loadKernels({ builds: [build], threads: Number(threads) });
}

export function base64(values: Float32Array | Float64Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.from(bytes).toString('base64');
}

export function carryOut(run: GoldenRun, kernels: Kernels): CarriedOut {
  const source = sources[run.examples];
  const examples = source.examples();
  const split = splitAt(examples.count, source.training);
  const steps = train(examples, split, run.settings, kernels);
  const costs: number[] = [];
  let checkpoint: Uint8Array | null = null;
  for (;;) {
    const next = steps.next();
    if (next.done) {
      const { model, method, epochsRun, modelEpoch } = next.value;
      const weights = Object.fromEntries(
        model.parameters.map(({ name, matrix }) => [name, base64(matrix.data)]),
      );
      const answers = base64(ofSecond(modelPredictMany(model, examples.features, kernels)));
      const recorded = { method, epochsRun, modelEpoch, weights, answers, costs };
      return { recorded, model, checkpoint };
    }
    if (next.value.phase === 'preparing') continue;
    costs.push(Number(next.value.cost.toPrecision(9)));
    if (costs.length === run.interruptedAfter) {
      checkpoint = serializeCheckpoint(next.value.checkpoint());
    }
  }
}
