import { eachRound } from '../bench.ts';
import { MissingPeer } from './contestant.ts';
import type { Contestant, Played, Player } from './contestant.ts';
import type { Workload } from './workloads.ts';

/** A contestant's result. */
export interface Result {
  contestant: Contestant;
  /** Milliseconds for one epoch, one value a round. */
  samples: number[];
  /** The same in processor time. */
  processorSamples: number[];
  /** Its cost after `checkedSteps`; null where it is missing. */
  cost: number | null;
  /** Why there is no result, and how to get one. */
  missing: string | null;
}

interface Present {
  contestant: Contestant;
  player: Player;
  /** Steps in each round. */
  steps: number;
  cost: number;
}

/** How long a round of one contestant is to last at least, in milliseconds; the slow take a single step. */
const ROUND_LENGTH = 120;

function stepsFor({ milliseconds }: Played, steps: number): number {
  return Math.max(1, Math.ceil((ROUND_LENGTH * steps) / milliseconds));
}

/** Starts it, gets its cost, and warms it up until its speed is known. */
async function prepare(contestant: Contestant, workload: Workload): Promise<Present> {
  const player = await contestant.start();
  try {
    const checked = await player.play({ steps: workload.checkedSteps });
    const guessed = stepsFor(checked, workload.checkedSteps);
    // A contestant that takes long for a single step is warm after it.
    const steps = guessed === 1 ? 1 : stepsFor(await player.play({ steps: guessed }), guessed);
    const { cost } = checked;
    return { contestant, player, steps, cost };
  } catch (error) {
    await player.stop();
    throw error;
  }
}

function describeAbsence(error: unknown): string {
  if (error instanceof MissingPeer) return `missing: ${error.message}; ${error.nextStep}`;
  return `failed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
}

/**
 * All contestants on one workload, each alone in turn, round after round, so that whatever else this
 * computer does meets everyone alike. The order turns by one place with every round.
 */
export async function holdContest(
  contestants: readonly Contestant[],
  workload: Workload,
  rounds: number,
): Promise<Result[]> {
  const present: Present[] = [];
  const results = new Map<Contestant, Result>();
  try {
    for (const contestant of contestants) {
      const result: Result = {
        contestant,
        samples: [],
        processorSamples: [],
        cost: null,
        missing: null,
      };
      results.set(contestant, result);
      try {
        const prepared = await prepare(contestant, workload);
        present.push(prepared);
        result.cost = prepared.cost;
      } catch (error) {
        result.missing = describeAbsence(error);
      }
    }
    await eachRound(rounds, async (round) => {
      const first = round % Math.max(1, present.length);
      for (const each of [...present.slice(first), ...present.slice(0, first)]) {
        const played = await each.player.play({ steps: each.steps });
        const epochs = played.examples / workload.count;
        const { samples, processorSamples } = results.get(each.contestant)!;
        samples.push(played.milliseconds / epochs);
        processorSamples.push(played.processorMilliseconds / epochs);
      }
    });
    return [...results.values()];
  } finally {
    for (const { player } of present) await player.stop();
  }
}
