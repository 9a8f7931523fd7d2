import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { loadNativeRuntime } from './native-runtime.ts';
import { Network } from './network.ts';
import type { SeatReplies, SeatRequest } from './seat.ts';

/*
 * A thread of the imaging process that looks at photos. On Linux a priority is a thread's own, and whatever
 * the window does goes before looking; elsewhere it would be that of the whole process.
 */
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

const runtime = await loadNativeRuntime();
const networks = new Map<number, Network>();

async function answer(request: SeatRequest): Promise<SeatReplies[SeatRequest['name']]> {
  if (request.name === 'open') {
    const opened = await Network.open(runtime, request.model, request.keepsMemory);
    if (!opened.ok) return opened;
    networks.set(request.network, opened.value);
    const { input, outputs } = opened.value;
    return { ok: true, value: { input, outputs } };
  }
  const network = networks.get(request.network);
  if (network === undefined) throw new Error(`Expected an open network, got ${request.network}`);
  if (request.name === 'look') {
    return network.look(request.pixels, request.preset, request.outputs);
  }
  networks.delete(request.network);
  await network.release();
  return null;
}

parentPort?.on('message', (request: SeatRequest) => {
  // What rejects ends the thread, which its host notices.
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
