// npm run bench:core: how fast the network learns on this computer, against NumPy, TensorFlow.js, brain.js
// and C++. Everyone trains the same network from the same start, in turns within one run.
//   npm run bench:core -- --only A          one of the workloads A, A64, B, C, or memory
//   npm run bench:core -- --rounds 3        measures less often than nine times
//   npm run bench:core -- --json file.json  writes every sample down
//   npm run bench:core -- --install-peers   first fetches TensorFlow.js and brain.js into the cache

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ElectronApplication } from '@playwright/test';
import type { Surroundings } from '../test/bench/bench.ts';
import { contestantsFor } from '../test/bench/core/contestants.ts';
import { holdContest } from '../test/bench/core/contest.ts';
import { writeData } from '../test/bench/core/data.ts';
import { MissingPeer } from '../test/bench/core/contestant.ts';
import { measureMemory } from '../test/bench/core/memory.ts';
import { findNumpy, installPeers } from '../test/bench/core/peers/find.ts';
import { contestTable } from '../test/bench/core/table.ts';
import { expectedCost } from '../test/bench/core/training.ts';
import { WORKLOADS } from '../test/bench/core/workloads.ts';
import type { Workload } from '../test/bench/core/workloads.ts';
import { launchElectron } from '../test/bench/launch.ts';
import { describeMachine, machineLine } from '../test/bench/machine.ts';
import { chooseByName, withSurroundings } from '../test/bench/surroundings.ts';
import { tableOf } from '../test/bench/table.ts';
import { runScript } from './runtime/problem.ts';

const OPTIONS = {
  only: { type: 'string' },
  json: { type: 'string' },
  rounds: { type: 'string', default: '9' },
  'install-peers': { type: 'boolean', default: false },
} as const;

const NOTES = [
  'Ratios are to NumPy with one thread in the same round; the median is of those ratios. Everyone starts from',
  '  the same weights and takes the same examples in the same order; the last column tells how far the cost',
  '  is from that of core/ in float64. Whoever is slow does a part of an epoch, counted up to a whole one.',
  'Processor time: the same ratio of the time that processors spent, of all threads together; it hardly minds',
  '  what else this computer does.',
];

interface Finding {
  name: string;
  table: string;
  /** Every sample, for `--json`. */
  numbers: unknown;
}

async function runWorkload(
  workload: Workload,
  surroundings: Surroundings,
  app: ElectronApplication,
): Promise<Finding> {
  const { scratch, rounds } = surroundings;
  const folder = path.join(scratch, workload.name);
  const examples = await writeData(workload, folder);
  const drivers = await surroundings.drivers();
  const contestants = contestantsFor({ workload, folder, scratch, app, drivers });
  const results = await holdContest(contestants, workload, rounds);
  const table = contestTable(workload, results, expectedCost(workload, examples));
  const numbers = results.map(({ contestant: { name }, ...rest }) => ({ name, ...rest }));
  return { name: workload.name, table, numbers };
}

async function describeNumpy(): Promise<string> {
  try {
    return (await findNumpy()).description;
  } catch (error) {
    if (error instanceof MissingPeer) return `${error.message}: ${error.nextStep}`;
    throw error;
  }
}

async function runMemory(surroundings: Surroundings, app: ElectronApplication): Promise<Finding> {
  const numbers = await measureMemory(surroundings, app);
  return { name: 'memory', table: tableOf(numbers), numbers };
}

type Part = { name: string; run: (...given: Parameters<typeof runMemory>) => Promise<Finding> };

const parts: Part[] = [
  ...WORKLOADS.map((workload) => ({
    name: workload.name,
    run: (surroundings: Surroundings, app: ElectronApplication) =>
      runWorkload(workload, surroundings, app),
  })),
  { name: 'memory', run: runMemory },
];

await runScript(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  const chosen = chooseByName(parts, values.only);
  return withSurroundings(values, async (surroundings) => {
    const { say, scratch, runtime, rounds } = surroundings;
    if (values['install-peers']) await installPeers(say);
    const machine = describeMachine(runtime.version);
    const drivers = await surroundings.drivers();
    const app = await launchElectron(surroundings, drivers, path.join(scratch, 'core'));
    try {
      console.log(`${machineLine(machine)}\n${await describeNumpy()}\nMedians of ${rounds}.`);
      const findings: Finding[] = [];
      for (const part of chosen) {
        say(`Measuring: ${part.name}.`);
        findings.push(await part.run(surroundings, app));
        console.log(`\n${findings.at(-1)?.table}`);
      }
      if (values.only !== 'memory') console.log(['', ...NOTES].join('\n'));
      if (values.json !== undefined) {
        const written = findings.map(({ name, numbers }) => ({ name, numbers }));
        await writeFile(
          values.json,
          `${JSON.stringify({ machine, findings: written }, null, 2)}\n`,
        );
      }
      return 0;
    } finally {
      await app.close();
    }
  });
});
