/** One of our utility processes as a plain Node process; its room is named on the command line. */
Object.assign(process, {
  parentPort: {
    on: (_: 'message', listener: (message: { data: unknown }) => void) =>
      process.on('message', (data) => listener({ data })),
    postMessage: (message: unknown) => process.send?.(message),
  },
});

export {};

await import(`../../../electron/${process.argv[2]}/process.ts`);
