import type { ModelSummary, Problem } from '../../contract.ts';

export type Refusal = 'not-a-model' | 'newer' | 'damaged' | 'too-large' | 'unreadable';

/** Why a file was not opened as a model. */
export const refusal = (reason: Refusal, fileName: string): Problem => ({
  code: `model-file-${reason}`,
  parameters: { fileName },
});

export const modelGone: Problem = { code: 'model-gone', parameters: {} };

/** Somebody changed its file: the app itself saves no such model. */
export const doesNotFit = ({ name, eyeName }: ModelSummary): Problem => ({
  code: 'model-does-not-fit',
  parameters: { name, eyeName },
});
