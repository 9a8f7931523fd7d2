// npm run bench: how fast Purrceptron is on this computer. Each thing is measured five times, what is
// compared in turns within one run. A missed target is not an error: the exit code is 0.
//   npm run bench -- --only window        one of the benches
//   npm run bench -- --json numbers.json  writes every sample down
//   npm run bench -- --photos a/folder    reads these JPEGs in place of drawn ones
//   npm run bench -- --rounds 1           measures less often

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Bench, Row, Surroundings } from '../test/bench/bench.ts';
import { isolationBench } from '../test/bench/isolation/isolation.ts';
import { libraryBench } from '../test/bench/library/library.ts';
import { describeMachine, machineLine } from '../test/bench/machine.ts';
import { preprocessingBench } from '../test/bench/preprocessing/preprocessing.ts';
import { stallsBench } from '../test/bench/stalls/stalls.ts';
import { chooseByName, withSurroundings } from '../test/bench/surroundings.ts';
import { isMet, tableOf } from '../test/bench/table.ts';
import { trainingBench } from '../test/bench/training/training.ts';
import { windowBench } from '../test/bench/window/window.ts';
import { runScript } from './runtime/problem.ts';

const benches: Bench[] = [
  windowBench,
  preprocessingBench,
  isolationBench,
  libraryBench,
  trainingBench,
  stallsBench,
];

const NOTES = [
  'Window painted: from starting the process to the first-contentful-paint of its page, read through the',
  '  DevTools protocol; the empty window shows one word. Same flags, same Electron, plain processes.',
  'Painted, elsewhere: the end of the frame that shows it, in the page’s own clock.',
  'Ratios are of neighbours in one round, in turns; the median is of those ratios.',
];

const OPTIONS = {
  only: { type: 'string' },
  json: { type: 'string' },
  photos: { type: 'string' },
  rounds: { type: 'string', default: '5' },
} as const;

/** When one benchmark fails, the others still run. */
async function runBenches(chosen: readonly Bench[], surroundings: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const bench of chosen) {
    surroundings.say(`Measuring: ${bench.name}.`);
    try {
      rows.push(...(await bench.run(surroundings)));
    } catch (error) {
      console.error(`The bench “${bench.name}” could not be carried out:`, error);
    }
  }
  return rows;
}

await runScript(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  const chosen = chooseByName(benches, values.only);
  return withSurroundings(values, async (surroundings) => {
    const { runtime, rounds } = surroundings;
    const machine = describeMachine(runtime.version);
    const rows = await runBenches(chosen, surroundings);
    const lines = [machineLine(machine), `Medians of ${rounds}.`, '', tableOf(rows), '', ...NOTES];
    console.log(lines.join('\n'));
    if (values.json !== undefined) {
      const judged = rows.map((row) => ({ ...row, met: isMet(row) }));
      await writeFile(values.json, `${JSON.stringify({ machine, rows: judged }, null, 2)}\n`);
    }
    return 0;
  });
});
