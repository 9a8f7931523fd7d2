import type { Outcome } from '../contract.ts';

export function wentWrong(epoch: number): Outcome<never> {
  return {
    ok: false,
    problem: { code: 'cost-not-finite', parameters: { epoch } },
  };
}

export const TOO_FEW: Outcome<never> = {
  ok: false,
  problem: { code: 'too-few-labels', parameters: { fewest: 2 } },
};

/** What a model that was saved here turned out to be instead. */
export function modelDamaged(reason: 'not-a-model' | 'newer' | 'damaged'): Outcome<never> {
  return {
    ok: false,
    problem: { code: reason === 'newer' ? 'model-newer' : 'model-damaged', parameters: {} },
  };
}
