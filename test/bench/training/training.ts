import { fork } from 'node:child_process';
import path from 'node:path';
import { ask } from '../ask.ts';
import { eachRound } from '../bench.ts';
import type { Bench } from '../bench.ts';
import type { Trained } from '../drivers/train.ts';
import { launchElectron } from '../launch.ts';
import { ratios } from '../statistics.ts';
import { spread } from '../table.ts';
import { FEATURE_COUNT, SETTINGS, TRAINED_ON } from './examples.ts';

interface Round {
  app: Trained;
  alone: Trained;
  node: Trained;
}

function times(rounds: readonly Round[], where: keyof Round): number[] {
  return rounds.map((round) => round[where].milliseconds);
}

function expectSameWork({ app, alone, node }: Round): void {
  if (app.epochsRun === alone.epochsRun && app.epochsRun === node.epochsRun) return;
  const epochs = [app, alone, node].map(({ epochsRun }) => epochsRun);
  throw new Error(`Expected the same number of epochs everywhere, got ${epochs.join(', ')}`);
}

/** The app's training process against `core/` alone, in the same engine; in plain Node for comparison. */
export const trainingBench: Bench = {
  name: 'training',
  run: async (surroundings) => {
    const { project, scratch, rounds } = surroundings;
    const folder = await surroundings.drivers();
    const app = await launchElectron(surroundings, folder, path.join(scratch, 'training'));
    const node = fork(path.join(folder, 'core-loop.js'));
    try {
      const entry = path.join(project, 'out', 'main', 'training.js');
      const coreEntry = path.join(folder, 'core-loop.js');
      const inApp = () =>
        app.evaluate((_electron, given) => globalThis.drivers.trainInApp({ entry: given }), entry);
      const alone = () =>
        app.evaluate(
          (_electron, given) => globalThis.drivers.trainAlone({ entry: given }),
          coreEntry,
        );
      const inNode = () => ask<Trained>(node, {});
      await inApp();
      await alone();
      await inNode();
      const measured = await eachRound(rounds, async (round) => {
        const first = round % 2 === 0 ? await inApp() : await alone();
        const second = round % 2 === 0 ? await alone() : await inApp();
        const [ours, core] = round % 2 === 0 ? [first, second] : [second, first];
        return { app: ours, alone: core, node: await inNode() };
      });
      measured.forEach(expectSameWork);
      const shape = `[${[FEATURE_COUNT, ...SETTINGS.hiddenLayers, 1].join(', ')}]`;
      const work = `${shape} on ${TRAINED_ON} photos, ${measured[0]?.app.epochsRun} epochs of one step`;
      const [ours, core] = [times(measured, 'app'), times(measured, 'alone')];
      return [
        {
          name: 'training',
          unit: '×',
          samples: ratios(ours, core),
          target: 1.1,
          judgedBy: 'median',
          detail: `${spread('ms', ours)} against ${spread('ms', core)} of core/ alone in the same Electron; ${work}`,
        },
        {
          name: 'training, core/ alone in Node',
          unit: 'ms',
          samples: times(measured, 'node'),
          target: null,
          judgedBy: 'median',
          detail: 'the same loop in another version of the engine',
        },
      ];
    } finally {
      node.kill();
      await app.close();
    }
  },
};
