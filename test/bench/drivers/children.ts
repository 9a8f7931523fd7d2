import { once } from 'node:events';
import { utilityProcess } from 'electron';
import type { UtilityProcess } from 'electron';
import { answerOf } from '../ask.ts';

const children: UtilityProcess[] = [];

/** Starts a file in a utility process with one argument; the answer is its number. */
export async function startChild({
  file,
  argument,
}: {
  file: string;
  argument: string;
}): Promise<number> {
  const child = utilityProcess.fork(file, [argument], { stdio: 'inherit' });
  await once(child, 'spawn');
  return children.push(child) - 1;
}

/** Sends it one message and waits for the one that comes back. */
export function askChild({
  number,
  message,
}: {
  number: number;
  message: object;
}): Promise<unknown> {
  const child = children[number];
  if (child === undefined) throw new RangeError(`Expected a child, got number ${number}`);
  return answerOf(child, () => child.postMessage(message));
}

export function stopChild(number: number): void {
  void children[number]?.kill();
}
