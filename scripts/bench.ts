// npm run bench: how fast Purrceptron is on this computer. Each thing is measured five times, what is
// compared in turns within one run. It tells and does not judge: the exit code is 0 whatever it finds.
//   npm run bench -- --only window        one of the benches
//   npm run bench -- --json numbers.json  writes every sample down
//   npm run bench -- --photos a/folder    reads these JPEGs in place of drawn ones
//   npm run bench -- --rounds 1           measures less often

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Row, Surroundings } from '../test/bench/bench.ts';
import { buildDrivers } from '../test/bench/drivers/build.ts';
import { libraryBench } from '../test/bench/library/library.ts';
import { describeMachine, machineLine } from '../test/bench/machine.ts';
import { drawPhotographs, findPhotographs } from '../test/bench/preprocessing/photographs.ts';
import { preprocessingBench } from '../test/bench/preprocessing/preprocessing.ts';
import { stallsBench } from '../test/bench/stalls/stalls.ts';
import { isMet, tableOf } from '../test/bench/table.ts';
import { trainingBench } from '../test/bench/training/training.ts';
import { windowBench } from '../test/bench/window/window.ts';
import { buildWhenStale } from './build-when-stale.ts';
import { virtualDisplay } from './runtime/display.ts';
import { RuntimeProblem, runScript } from './runtime/problem.ts';
import { projectFolder } from './runtime/project.ts';
import { appEnvironment, ensureRuntime } from './runtime/runtime.ts';

const benches: Bench[] = [
  windowBench,
  preprocessingBench,
  libraryBench,
  trainingBench,
  stallsBench,
];

const notes = [
  'Window painted: from starting the process to the first-contentful-paint of its page, read through the',
  '  DevTools protocol; the empty window shows one word. Same flags, same Electron, plain processes.',
  'Painted, elsewhere: the end of the frame that shows it, in the page’s own clock.',
  'Ratios are of neighbours in one round, in turns; the median is of those ratios.',
];

const options = {
  only: { type: 'string' },
  json: { type: 'string' },
  photos: { type: 'string' },
  rounds: { type: 'string', default: '5' },
} as const;

const chooseBenches = (only: string | undefined): Bench[] => {
  if (only === undefined) return benches;
  const chosen = benches.filter(({ name }) => name === only);
  if (chosen.length > 0) return chosen;
  const names = benches.map(({ name }) => name).join(', ');
  throw new RuntimeProblem(`There is no bench “${only}”.`, `Choose one of these: ${names}.`);
};

const chooseRounds = (given: string): number => {
  const rounds = Number(given);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new RuntimeProblem(
    `Expected --rounds to be a whole number from 1, got ${given}.`,
    'Correct it, or leave it out for five.',
  );
};

const definedOf = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

/** Makes it once, however often it is asked for. */
const onlyOnce = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | null = null;
  return () => (made ??= make());
};

/** What a bench could not measure must not cost the others their numbers. */
const runBenches = async (chosen: readonly Bench[], surroundings: Surroundings): Promise<Row[]> => {
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
};

await runScript(async () => {
  const { values } = parseArgs({ options });
  const chosen = chooseBenches(values.only);
  const rounds = chooseRounds(values.rounds);
  const say = (line: string): void => console.error(line);
  await buildWhenStale(projectFolder, say);
  const runtime = await ensureRuntime({ needsDisplay: true, say });
  const machine = describeMachine(runtime.version);
  const display = await virtualDisplay();
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'purrceptron-bench-'));
  try {
    const rows = await runBenches(chosen, {
      project: projectFolder,
      runtime,
      environment: definedOf({ ...appEnvironment(runtime), ...display.environment }),
      rounds,
      scratch,
      photographs: onlyOnce(() =>
        values.photos === undefined
          ? drawPhotographs(path.join(scratch, 'photographs'))
          : findPhotographs(values.photos),
      ),
      drivers: onlyOnce(() => buildDrivers(path.join(scratch, 'drivers'))),
      say,
    });
    const lines = [machineLine(machine), `Medians of ${rounds}.`, '', tableOf(rows), '', ...notes];
    console.log(lines.join('\n'));
    if (values.json !== undefined) {
      const judged = rows.map((row) => ({ ...row, met: isMet(row) }));
      await writeFile(values.json, `${JSON.stringify({ machine, rows: judged }, null, 2)}\n`);
    }
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    await display.close();
  }
});
