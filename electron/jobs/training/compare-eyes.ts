import type { EyeTrial, Id, Outcome, TrainingSettings } from '../../contract.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { UsableEye } from '../eyes/eyes.ts';
import { problemOf, unwrap } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { lookThrough } from '../looking/look.ts';
import { sendExamples } from './send-examples.ts';

export interface Comparing {
  runId: Id;
  /** How many kinds the library has. */
  kinds: number;
  settings: TrainingSettings;
  signal: AbortSignal;
  /** A photo was looked at. */
  looked: () => void;
  /** A row of the table says something else. */
  changed: () => void;
}

export function newTrial({ summary }: UsableEye, toLook: number): EyeTrial {
  return {
    eyeId: summary.id,
    eyeName: summary.name,
    status: 'waiting',
    looked: 0,
    toLook,
    count: 0,
    correct: 0,
    accuracy: 0,
    accuracyInterval: [0, 1],
    seconds: 0,
    problem: null,
  };
}

/** Nobody has kept anything aside of the sample: cross-validation does that in turn. */
const nobody: ReadonlySet<Id> = new Set();

/**
 * Fills the row of one eye: looks at the sample through it, and has the training process cross-validate.
 * A failure stays in the row, so that the other eyes are tried all the same.
 */
export async function tryEye(
  services: Services,
  eye: UsableEye,
  sample: TrainingPhoto[],
  trial: EyeTrial,
  comparing: Comparing,
): Promise<void> {
  const { signal, changed } = comparing;
  const began = services.clock.elapsed();
  trial.status = 'looking';
  changed();
  try {
    await lookAndCheck(services, eye, sample, trial, comparing);
  } catch (error) {
    if (signal.aborted) return;
    trial.status = 'failed';
    trial.problem = problemOf(error);
  }
  trial.seconds = (services.clock.elapsed() - began) / 1000;
  changed();
}

async function lookAndCheck(
  services: Services,
  eye: UsableEye,
  sample: TrainingPhoto[],
  trial: EyeTrial,
  { runId, kinds, settings, signal, looked, changed }: Comparing,
): Promise<void> {
  const { training } = services;
  const look = () => {
    trial.looked += 1;
    looked();
  };
  const batches = lookThrough(services, eye, sample, { signal, seen: look, unreadable: look });
  const mostExamples = sample.length;
  const sent = await sendExamples(training, { runId, eye, kinds, mostExamples }, batches, nobody);
  if (signal.aborted) return;
  if (sent.count === 0) unwrap(noneReadable);
  trial.status = 'checking';
  changed();
  const { id: eyeId, kind: eyeKind } = eye.summary;
  const { seed } = settings;
  const figures = unwrap(await training.call('compare', { runId, eyeId, eyeKind, seed }));
  if (figures === null) return;
  Object.assign(trial, figures);
  trial.status = 'done';
}

const noneReadable: Outcome<never> = {
  ok: false,
  problem: { code: 'none-readable', parameters: {} },
};
