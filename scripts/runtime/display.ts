import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { RuntimeProblem } from './problem.ts';
import { hasDisplay } from './system.ts';

export interface Display {
  /** Environment variables for programs that open windows. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

const START_LIMIT = 30_000;

/** Xvfb chooses a free display number itself and writes it to the file descriptor given here. */
async function readNumber(pipe: Readable): Promise<string> {
  const [first] = (await once(pipe, 'data', { signal: AbortSignal.timeout(START_LIMIT) })) as [
    Buffer,
  ];
  return first.toString().trim();
}

/** The screen of this computer, or a virtual one until it is closed. */
export async function virtualDisplay(): Promise<Display> {
  if (hasDisplay()) return { environment: {}, close: async () => {} };
  const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-ac'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const gone = once(server, 'exit').then(
    () => null,
    () => null,
  );
  const number = await Promise.race([readNumber(server.stdio[3] as Readable), gone]);
  if (number === null) {
    throw new RuntimeProblem(
      'The virtual screen (Xvfb) did not start.',
      'Run “Xvfb :99” to see what it says, or run this where there is a screen.',
    );
  }
  return {
    environment: { DISPLAY: `:${number}` },
    close: async () => {
      server.kill();
      await gone;
    },
  };
}
