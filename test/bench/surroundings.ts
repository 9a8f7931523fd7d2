import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildWhenStale } from '../../scripts/build-when-stale.ts';
import { virtualDisplay } from '../../scripts/runtime/display.ts';
import { RuntimeProblem } from '../../scripts/runtime/problem.ts';
import { PROJECT_FOLDER } from '../../scripts/runtime/project.ts';
import { appEnvironment, ensureRuntime } from '../../scripts/runtime/runtime.ts';
import type { Surroundings } from './bench.ts';
import { buildDrivers } from './drivers/build.ts';
import { drawPhotographs, findPhotographs } from './preprocessing/photographs.ts';

export interface Wishes {
  /** As given on the command line. */
  rounds: string;
  /** A folder of real photos; without it, drawn ones are used. */
  photos?: string | undefined;
}

function chooseRounds(given: string): number {
  const rounds = Number(given);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new RuntimeProblem(
    `Expected --rounds to be a whole number from 1, got ${given}.`,
    'Correct it, or leave it out.',
  );
}

/** Those named by `only`, or all. @throws RuntimeProblem for an unknown name. */
export function chooseByName<Named extends { name: string }>(
  all: readonly Named[],
  only: string | undefined,
): readonly Named[] {
  if (only === undefined) return all;
  const chosen = all.filter(({ name }) => name === only);
  if (chosen.length > 0) return chosen;
  const names = all.map(({ name }) => name).join(', ');
  throw new RuntimeProblem(`There is no bench “${only}”.`, `Choose one of these: ${names}.`);
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** Makes it once, however often it is asked for. */
function onlyOnce<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => (made ??= make());
}

/** Builds the app where it is stale, finds an Electron and a display, and cleans up afterwards. */
export async function withSurroundings<Value>(
  { rounds: given, photos }: Wishes,
  use: (surroundings: Surroundings) => Promise<Value>,
): Promise<Value> {
  const rounds = chooseRounds(given);
  const say = (line: string): void => console.error(line);
  await buildWhenStale(PROJECT_FOLDER, say);
  const runtime = await ensureRuntime({ needsDisplay: true, say });
  const display = await virtualDisplay();
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'purrceptron-bench-'));
  try {
    return await use({
      project: PROJECT_FOLDER,
      runtime,
      environment: definedOf({ ...appEnvironment(runtime), ...display.environment }),
      rounds,
      scratch,
      photographs: onlyOnce(() =>
        photos === undefined
          ? drawPhotographs(path.join(scratch, 'photographs'))
          : findPhotographs(photos),
      ),
      drivers: onlyOnce(() => buildDrivers(path.join(scratch, 'drivers'))),
      say,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    await display.close();
  }
}
