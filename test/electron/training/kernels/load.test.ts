import { execFileSync } from 'node:child_process';
import { arithmeticWords } from '../../../../electron/words/index.ts';
import { describe, expect, it, vi } from 'vitest';
import { coresOf, defaultThreads } from '../../../../electron/training/kernels/cores.ts';
import { loadKernels } from '../../../../electron/training/kernels/load.ts';
import { serializeModel } from '../../../../core/index.ts';
import type { TrainingSettings } from '../../../../core/index.ts';
import { makeExamples, splitAt, trainToEnd } from '../../../core/examples.ts';

const examples = makeExamples(150, 700);
const split = splitAt(examples, 120);

const SETTINGS: Partial<TrainingSettings>[] = [
  { hiddenLayers: [40, 9], minibatchSize: 32, dropout: 0.2 },
  {
    hiddenLayers: [20],
    minibatchSize: null,
    optimizer: 'gradient-descent',
    fullBatchMethod: 'plain',
  },
  { hiddenLayers: [9], minibatchSize: 16, gradientClipping: 0.5, precision: 'float64' },
];

async function bytesWith(threads: number, runs = 1): Promise<string[]> {
  const { kernels, close } = await loadKernels({ threads });
  const bytes = SETTINGS.flatMap((chosen) =>
    Array.from({ length: runs }, () => {
      const { model } = trainToEnd(examples, split, { ...chosen, epochs: 4 }, kernels).result;
      return Buffer.from(serializeModel(model)).toString('base64');
    }),
  );
  await close();
  return bytes;
}

describe('threads', () => {
  it('give the same bits however many there are, every time', async () => {
    const alone = await bytesWith(1);
    for (const threads of [2, 3]) {
      const several = await bytesWith(threads, 5);
      expect(several).toEqual(alone.flatMap((bytes) => Array.from({ length: 5 }, () => bytes)));
    }
  }, 60_000);

  it('rest when there is nothing to do', async () => {
    const { kernels, close } = await loadKernels({ threads: 3 });
    trainToEnd(examples, split, {}, kernels);
    const span = 500;
    const resting = async () => {
      const before = process.cpuUsage();
      await new Promise((resolve) => setTimeout(resolve, span));
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(0.3 * span);
    };
    await vi.waitFor(resting, { timeout: 5000 });
    await close();
  });

  it('are gone after the end, and what is left still works', async () => {
    const { kernels, close } = await loadKernels({ threads: 2 });
    const before = trainToEnd(examples, split, {}, kernels).result;
    await close();
    expect(trainToEnd(examples, split, {}, kernels).result).toEqual(before);
  });

  it('do not keep a process alive', () => {
    const file = new URL('../../../../electron/training/kernels/load.ts', import.meta.url).href;
    const script = `const { loadKernels } = await import(${JSON.stringify(file)}); const { build, threads } = await loadKernels({ threads: 3 }); console.log(build, threads);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect(said).toMatch(/^(relaxed|portable) 3$/m);
  });

  it('are one fewer than there are cores, and at least one', () => {
    expect(defaultThreads()).toBeGreaterThanOrEqual(1);
    const processor = (socket: number, core: number) =>
      `processor\t: 0\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`;
    expect(
      coresOf([processor(0, 0), processor(0, 0), processor(0, 1), processor(1, 0)].join('\n')),
    ).toBe(3);
    expect(coresOf('processor\t: 0\nBogoMIPS\t: 50.00\n')).toBe(null);
  });
});

describe('the choice', () => {
  it.each([
    [
      'relaxed',
      'The network computes with 1 thread of fast WebAssembly (SIMD with fused multiply-add).',
    ],
    ['portable', 'The network computes with 1 thread of fast WebAssembly (SIMD).'],
    ['blocked', 'The network computes with one thread of plain JavaScript.'],
  ] as const)('is told in a sentence: %s', async (build, sentence) => {
    const loaded = await loadKernels({ threads: 1, builds: [build] });
    expect([loaded.build, loaded.kernels.name, arithmeticWords(loaded)]).toEqual([
      build,
      build,
      sentence,
    ]);
    await loaded.close();
  });

  it('falls on the fastest that this engine runs', async () => {
    expect((await loadKernels({ threads: 1 })).build).toBe('relaxed');
  });
});
