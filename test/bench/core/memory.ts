import { fork } from 'node:child_process';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { ask } from '../ask.ts';
import type { Row, Surroundings } from '../bench.ts';
import type { ManyExamples, Remembered } from '../drivers/train-many.ts';

const MANY: ManyExamples = { exampleCount: 20_000, featureCount: 64 * 64 * 3 };

function row(where: string, { peakMegabytes, milliseconds }: Remembered): Row {
  return {
    name: `memory, ${where}`,
    unit: 'MB',
    samples: [peakMegabytes],
    target: 600,
    judgedBy: 'worst',
    detail:
      `the most that the process occupied (RSS), from its start to the model; one epoch on ${MANY.exampleCount} ` +
      `examples of ${MANY.featureCount} bytes in ${(milliseconds / 1000).toFixed(1)} s`,
  };
}

/** The most memory that training on 20,000 photos takes: the app's own training process, and `core/` alone. */
export async function measureMemory(
  { project }: Surroundings,
  app: ElectronApplication,
): Promise<Row[]> {
  const entry = path.join(project, 'out', 'main', 'training.js');
  const inApp = await app.evaluate((_electron, given) => globalThis.drivers.trainMany(given), {
    ...MANY,
    entry,
  });
  const alone = fork(path.join(import.meta.dirname, 'memory-loop.ts'));
  try {
    const inNode = await ask<Remembered>(alone, MANY);
    return [row('the app’s training process', inApp), row('core/ alone in Node', inNode)];
  } finally {
    alone.kill();
  }
}
