import type { ModelSummary, Problem } from '../../contract.ts';

export type Refusal = 'not-a-model' | 'newer' | 'damaged' | 'too-large' | 'unreadable';

/** Why a file was not opened as a model. */
export function refusal(reason: Refusal, fileName: string): Problem {
  return {
    code: `model-file-${reason}`,
    parameters: { fileName },
  };
}

export const modelGone: Problem = { code: 'model-gone', parameters: {} };

/** Somebody changed its file: the app itself saves no such model. */
export function doesNotFit({ name, eyeName }: ModelSummary): Problem {
  return {
    code: 'model-does-not-fit',
    parameters: { name, eyeName },
  };
}
