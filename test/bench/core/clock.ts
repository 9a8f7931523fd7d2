/** Starts a clock. Calling it gives the elapsed time, and the processor time that this process used. */
export function startClock() {
  const begun = performance.now();
  const used = process.cpuUsage();
  return (): { milliseconds: number; processorMilliseconds: number } => {
    const milliseconds = performance.now() - begun;
    const { user, system } = process.cpuUsage(used);
    return { milliseconds, processorMilliseconds: (user + system) / 1000 };
  };
}
