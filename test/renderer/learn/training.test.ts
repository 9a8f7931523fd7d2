import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../../electron/contract.ts';
import { Training } from '../../../renderer/learn/training.svelte.ts';
import { runOf, SETTINGS, trainingOf, trialOf } from '../examples.ts';
import { answerCallsWith } from '../library.ts';

function points(from: number, to: number): CurvePoint[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    epoch: from + i,
    trainingCost: 0.5,
    validationCost: 0.6,
    validationAccuracy: 0.7,
  }));
}

describe('a training run in the window', () => {
  it('gathers its curve from progress that brings only new points', () => {
    const training = new Training();
    training.take(runOf({ epoch: 2, curve: points(1, 2) }));
    training.take(runOf({ epoch: 4, curve: points(3, 4) }));
    expect(training.curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(training.run?.epoch).toBe(4);
    expect(training.running).toBe(true);
  });

  it('begins with an empty curve when another run begins', () => {
    const training = new Training();
    training.take(runOf({ epoch: 2, curve: points(1, 2), phase: 'done' }));
    training.take(runOf({ runId: 2, phase: 'preparing' }));
    expect(training.curve).toEqual([]);
    expect(training.run?.runId).toBe(2);
  });

  it('is not set back by a reply that an event overtook', () => {
    const training = new Training();
    training.take(runOf({ epoch: 100, curve: points(99, 100), phase: 'done', modelId: 7 }));
    training.take(runOf({ epoch: 98, curve: points(1, 98) }));
    expect(training.run).toMatchObject({ phase: 'done', modelId: 7, epoch: 100 });
    expect(training.curve).toHaveLength(100);
    expect(training.running).toBe(false);
  });

  it('ignores what is late from an earlier run', () => {
    const training = new Training();
    training.take(runOf({ runId: 2, epoch: 1 }));
    training.take(runOf({ runId: 1, phase: 'cancelled' }));
    expect(training.run).toMatchObject({ runId: 2, phase: 'training' });
  });

  it('is asked for with its eye and settings, or with null for what one click chooses', async () => {
    const asked: unknown[] = [];
    answerCallsWith((_name, payload) => {
      asked.push(payload);
      return Promise.resolve({
        ok: true,
        value: trainingOf({ taskId: asked.length, phase: 'done' }),
      });
    });
    const training = new Training();
    await training.start(7, null, null);
    await training.start(7, 'shapes@1', SETTINGS);
    expect(asked).toEqual([
      { libraryId: 7, eyeId: null, settings: null },
      { libraryId: 7, eyeId: 'shapes@1', settings: SETTINGS },
    ]);
  });

  it('shows the newest state of the comparison, and keeps it while the network learns', () => {
    const training = new Training();
    const waiting = trialOf('Keen', [0, 0, 0], { status: 'waiting', looked: 0 });
    training.take(runOf({ phase: 'comparing', eyeId: null, comparison: [waiting] }));
    const done = trialOf('Keen', [90, 94, 97]);
    training.take(runOf({ phase: 'comparing', eyeId: null, comparison: [done] }));
    expect(training.run?.comparison).toEqual([done]);
    expect(training.running).toBe(true);
    training.take(runOf({ phase: 'training', epoch: 1, comparison: [done] }));
    expect(training.run).toMatchObject({ eyeId: 'keen@1', comparison: [done] });
  });
});
