import { fileURLToPath } from 'node:url';
import type {
  ImagingNotices,
  ImagingOperations,
  ReadRequest,
} from '../../../electron/imaging/operations.ts';
import { ProcessHost } from '../../../electron/processes/host.ts';
import { WatchedProcesses } from '../processes/watched-processes.ts';

const ENTRY = fileURLToPath(new URL('imaging-that-crashes.ts', import.meta.url));

/** The host of an imaging process that dies when it is told to, and what became of its processes. */
export function crashingImaging(environment: Record<string, string> = {}) {
  const processes = new WatchedProcesses();
  const host = new ProcessHost<ImagingOperations, ImagingNotices>({
    startProcess: processes.startProcess,
    entry: ENTRY,
    serviceName: 'imaging',
  });
  for (const [name, value] of Object.entries(environment)) host.setEnvironment(name, value);
  return {
    host,
    kill: () => processes.started.at(-1)?.crash(),
    /** Of the process that was started last. */
    processId: () => processes.started.at(-1)?.processId ?? 0,
    /** Processes started so far. */
    started: () => processes.started.length,
    mostInHand: () => Math.max(...processes.started.map(({ mostInHand }) => mostInHand)),
    /** Paths in the order in which the process was given them. */
    given: () => processes.requestsTo('imaging').flatMap(({ payload }) => pathsIn(payload)),
  };
}

function pathsIn(payload: unknown): string[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const { requests = [payload] } = payload as { requests?: unknown[] };
  return requests.flatMap((request) => {
    const { source } = request as Partial<ReadRequest>;
    return source !== undefined && 'path' in source ? [source.path] : [];
  });
}
