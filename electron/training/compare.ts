import {
  comparisonSettings,
  crossValidate,
  frontOf,
  numpyRandom,
  prepareExamples,
  wilsonInterval,
} from '../../core/index.ts';
import type { Examples } from '../../core/index.ts';
import type { EyeSummary, Outcome } from '../contract.ts';
import { fewestOfAKind } from './fewest.ts';
import { featuresKindOf } from './one-click.ts';
import type { TrialFigures } from './operations.ts';
import { TOO_FEW } from './problems.ts';
import { takeTurns } from './turns.ts';
import type { Turns } from './turns.ts';

const FOLDS = 5;

interface Comparison {
  eyeId: string;
  eyeKind: EyeSummary['kind'];
  seed: number;
}

/**
 * How well labels can be learned from examples seen through one eye: each is answered for by a network
 * that learned from the others only (cross-validation). Null when cancelled.
 */
export async function compareOn(
  examples: Examples,
  { eyeId, eyeKind, seed }: Comparison,
  turns: Turns,
): Promise<Outcome<TrialFigures | null>> {
  const indices = Uint32Array.from({ length: examples.count }, (_, index) => index);
  if (fewestOfAKind(examples, indices) < 2) return TOO_FEW;
  const front = { front: frontOf(eyeId), augmentation: false, seed };
  const split = { training: indices, validation: new Uint32Array() };
  const prepared = await takeTurns(prepareExamples(examples, split, front), turns);
  if (prepared === null) return { ok: true, value: null };
  const settings = comparisonSettings(examples.count, featuresKindOf(eyeKind));
  const checked = await takeTurns(
    crossValidate(prepared.result.examples, indices, settings, FOLDS, numpyRandom(seed)),
    turns,
  );
  if (checked === null) return { ok: true, value: null };
  const { count, correct } = checked.result;
  const accuracyInterval = wilsonInterval(correct, count);
  return { ok: true, value: { count, correct, accuracy: correct / count, accuracyInterval } };
}
