import type { Outcome } from '../contract.ts';

export const wentWrong = (epoch: number): Outcome<never> => ({
  ok: false,
  problem: {
    code: 'cost-not-finite',
    message: `The training went wrong in epoch ${epoch}: the network's numbers grew without end.`,
    nextStep: 'Choose a smaller learning rate in the settings, or train with one click.',
  },
});

export const tooFew: Outcome<never> = {
  ok: false,
  problem: {
    code: 'too-few-labels',
    message: 'Training needs at least two readable photos of each kind.',
    nextStep: 'Label some more photos, then train again.',
  },
};

/** `message`: why, in a sentence. */
export const modelDamaged = (message: string): Outcome<never> => ({
  ok: false,
  problem: {
    code: 'model-damaged',
    message,
    nextStep: 'Choose another model, or train a new one.',
  },
});
