import type { Runtime } from '../../scripts/runtime/runtime.ts';

/** One line of the table. */
export interface Row {
  name: string;
  unit: 'ms' | '×' | 'MB' | 'images/s';
  /** One value a round. */
  samples: number[];
  /** The highest acceptable value, in `unit`; null without a target. */
  target: number | null;
  /** What is compared with the target: the median of the samples, or the worst. */
  judgedBy: 'median' | 'worst';
  /** How the numbers were obtained. */
  detail: string;
}

/** What every benchmark gets. */
export interface Surroundings {
  project: string;
  runtime: Runtime;
  /** The whole environment of started programs. */
  environment: Record<string, string>;
  /** How many times each thing is measured. */
  rounds: number;
  /** A folder for this run alone, removed after it. */
  scratch: string;
  /** Paths of JPEGs, made the first time they are asked for. */
  photographs: () => Promise<string[]>;
  /** The folder of the app that drives single processes, built the first time it is asked for. */
  drivers: () => Promise<string>;
  say: (line: string) => void;
}

export interface Bench {
  /** For `--only`. */
  name: string;
  run: (surroundings: Surroundings) => Promise<Row[]>;
}

/** Runs the same thing once for each round, one round after the other. */
export async function eachRound<Value>(
  rounds: number,
  once: (round: number) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (let round = 0; round < rounds; round++) values.push(await once(round));
  return values;
}
