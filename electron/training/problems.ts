import type { Outcome } from '../contract.ts';

export const wentWrong = (epoch: number): Outcome<never> => ({
  ok: false,
  problem: { code: 'cost-not-finite', parameters: { epoch } },
});

export const tooFew: Outcome<never> = {
  ok: false,
  problem: { code: 'too-few-labels', parameters: { fewest: 2 } },
};

/** What a model that was saved here turned out to be instead. */
export const modelDamaged = (reason: 'not-a-model' | 'newer' | 'damaged'): Outcome<never> => ({
  ok: false,
  problem: { code: reason === 'newer' ? 'model-newer' : 'model-damaged', parameters: {} },
});
