import { once } from 'node:events';
import { utilityProcess } from 'electron';
import type { UtilityProcess } from 'electron';
import { ProcessHost } from '../../../electron/processes/host.ts';
import { startUtilityProcess } from '../../../electron/processes/utility-process.ts';
import type { TrainingNotices, TrainingOperations } from '../../../electron/training/operations.ts';
import { EXAMPLE_COUNT, FEATURE_COUNT, makeExamples, SETTINGS } from '../training/examples.ts';

export interface TrainingOrder {
  /** The built file of the process that trains. */
  entry: string;
}

export interface Trained {
  milliseconds: number;
  epochsRun: number;
}

const examples = makeExamples();
let host: ProcessHost<TrainingOperations, TrainingNotices> | null = null;
let alone: UtilityProcess | null = null;
let runId = 0;

/** As the app does it: the photos cross to the training process, which answers with a model. */
export async function trainInApp({ entry }: TrainingOrder): Promise<Trained> {
  host ??= new ProcessHost<TrainingOperations, TrainingNotices>({
    startProcess: startUtilityProcess,
    entry,
    serviceName: 'training',
  });
  runId += 1;
  const { features, labels } = examples;
  const begun = performance.now();
  const { validationFraction, seed } = SETTINGS;
  const groups = Uint32Array.from(labels, (_, index) => index);
  const asked = { labels, groups, validationFraction, seed };
  const { validation } = await host.call('plan', asked);
  const keptAside = new Uint8Array(EXAMPLE_COUNT);
  for (const index of validation) keptAside[index] = 1;
  const mostExamples = EXAMPLE_COUNT;
  const room = {
    featureType: 'bytes',
    kinds: 2,
    mostExamples,
    featureCount: FEATURE_COUNT,
  } as const;
  await host.call('begin', { runId, ...room });
  await host.call('addExamples', { runId, features, labels, keptAside });
  const eye = { eyeId: 'pixels-64@1', eyeKind: 'pixels' } as const;
  const outcome = await host.call('run', { runId, ...eye, settings: SETTINGS, goOnFrom: null });
  const milliseconds = performance.now() - begun;
  if (!outcome.ok) throw new Error(outcome.problem.code);
  if (outcome.value === null) throw new Error('Expected a model, got a cancelled training');
  return { milliseconds, epochsRun: outcome.value.epochsRun };
}

export async function trainAlone({ entry }: TrainingOrder): Promise<Trained> {
  alone ??= utilityProcess.fork(entry);
  const answered = once(alone, 'message');
  alone.postMessage('train');
  const [trained] = (await answered) as [Trained];
  return trained;
}
