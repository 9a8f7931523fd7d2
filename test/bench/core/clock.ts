/** Starts a clock; asked, it tells the time since then, and how much of it processors spent on this process. */
export const startClock = () => {
  const begun = performance.now();
  const used = process.cpuUsage();
  return (): { milliseconds: number; processorMilliseconds: number } => {
    const milliseconds = performance.now() - begun;
    const { user, system } = process.cpuUsage(used);
    return { milliseconds, processorMilliseconds: (user + system) / 1000 };
  };
};
