// npm run bench:eyes: how well a network learns through each eye, on photos of two or more kinds. For each seed some
// photos are drawn to be labelled, and each contestant learns from them as one click does, keeping some of
// them aside; the others are held out and used for nothing but the reported numbers. The exit code is 0
// whatever the numbers are.
//   npm run bench:eyes -- a/folder             photos of your own, one subfolder a kind
//   npm run bench:eyes -- --only Shapes        contestants whose name begins so
//   npm run bench:eyes -- --half even          the other half: eyes were chosen on the even one, in the order of
//                                              the files' names, and the odd one is what is told; or all
//   npm run bench:eyes -- --sizes 20,100       labelled photos of each kind
//   npm run bench:eyes -- --seeds 2            draws less often
//   npm run bench:eyes -- --json numbers.json  writes every number down

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FeatureCache, scoreOf } from '../test/bench/eyes/compare.ts';
import type { Score } from '../test/bench/eyes/compare.ts';
import { coreContestants } from '../test/bench/eyes/contestants.ts';
import type { Contestant } from '../test/bench/eyes/contestants.ts';
import { drawPhotos } from '../test/bench/eyes/draw.ts';
import {
  describeThroughput,
  describeTurns,
  measureThroughput,
  measureTurns,
} from '../test/bench/eyes/throughput.ts';
import { networkContestants, openEyes } from '../test/bench/eyes/networks.ts';
import { findKinds, sharedFolder } from '../test/bench/eyes/photos.ts';
import type { Half, PhotoKind } from '../test/bench/eyes/photos.ts';
import { tableOfScores } from '../test/bench/eyes/table.ts';
import { describeMachine, machineLine } from '../test/bench/machine.ts';
import { drawPhotographs } from '../test/bench/preprocessing/photographs.ts';
import { RuntimeProblem, runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';

const OPTIONS = {
  only: { type: 'string', default: '' },
  sizes: { type: 'string' },
  half: { type: 'string' },
  seeds: { type: 'string', default: '10' },
  json: { type: 'string' },
} as const;

/** What was asked for on the command line. */
interface Values {
  only: string;
  seeds: string;
  half?: string | undefined;
  sizes?: string | undefined;
  json?: string | undefined;
}

/** Labelled photos of each kind. */
const USUAL_SIZES = [5, 15, 20, 60];

/** Photos of each kind held out at the least. */
const FEWEST_HELD = 15;

const THROUGHPUT_PHOTOS = 1000;
const LOOKS_IN_TURNS = 100;

function chooseNumbers(name: string, given: string, most: number): number[] {
  const numbers = given.split(',').map(Number);
  if (numbers.every((n) => Number.isInteger(n) && n > 1 && n <= most)) return numbers;
  throw new RuntimeProblem(
    `Expected --${name} to be whole numbers from 2 to ${most}, got ${given}.`,
    'Correct them, or leave them out.',
  );
}

function chooseContestants(all: readonly Contestant[], only: string): Contestant[] {
  const chosen = all.filter(({ name }) => name.startsWith(only));
  if (chosen.length > 0) return chosen;
  const names = all.map(({ name }) => name).join('; ');
  throw new RuntimeProblem(`No contestant begins with “${only}”.`, `There are: ${names}.`);
}

function chooseSeeds(given: string): number[] {
  const count = Number(given);
  if (Number.isInteger(count) && count > 0)
    return Array.from({ length: count }, (_, index) => index + 1);
  throw new RuntimeProblem(
    `Expected --seeds to be a whole number from 1, got ${given}.`,
    'Correct it, or leave it out for ten.',
  );
}

function chooseHalf(given: string): Half {
  if (given === 'odd' || given === 'even' || given === 'all') return given;
  throw new RuntimeProblem(
    `Expected --half to be odd, even or all, got ${given}.`,
    'Correct it, or leave it out.',
  );
}

async function measureScores(
  kinds: readonly PhotoKind[],
  contestants: readonly Contestant[],
  { sizes, seeds }: { sizes: number[]; seeds: number[] },
): Promise<Score[]> {
  const cache = new FeatureCache(kinds);
  const scores: Score[] = [];
  for (const contestant of contestants) {
    for (const perKind of sizes) {
      console.error(`Learning: ${contestant.name}, ${perKind} photos of each kind.`);
      const draws = seeds.map((seed) => drawPhotos(cache.labels, perKind, seed));
      scores.push(await scoreOf(contestant, cache, draws));
    }
  }
  return scores;
}

async function measureAll(
  kinds: readonly PhotoKind[],
  values: Values,
  { half, scratch }: { half: Half; scratch: string },
): Promise<void> {
  const most = Math.min(...kinds.map(({ paths }) => paths.length)) - FEWEST_HELD;
  const usual = USUAL_SIZES.filter((size) => size <= most).join(',');
  const sizes = chooseNumbers('sizes', values.sizes ?? usual, most);
  const seeds = chooseSeeds(values.seeds);
  const machine = describeMachine('not used');
  const eyes = await openEyes();
  const all = [
    ...coreContestants,
    ...(await networkContestants(eyes, sharedFolder(PROJECT_FOLDER))),
  ];
  const scores = await measureScores(kinds, chooseContestants(all, values.only), { sizes, seeds });
  const photographs = await drawPhotographs(path.join(scratch, 'photographs'));
  console.error(`Looking at ${THROUGHPUT_PHOTOS} photos through the built-in eye.`);
  const throughput = await measureThroughput(eyes, photographs, THROUGHPUT_PHOTOS);
  const turns = await measureTurns(photographs[0], LOOKS_IN_TURNS);
  const counted = kinds.map(({ name, paths }) => `${paths.length} ${name}`).join(', ');
  const lines = [
    machineLine(machine),
    `${counted} (${half === 'all' ? 'all there are' : `the ${half} half`}); ${seeds.length} draws; of those that ` +
      'were not drawn, as many of each kind are tested.',
    'Accuracy on them: mean ± standard deviation (lowest–highest), then the seconds to learn, median.',
    '',
    tableOfScores(scores),
    '',
    describeThroughput(throughput),
    describeTurns(turns),
  ];
  console.log(lines.join('\n'));
  if (values.json !== undefined) {
    await writeFile(
      values.json,
      `${JSON.stringify({ machine, half, scores, throughput, turns }, null, 2)}\n`,
    );
  }
}

await runScript(async () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const folder = positionals[0] ?? path.join(sharedFolder(PROJECT_FOLDER), 'photos');
  // On photos of one's own nothing was chosen.
  const isShared = path.resolve(folder).startsWith(path.resolve(sharedFolder(PROJECT_FOLDER)));
  const half = chooseHalf(values.half ?? (isShared ? 'odd' : 'all'));
  const kinds = await findKinds(folder, half);
  if (kinds === null) {
    console.log(
      `There are no photos of two kinds in ${folder}, so nothing was measured. Name a folder with one ` +
        'subfolder of photos for each of two kinds: npm run bench:eyes -- a/folder',
    );
    return 0;
  }
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'purrceptron-eyes-'));
  try {
    await measureAll(kinds, values, { half, scratch });
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
});
