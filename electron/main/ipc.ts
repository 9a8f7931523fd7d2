import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import type { CallName, Outcome, Payload, Reply } from '../contract.ts';
import type { GivenPaths } from './given-paths.ts';
import { LONGEST_PATH, payloadSchemas } from './payloads.ts';
import { problemOf } from '../jobs/problem-error.ts';
import { isOwnPage } from './protocols.ts';

export type CallHandlers = {
  [Name in CallName]: (payload: Payload<Name>) => Reply<Name> | Promise<Reply<Name>>;
};

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(payloadSchemas, name);
}

/** Only the top frame of our own page may call. */
function isTrustedSender({ senderFrame }: IpcMainInvokeEvent | IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
}

function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => {
      const where = v.getDotPath(issue);
      return `${where === null ? '' : `${where}: `}${issue.message}`;
    })
    .join('; ');
}

async function answer<Name extends CallName>(
  handlers: CallHandlers,
  given: GivenPaths,
  { name, payload }: { name: Name; payload: unknown },
): Promise<Outcome<Reply<Name>>> {
  try {
    const checked = v.safeParse(payloadSchemas[name], payload);
    if (!checked.success) {
      throw new TypeError(`Expected a valid payload for ${name}, got ${describe(checked.issues)}`);
    }
    given.require(checked.output);
    return { ok: true, value: await handlers[name](checked.output) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Answers the window's calls: checks who asks, checks what is asked, then hands it on. */
export function answerCalls(handlers: CallHandlers, given: GivenPaths): void {
  ipcMain.handle('call', (event, name: unknown, payload: unknown) => {
    if (!isTrustedSender(event)) throw new Error('Expected a call from our own page');
    if (!isCallName(name)) throw new Error(`Expected a known call, got ${String(name)}`);
    return answer(handlers, given, { name, payload });
  });
  // Only the preload script can send this; it does so before the page hears of the path.
  ipcMain.on('given-path', (event, path: unknown) => {
    if (typeof path === 'string' && path.length <= LONGEST_PATH && isTrustedSender(event)) {
      given.add(path);
    }
  });
}
