import type { Outcome, Problem } from '../../contract.ts';

export function failed(problem: Problem): Outcome<never> {
  return { ok: false, problem };
}

export const eyeMissing: Problem = { code: 'eye-file-missing', parameters: {} };
export const eyeChanged: Problem = { code: 'eye-changed', parameters: {} };
export const eyeBroken: Problem = { code: 'eye-broken', parameters: {} };
export const noRuntime: Problem = { code: 'eye-without-runtime', parameters: {} };
export const eyeNotFinite: Problem = { code: 'eye-not-finite', parameters: {} };
export const eyeUnsteady: Problem = { code: 'eye-unsteady', parameters: {} };
