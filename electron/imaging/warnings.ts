/**
 * Drops two warnings that do not apply: sharp's about a collision with Electron on Linux, which the
 * isolation prevents, and Node's about the JSON that sharp imports. All others are printed.
 */
export function leaveOutKnownWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error & { code?: string }) => {
    if (warning.code === 'SharpElectronLinux' || warning.name === 'ExperimentalWarning') return;
    console.warn(warning);
  });
}
