import type { Descent } from '../engines/engine.ts';
import { zerosLike } from '../network/parameter.ts';
import type { Parameter } from '../network/parameter.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { clipGradients } from './clipping.ts';
import { addL2Gradients } from './penalty.ts';

export interface StepSettings {
  l2: number;
  weightDecay: number;
  gradientClipping: number | null;
}

/** What moves the weights of a descent. */
export interface Stepper {
  /** What the optimizer remembers: `velocity` of W1 as `W1.velocity`. */
  readonly optimizerState: readonly Parameter[];
  /** Takes the step of the last forward pass; `t` counts the steps of the run from 1. */
  step(learningRate: number, t: number): void;
}

/**
 * The one place where a step is put together: the gradients, the penalty's part of them, clipping, and the
 * optimizer with weight decay. An engine that moves its weights itself has all but clipping in one.
 */
export function createStepper(
  descent: Descent,
  optimizer: Optimizer,
  settings: StepSettings,
): Stepper {
  const { l2, gradientClipping } = settings;
  const { mover, weights } = descent;

  /** The gradients with the penalty, clipped. */
  function prepare(): readonly Parameter[] {
    const gradients = descent.gradients();
    if (l2 > 0) addL2Gradients(gradients, weights, l2);
    if (gradientClipping !== null) clipGradients(gradients, gradientClipping);
    return gradients;
  }

  if (mover) {
    return {
      optimizerState: mover.optimizerState,
      step(learningRate, t) {
        const isByGradients = gradientClipping !== null;
        if (isByGradients) prepare();
        mover.move(learningRate, t, isByGradients);
      },
    };
  }
  const { optimizerState, move } = createMover(weights, optimizer, settings.weightDecay);
  return { optimizerState, step: (learningRate, t) => move(prepare(), learningRate, t) };
}

/** Moves ordinary parameters by the optimizer's rule; weights, not biases, shrink before by α · weightDecay. */
export function createMover(
  weights: readonly Parameter[],
  optimizer: Optimizer,
  weightDecay: number,
) {
  const remembered = weights.map((parameter) =>
    optimizer.remembers.map((what) => {
      const [zeros] = zerosLike([parameter]);
      return { ...zeros, name: `${parameter.name}.${what}` };
    }),
  );
  const states = remembered.map((ofOne) => ofOne.map(({ matrix }) => matrix.data));
  return {
    optimizerState: remembered.flat(),
    move(gradients: readonly Parameter[], learningRate: number, t: number): void {
      weights.forEach(({ role, matrix: { data } }, p) => {
        if (weightDecay > 0 && role === 'weight') {
          const share = learningRate * weightDecay;
          for (let i = 0; i < data.length; i++) data[i] *= 1 - share;
        }
        optimizer.move(data, gradients[p].matrix.data, learningRate, t, states[p]);
      });
    },
  };
}
