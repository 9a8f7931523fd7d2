import path from 'node:path';
import { eachRound } from '../bench.ts';
import type { Bench, Row, Surroundings } from '../bench.ts';
import { ratios } from '../statistics.ts';
import { spread } from '../table.ts';
import { measureStart } from './start.ts';
import type { Start } from './start.ts';

interface Pair {
  ours: Start;
  empty: Start;
}

/** Both apps, one after the other; each round begins with the other one. */
async function measurePair(
  surroundings: Surroundings,
  round: number,
  userData: (app: 'ours' | 'empty') => string,
): Promise<Pair> {
  const { project } = surroundings;
  const emptyApp = path.join(project, 'test', 'bench', 'empty-app');
  const startOurs = () => measureStart(surroundings, project, userData('ours'));
  const startEmpty = () => measureStart(surroundings, emptyApp, userData('empty'));
  if (round % 2 === 0) return { ours: await startOurs(), empty: await startEmpty() };
  const empty = await startEmpty();
  return { ours: await startOurs(), empty };
}

function startRow(name: string, pairs: readonly Pair[]): Row {
  const ours = pairs.map((pair) => pair.ours.painted);
  const empty = pairs.map((pair) => pair.empty.painted);
  return {
    name,
    unit: '×',
    samples: ratios(ours, empty),
    target: 1.5,
    judgedBy: 'median',
    detail: `${spread('ms', ours)} against ${spread('ms', empty)} of an empty window`,
  };
}

function memoryRow(pairs: readonly Pair[]): Row[] {
  const ours = pairs.map((pair) => pair.ours.memory).filter((memory) => memory !== null);
  const empty = pairs.map((pair) => pair.empty.memory).filter((memory) => memory !== null);
  if (ours.length === 0 || empty.length === 0) return [];
  return [
    {
      name: 'memory at home, idle',
      unit: 'MB',
      samples: ours,
      target: null,
      judgedBy: 'median',
      detail: `all processes (PSS); an empty window ${spread('MB', empty)}`,
    },
  ];
}

/** From the start of the process to the first contentful paint. */
export const windowBench: Bench = {
  name: 'window',
  run: async (surroundings) => {
    const { rounds, scratch } = surroundings;
    const fresh = await eachRound(rounds, (round) =>
      measurePair(surroundings, round, (app) => path.join(scratch, `fresh-${app}-${round}`)),
    );
    const kept = (app: string) => path.join(scratch, `warm-${app}`);
    await measurePair(surroundings, 0, kept);
    const warm = await eachRound(rounds, (round) => measurePair(surroundings, round, kept));
    return [
      startRow('window painted, new user data', fresh),
      startRow('window painted, warm user data', warm),
      ...memoryRow(warm),
    ];
  },
};
