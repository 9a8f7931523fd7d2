import type { Problem } from '../../contract.ts';

export const offline: Problem = { code: 'download-offline', parameters: {} };
export const brokenOff: Problem = { code: 'download-broken-off', parameters: {} };
export const changed: Problem = { code: 'download-changed', parameters: {} };
export const unsafe: Problem = { code: 'download-unsafe', parameters: {} };
export const diskFull: Problem = { code: 'download-disk-full', parameters: {} };
export const cancelled: Problem = { code: 'download-cancelled', parameters: {} };

export function refused(status: number): Problem {
  return {
    code: 'download-refused',
    parameters: { status },
  };
}

export function notWritten(systemCode: string): Problem {
  return {
    code: 'download-not-written',
    parameters: { systemCode },
  };
}
