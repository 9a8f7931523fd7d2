import type { ModelSummary, Problem } from '../../contract.ts';

export type Refusal = 'not-a-model' | 'newer' | 'damaged' | 'too-large' | 'unreadable';

const chooseAnother = 'Choose a file that Purrceptron saved; its name ends in .purrmodel.';

const words: Record<Refusal, [is: string, nextStep: string]> = {
  'not-a-model': ['is not a Purrceptron model.', chooseAnother],
  'too-large': ['is too large to be a Purrceptron model.', chooseAnother],
  newer: [
    'was saved by a newer Purrceptron.',
    'Install the newest Purrceptron, then open it again.',
  ],
  damaged: [
    'is damaged and cannot be opened.',
    'Copy the file again from where it came, or ask whoever made it for a new one.',
  ],
  unreadable: [
    'cannot be read.',
    'Check that it is still there and that you may open it, then try again.',
  ],
};

/** Why a file was not opened as a model. */
export const refusal = (reason: Refusal, fileName: string): Problem => {
  const [is, nextStep] = words[reason];
  return { code: `model-file-${reason}`, message: `“${fileName}” ${is}`, nextStep };
};

export const modelGone: Problem = {
  code: 'model-gone',
  message: 'This model is not there any more.',
  nextStep: 'Choose another model, or train a new one.',
};

/** Somebody changed its file: the app itself saves no such model. */
export const doesNotFit = ({ name, eyeName }: ModelSummary): Problem => ({
  code: 'model-does-not-fit',
  message: `The model “${name}” does not fit the eye that it looks through, ${eyeName}.`,
  nextStep: 'Remove it, and open a new copy of its file or train a new one.',
});
