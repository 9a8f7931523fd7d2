import { fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isIsolated, sharpFilesIn } from '../../../scripts/isolate-sharp/state.ts';
import { writePhotos } from '../../e2e/photos-of-all-formats.ts';
import { ask } from '../ask.ts';
import { eachRound } from '../bench.ts';
import type { Bench } from '../bench.ts';
import { childIn, launchElectron } from '../launch.ts';
import { ratios } from '../statistics.ts';
import { spread } from '../table.ts';

interface Reading {
  digests: Record<string, string>;
  milliseconds: number;
}

const PHOTO_COUNT = 2000;

/** On Linux sharp must have been made safe for Electron; elsewhere there is nothing to do. */
function expectIsolated(project: string): void {
  if (process.platform !== 'linux') return;
  const files = sharpFilesIn(path.join(project, 'node_modules'), process.arch);
  const state = files === null ? 'not found' : isIsolated(files.nodeFile, files.libFile);
  if (state !== 'isolated' && state !== 'not needed') {
    throw new Error(`Expected sharp’s files to be isolated, got ${state}`);
  }
}

function expectSamePixels({ digests }: Reading, other: Reading): void {
  const differing = Object.keys(digests).filter((name) => digests[name] !== other.digests[name]);
  if (differing.length > 0 || Object.keys(digests).length !== PHOTO_COUNT) {
    throw new Error(
      `Expected the same pixels of ${PHOTO_COUNT} photos, got others of ${differing.join(', ')}`,
    );
  }
}

/** The isolated library in Electron against the same loop in plain Node. */
export const isolationBench: Bench = {
  name: 'isolation',
  run: async (surroundings) => {
    const { project, scratch, rounds } = surroundings;
    expectIsolated(project);
    const folder = path.join(scratch, 'all-formats');
    await mkdir(folder);
    await writePhotos(folder, PHOTO_COUNT);
    const drivers = await surroundings.drivers();
    const app = await launchElectron(surroundings, drivers, path.join(scratch, 'isolation'));
    const file = path.join(import.meta.dirname, 'reader.mjs');
    const node = fork(file);
    try {
      const electron = await childIn(app, file);
      const inElectron = () => electron.ask<Reading>({ folder });
      const inNode = () => ask<Reading>(node, { folder });
      expectSamePixels(await inElectron(), await inNode());
      const pairs = await eachRound(rounds, async (round) => {
        if (round % 2 === 0) return { electron: await inElectron(), node: await inNode() };
        const first = await inNode();
        return { electron: await inElectron(), node: first };
      });
      const rate = ({ milliseconds }: Reading) => (1000 * PHOTO_COUNT) / milliseconds;
      const times = (where: 'electron' | 'node') => pairs.map((pair) => pair[where].milliseconds);
      const rates = (where: 'electron' | 'node') => pairs.map((pair) => rate(pair[where]));
      return [
        {
          name: 'isolated sharp in Electron',
          unit: '×',
          samples: ratios(times('electron'), times('node')),
          target: 1.25,
          judgedBy: 'median',
          detail:
            `${spread('images/s', rates('electron'))} against ${spread('images/s', rates('node'))} of the same loop ` +
            `in Node; ${PHOTO_COUNT} small photos of all formats, four at a time, the same pixels`,
        },
      ];
    } finally {
      node.kill();
      await app.close();
    }
  },
};
