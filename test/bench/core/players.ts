import { fork, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ElectronApplication } from '@playwright/test';
import { answerOf, ask } from '../ask.ts';
import { childIn } from '../launch.ts';
import type { Played, Player } from './contestant.ts';

/** A TypeScript or JavaScript file in a Node of its own, with `order` as its argument. */
export function nodePlayer(file: string, order: object): Player {
  const child = fork(file, [JSON.stringify(order)], { stdio: ['ignore', 'ignore', 2, 'ipc'] });
  return { play: (wanted) => ask<Played>(child, wanted), stop: () => void child.kill() };
}

/** The same in a utility process of Electron. */
export async function electronPlayer(
  app: ElectronApplication,
  file: string,
  order: object,
): Promise<Player> {
  const child = await childIn(app, file, JSON.stringify(order));
  return { play: (wanted) => child.ask<Played>(wanted), stop: child.stop };
}

/** A program that answers each line of JSON with another. */
export function linePlayer(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Player {
  const child = spawn(command, args, { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  return {
    play: async (order) => {
      const send = () => void child.stdin.write(`${JSON.stringify(order)}\n`);
      return JSON.parse(await answerOf<string>(child, send, lines, 'line')) as Played;
    },
    stop: () => void child.kill(),
  };
}
