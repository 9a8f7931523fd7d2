import { describe, expect, it } from 'vitest';
import type { CurvePoint, TrainingState } from '../../../electron/contract.ts';
import { Training } from '../../../renderer/state/training.svelte.ts';

const points = (from: number, to: number): CurvePoint[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    epoch: from + i,
    trainingCost: 0.5,
    validationCost: 0.6,
    validationAccuracy: 0.7,
  }));

function stateOf(change: Partial<TrainingState>): TrainingState {
  return {
    runId: 1,
    libraryId: 1,
    phase: 'training',
    prepared: 10,
    toPrepare: 10,
    unreadable: 0,
    epoch: 0,
    epochs: 100,
    millisecondsLeft: null,
    settings: {
      hiddenLayers: [20],
      learningRate: 0.01,
      epochs: 100,
      minibatchSize: null,
      validationFraction: 0.2,
      seed: 1,
    },
    curve: [],
    modelId: null,
    problem: null,
    ...change,
  };
}

describe('a training run in the window', () => {
  it('gathers its curve from progress that brings only new points', () => {
    const training = new Training();
    training.take(stateOf({ epoch: 2, curve: points(1, 2) }));
    training.take(stateOf({ epoch: 4, curve: points(3, 4) }));
    expect(training.curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(training.run?.epoch).toBe(4);
    expect(training.running).toBe(true);
  });

  it('begins with an empty curve when another run begins', () => {
    const training = new Training();
    training.take(stateOf({ epoch: 2, curve: points(1, 2), phase: 'done' }));
    training.take(stateOf({ runId: 2, phase: 'preparing' }));
    expect(training.curve).toEqual([]);
    expect(training.run?.runId).toBe(2);
  });

  it('is not set back by a reply that an event overtook', () => {
    const training = new Training();
    training.take(stateOf({ epoch: 100, curve: points(99, 100), phase: 'done', modelId: 7 }));
    training.take(stateOf({ epoch: 98, curve: points(1, 98) }));
    expect(training.run).toMatchObject({ phase: 'done', modelId: 7, epoch: 100 });
    expect(training.curve).toHaveLength(100);
    expect(training.running).toBe(false);
  });

  it('ignores what is late from an earlier run', () => {
    const training = new Training();
    training.take(stateOf({ runId: 2, epoch: 1 }));
    training.take(stateOf({ runId: 1, phase: 'cancelled' }));
    expect(training.run).toMatchObject({ runId: 2, phase: 'training' });
  });
});
