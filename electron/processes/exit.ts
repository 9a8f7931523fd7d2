/**
 * Whether a call was lost because its process ended (`ProcessExitedError` of host.ts). By its name, so
 * that those who ask need nothing of Electron.
 */
export const isExit = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ProcessExitedError';
