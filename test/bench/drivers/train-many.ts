import { readFileSync } from 'node:fs';
import { ProcessHost } from '../../../electron/processes/host.ts';
import { startUtilityProcess } from '../../../electron/processes/utility-process.ts';
import type { TrainingNotices, TrainingOperations } from '../../../electron/training/operations.ts';
import { makeExamples } from '../core/data.ts';

export interface ManyExamples {
  exampleCount: number;
  featureCount: number;
}

export interface Remembered {
  milliseconds: number;
  /** Peak resident set size of the process. */
  peakMegabytes: number;
}

/** As many as the app hands over in one message. */
const BATCH_SIZE = 256;

function peakMegabytesOf(processId: number | undefined): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** The app's training process on many examples for one epoch, handed over as the app does. */
export async function trainMany({
  entry,
  exampleCount,
  featureCount,
}: ManyExamples & { entry: string }): Promise<Remembered> {
  const host = new ProcessHost<TrainingOperations, TrainingNotices>({
    startProcess: startUtilityProcess,
    entry,
    serviceName: 'training',
  });
  const begun = performance.now();
  const runId = 1;
  const room = {
    featureType: 'bytes',
    kinds: 2,
    mostExamples: exampleCount,
    featureCount,
  } as const;
  await host.call('begin', { runId, ...room });
  const { features, labels } = makeExamples(BATCH_SIZE, featureCount);
  for (let offset = 0; offset < exampleCount; offset += BATCH_SIZE) {
    const count = Math.min(BATCH_SIZE, exampleCount - offset);
    await host.call('addExamples', {
      runId,
      features: features.subarray(0, count * featureCount),
      labels: labels.subarray(0, count),
      keptAside: Uint8Array.from({ length: count }, (_, i) => Number(i % 5 === 0)),
    });
  }
  const eye = { eyeId: 'pixels-64@1', eyeKind: 'pixels' } as const;
  const settings = await host.call('oneClickSettings', {
    exampleCount,
    eyeKind: eye.eyeKind,
    network: 'dense',
  });
  const outcome = await host.call('run', {
    runId,
    ...eye,
    settings: { ...settings, epochs: 1 },
    goOnFrom: null,
  });
  if (!outcome.ok) throw new Error(outcome.problem.code);
  const milliseconds = performance.now() - begun;
  const peakMegabytes = peakMegabytesOf(host.processId);
  host.stop();
  return { milliseconds, peakMegabytes };
}
