import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { ProcessHost } from '../../../electron/processes/host.ts';
import type { FaultyNotices, FaultyOperations } from './faulty-process.ts';
import { WatchedProcesses } from './watched-processes.ts';

function fileAt(name: string) {
  return fileURLToPath(new URL(name, import.meta.url));
}

function started(entry = fileAt('faulty-process.ts')) {
  const processes = new WatchedProcesses();
  const exits: { code: number; expected: boolean }[] = [];
  const host = new ProcessHost<FaultyOperations, FaultyNotices>({
    startProcess: processes.startProcess,
    entry,
    serviceName: 'faulty',
    onExit: (exit) => exits.push(exit),
  });
  return { host, exits, processes: processes.started };
}

describe('a child process', () => {
  test('answers with what it was given, arrays of numbers as such', async () => {
    const { host, processes } = started();
    const payload = {
      large: new Float32Array(200_000).fill(0.5),
      small: Uint8Array.of(1, 2),
      word: 'x',
    };
    expect(await host.call('echo', payload)).toEqual(payload);
    expect(await host.call('echo', null)).toBeNull();
    expect(processes).toHaveLength(1);
  });

  test('fails one request by what its handler throws, or by an answer that cannot be sent', async () => {
    const { host, processes } = started();
    const failing = host.call('throwError', { message: 'broken' });
    const unsendable = host.call('answerWhatCannotBeSent', undefined);
    await expect(failing).rejects.toThrow('broken');
    await expect(unsendable).rejects.toThrow('could not be cloned');
    expect(await host.call('echo', 1)).toBe(1);
    expect(processes).toHaveLength(1);
  });

  test('refuses what cannot be sent to it, and goes on', async () => {
    const { host } = started();
    await expect(host.call('echo', () => undefined)).rejects.toThrow('could not be cloned');
    expect(await host.call('echo', 1)).toBe(1);
  });

  test('ends by a mistake that nobody waits for, and is started again by the next request', async () => {
    const { host, exits, processes } = started();
    const waiting = host.call('neverAnswer', undefined);
    await Promise.all([
      host.call('rejectUnheard', undefined).catch(() => undefined),
      expect(waiting).rejects.toMatchObject({ name: 'ProcessExitedError' }),
    ]);
    expect(exits).toEqual([{ code: 1, expected: false }]);
    expect(await host.call('echo', 1)).toBe(1);
    expect(processes).toHaveLength(2);
  });

  test('that is killed costs the requests in hand and nothing else', async () => {
    const { host, processes } = started();
    await host.call('echo', 1);
    const waiting = host.call('neverAnswer', undefined);
    processes[0]?.crash();
    await expect(waiting).rejects.toMatchObject({ name: 'ProcessExitedError' });
    expect(await host.call('echo', 2)).toBe(2);
  });

  test('that was stopped answers nobody any more', async () => {
    const { host, exits, processes } = started();
    const waiting = host.call('neverAnswer', undefined);
    host.stop();
    await expect(waiting).rejects.toMatchObject({ name: 'ProcessStoppedError' });
    await expect(host.call('echo', 1)).rejects.toMatchObject({ name: 'ProcessStoppedError' });
    expect(exits).toMatchObject([{ expected: true }]);
    expect(processes).toHaveLength(1);
  });

  test('whose module is not there fails what was asked of it', async () => {
    const { host } = started(fileAt('not-there.ts'));
    await expect(host.call('echo', 1)).rejects.toMatchObject({ name: 'ProcessExitedError' });
  });

  test('is given its environment, from the next start on', async () => {
    const { host } = started();
    expect(await host.call('environment', { name: 'PURRCEPTRON_TEST' })).toBeNull();
    host.setEnvironment('PURRCEPTRON_TEST', 'yes');
    await host.call('rejectUnheard', undefined).catch(() => undefined);
    await vi.waitUntil(() => host.processId === undefined);
    expect(await host.call('environment', { name: 'PURRCEPTRON_TEST' })).toBe('yes');
  });

  test('tells notices to whoever listens, until they stop', async () => {
    const { host } = started();
    const heard: string[] = [];
    const stopListening = host.listen('said', ({ text }) => heard.push(text));
    host.listen('said', ({ text }) => heard.push(text.toUpperCase()));
    await host.call('notifyTwice', { text: 'a' });
    stopListening();
    await host.call('notifyTwice', { text: 'b' });
    expect(heard).toEqual(['a', 'A', 'a!', 'A!', 'B', 'B!']);
  });

  test('ends with the process that started it', async () => {
    // The answer is complete only when nobody is left who could write to standard error, its process included.
    const { stdout } = await promisify(execFile)(process.execPath, [fileAt('orphan.ts')]);
    expect(stdout).toBe('its process is busy');
  });
});
