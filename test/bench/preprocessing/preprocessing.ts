import { fork } from 'node:child_process';
import path from 'node:path';
import { ask } from '../ask.ts';
import { eachRound } from '../bench.ts';
import type { Bench } from '../bench.ts';
import { launchElectron } from '../launch.ts';
import { ratios } from '../statistics.ts';
import { spread } from '../table.ts';

/** Photos to the network's input: the app's imaging process against sharp alone in plain Node. */
export const preprocessingBench: Bench = {
  name: 'preprocessing',
  run: async (surroundings) => {
    const { project, scratch, rounds } = surroundings;
    const paths = await surroundings.photographs();
    const folder = await surroundings.drivers();
    const app = await launchElectron(surroundings, folder, path.join(scratch, 'imaging'));
    const bare = fork(path.join(import.meta.dirname, 'bare-loop.ts'));
    try {
      const entry = path.join(project, 'out', 'main', 'imaging.js');
      const { atATime, decoder } = await app.evaluate(
        (_electron, given) => globalThis.drivers.startImaging(given),
        entry,
      );
      const inApp = (some: string[]) =>
        app.evaluate((_electron, given) => globalThis.drivers.readPhotos(given), some);
      const alone = (some: string[]) => ask<number>(bare, { paths: some, atATime });
      await inApp(paths.slice(0, 50));
      await alone(paths.slice(0, 50));
      const pairs = await eachRound(rounds, async (round) => {
        if (round % 2 === 0) return { ours: await inApp(paths), bare: await alone(paths) };
        const first = await alone(paths);
        return { ours: await inApp(paths), bare: first };
      });
      const rate = (milliseconds: number) => (1000 * paths.length) / milliseconds;
      const ours = pairs.map((pair) => pair.ours);
      const others = pairs.map((pair) => pair.bare);
      return [
        {
          name: 'photos to network input',
          unit: '×',
          samples: ratios(ours, others),
          target: 1.3,
          judgedBy: 'median',
          detail:
            `${spread('images/s', ours.map(rate))} against ${spread('images/s', others.map(rate))} of ` +
            `sharp alone in Node; ${paths.length} JPEGs, ${atATime} at a time, ${decoder} decoder`,
        },
      ];
    } finally {
      bare.kill();
      await app.close();
    }
  },
};
