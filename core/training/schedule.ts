/**
 * How the learning rate changes in the course of a run, from the settings' learning rate α.
 * - `constant`: α
 * - `step`: α · factor^⌊(epoch − 1) / every⌋
 * - `cosine`: grows from α/w to α in the w steps of the first `warmupEpochs`, then falls as half a cosine,
 *   α/2 · (1 + cos(π · t / T)), t = 0…T−1 being the steps after the warm-up
 *   (Loshchilov and Hutter, "SGDR", 2017, without restarts)
 */
export type Schedule =
  | { kind: 'constant' }
  | { kind: 'step'; every: number; factor: number }
  | { kind: 'cosine'; warmupEpochs: number };

/** Where a run is: the step that is about to be taken, both counted from 1. */
export interface StepPlace {
  epoch: number;
  step: number;
  epochs: number;
  stepsPerEpoch: number;
}

/** The learning rate of one step. */
export function learningRateAt(
  schedule: Schedule,
  learningRate: number,
  { epoch, step, epochs, stepsPerEpoch }: StepPlace,
): number {
  if (schedule.kind === 'constant') return learningRate;
  if (schedule.kind === 'step') {
    return learningRate * schedule.factor ** Math.floor((epoch - 1) / schedule.every);
  }
  const warmupSteps = Math.round(schedule.warmupEpochs * stepsPerEpoch);
  const stepsBefore = (epoch - 1) * stepsPerEpoch + step - 1;
  if (stepsBefore < warmupSteps) return (learningRate * (stepsBefore + 1)) / warmupSteps;
  const fallingSteps = epochs * stepsPerEpoch - warmupSteps;
  const turn = (Math.PI * (stepsBefore - warmupSteps)) / fallingSteps;
  return (learningRate / 2) * (1 + Math.cos(turn));
}
