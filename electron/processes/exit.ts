/**
 * Whether a call was lost because its process ended (`ProcessExitedError` of host.ts). By its name, so
 * that those who ask need nothing of Electron.
 */
export function isExit(error: unknown): boolean {
  return error instanceof Error && error.name === 'ProcessExitedError';
}
