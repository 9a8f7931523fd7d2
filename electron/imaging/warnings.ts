/**
 * Leaves out two warnings that tell nobody anything: sharp's that it may collide with Electron on Linux,
 * which the isolation takes care of, and Node's that sharp imports JSON. All others are written as ever.
 */
export const leaveOutKnownWarnings = (): void => {
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error & { code?: string }) => {
    if (warning.code === 'SharpElectronLinux' || warning.name === 'ExperimentalWarning') return;
    console.warn(warning);
  });
};
