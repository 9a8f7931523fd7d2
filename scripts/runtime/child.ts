import { spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface ChildOptions {
  folder?: string;
  environment?: NodeJS.ProcessEnv;
  /** Milliseconds after which the child is ended; without it there is no limit. */
  timeLimit?: number;
}

export interface ChildResult {
  /** The exit code; 128 + n when signal n ended it, as in a shell; 127 when it could not start. */
  code: number;
  /** What it wrote to stdout and stderr, in the order of arrival; empty when it was shown. */
  output: string;
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]);
}

function run(
  command: string,
  args: readonly string[],
  { folder, environment, timeLimit }: ChildOptions,
  stdio: StdioOptions,
): Promise<ChildResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, env: environment, stdio });
    const parts: Buffer[] = [];
    child.stdout?.on('data', (part: Buffer) => parts.push(part));
    child.stderr?.on('data', (part: Buffer) => parts.push(part));

    // A terminal sends Ctrl+C to the child as well; its last output would be lost if this process ended first.
    const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', passOn);
    process.on('SIGTERM', passOn);
    const timer =
      timeLimit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeLimit);

    const finish = (code: number, output: string): void => {
      clearTimeout(timer);
      process.off('SIGINT', passOn);
      process.off('SIGTERM', passOn);
      resolve({ code, output });
    };
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code, signal) =>
      finish(exitCode(code, signal), Buffer.concat(parts).toString()),
    );
  });
}

/** Runs a command and collects what it writes. */
export function collect(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<ChildResult> {
  return run(command, args, options, ['ignore', 'pipe', 'pipe']);
}

/** Runs a command with this terminal as its own. */
export async function show(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<number> {
  return (await run(command, args, options, 'inherit')).code;
}

/** The full path of a program on the PATH, or null. */
export function findProgram(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      continue;
    }
  }
  return null;
}
