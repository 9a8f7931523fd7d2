import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { answerOpenDialog } from '../../e2e/app.ts';
import { eachRound } from '../bench.ts';
import type { Bench, Surroundings } from '../bench.ts';
import { withApp } from '../launch.ts';
import { median } from '../statistics.ts';

const FILE_COUNT = 2000;
const EPOCHS = 20;

/** The longest time in which main did not respond, in milliseconds. */
interface Stall {
  time: number;
  /** Processor time of main in that time; the rest it waited for a free processor. */
  work: number;
}

interface Busy {
  stall: Stall;
  /** Milliseconds. */
  scan: number;
}

/** Different files with the same picture: bytes after a JPEG's end change only its content hash. */
async function makePhotos(folder: string, pictures: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < FILE_COUNT; index++) {
    const file = path.join(folder, `photo-${index}.jpg`);
    const picture = pictures[index % pictures.length];
    if (index < pictures.length) await copyFile(picture, file);
    else await writeFile(file, Buffer.concat([await readFile(picture), Buffer.from(`${index}`)]));
  }
}

/** Watches main's event loop until the function that it returns is called. */
async function watchMain(app: ElectronApplication): Promise<() => Promise<Stall>> {
  const watch = await app.evaluateHandle(() => {
    const every = 5; // milliseconds
    let longest: Stall = { time: 0, work: 0 };
    let last = performance.now();
    let lastWork = process.cpuUsage();
    const timer = setInterval(() => {
      const now = performance.now();
      const { user, system } = process.cpuUsage(lastWork);
      // The wait itself is not a stall.
      const time = now - last - every;
      if (time > longest.time) longest = { time, work: (user + system) / 1000 };
      last = now;
      lastWork = process.cpuUsage();
    }, every);
    return {
      stop: () => {
        clearInterval(timer);
        return longest;
      },
    };
  });
  return () => watch.evaluate(({ stop }) => stop());
}

/** Opens the folder that the dialog answers and waits until all of it is read; milliseconds. */
function scan(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const begun = performance.now();
    const over = new Promise((resolve) => {
      window.purrceptron.listen('task.changed', ({ kind, phase }) => {
        if (kind === 'scan' && phase !== 'waiting' && phase !== 'running') resolve(phase);
      });
    });
    const opened = await window.purrceptron.call('libraries.openFolders', { paths: null });
    if (!opened.ok) throw new Error(opened.problem.code);
    const phase = await over;
    if (phase !== 'done') throw new Error(`Expected the scan to be done, got ${String(phase)}`);
    return performance.now() - begun;
  });
}

/** Labels all photos, one kind after the other, and trains to the end. */
function train(page: Page): Promise<void> {
  return page.evaluate(async (epochs) => {
    const { call, listen } = window.purrceptron;
    const contents = await call('libraries.contents', { libraryId: 1 });
    if (!contents.ok) throw new Error(contents.problem.code);
    const { categories, photoIds } = contents.value;
    for (const [place, { id: mark }] of categories.entries()) {
      const some = [...photoIds].filter((id) => id % 2 === place);
      await call('labels.set', { libraryId: 1, photoIds: some, mark });
    }
    const over = new Promise((resolve) => {
      listen('task.changed', ({ kind, phase }) => {
        if (kind === 'training' && ['done', 'failed', 'cancelled'].includes(phase)) resolve(phase);
      });
    });
    const started = await call('training.start', {
      libraryId: 1,
      eyeId: 'pixels-64@1',
      settings: {
        hiddenLayers: [20, 7, 5],
        learningRate: 0.0005,
        epochs,
        minibatchSize: 64,
        validationFraction: 0.2,
        seed: 1,
        network: 'dense',
        augmentation: false,
        threads: 1,
      },
    });
    if (!started.ok) throw new Error(started.problem.code);
    const phase = await over;
    if (phase !== 'done') throw new Error(`Expected the training to be done, got ${String(phase)}`);
  }, EPOCHS);
}

function keepBusy(surroundings: Surroundings, folder: string, round: number): Promise<Busy> {
  return withApp(
    surroundings,
    path.join(surroundings.scratch, `busy-${round}`),
    async (app, page) => {
      const longestStall = await watchMain(app);
      await answerOpenDialog(app, [folder]);
      const time = await scan(page);
      await train(page);
      return { stall: await longestStall(), scan: time };
    },
  );
}

/** How long the main process is blocked while photos are read and a network trains. */
export const stallsBench: Bench = {
  name: 'stalls',
  run: async (surroundings) => {
    const folder = path.join(surroundings.scratch, 'photos-to-scan');
    await makePhotos(folder, await surroundings.photographs());
    const measured = await eachRound(surroundings.rounds, (round) =>
      keepBusy(surroundings, folder, round),
    );
    const rate = (FILE_COUNT * 1000) / median(measured.map((busy) => busy.scan));
    return [
      {
        name: 'main process, longest stall',
        unit: 'ms',
        samples: measured.map(({ stall }) => stall.time),
        target: 50,
        judgedBy: 'worst',
        detail:
          `of it at most ${Math.max(...measured.map(({ stall }) => stall.work)).toFixed(0)} ms its own work; ` +
          `scan of ${FILE_COUNT} new photos (${rate.toFixed(0)} a second), then a training on them`,
      },
    ];
  },
};
