import { availableParallelism } from 'node:os';
import type { Outcome } from '../../contract.ts';
import type { Networks, OpenNetwork } from './network.ts';
import { Seat } from './seat.ts';
import type { SeatRequest } from './seat.ts';

/** Bytes of a network's file above which it is opened once and not on every thread: all are in memory. */
const LARGEST_ON_ALL = 64 * 1024 ** 2;

interface Waiting {
  /** The only one that will do; null where any does. */
  only: Seat | null;
  sit: (seat: Seat) => void;
}

/** Opens a network on a thread where it is not open yet. */
async function openAt(seat: Seat, request: SeatRequest & { name: 'open' }) {
  const opened = await seat.ask(request);
  if (opened.ok) seat.open.add(request.network);
  return opened;
}

/** Pixels that have their memory for themselves are handed over without a copy. */
function transferable({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

/**
 * Threads that look, each at one photo at a time with a network of its own: the native runtime keeps the
 * thread that asks busy until it has looked. Threads start when the ones before them are busy.
 */
export class Seats implements Networks {
  readonly #entry: URL;
  readonly #most: number;
  readonly #seats: Seat[] = [];
  readonly #waiting: Waiting[] = [];
  #opened = 0;

  /** @param entry - The module that such a thread starts with. */
  constructor(entry: URL, most = availableParallelism()) {
    this.#entry = entry;
    this.#most = most;
  }

  async open(model: Uint8Array, keepsMemory: boolean): Promise<Outcome<OpenNetwork>> {
    const network = this.#opened++;
    const request = { name: 'open', network, model, keepsMemory } as const;
    const first = await this.#with(null, network, async (seat) => ({
      seat,
      opened: await openAt(seat, request),
    }));
    if (!first.opened.ok) return first.opened;
    const only = model.length > LARGEST_ON_ALL ? first.seat : null;
    const look: OpenNetwork['look'] = (pixels, preset, outputs) =>
      this.#with(only, network, async (seat) => {
        const here = seat.open.has(network) ? null : await openAt(seat, request);
        if (here?.ok === false) return here;
        return seat.ask({ name: 'look', network, pixels, preset, outputs }, transferable(pixels));
      });
    const release = () => this.#release(network);
    return { ok: true, value: { ...first.opened.value, look, release } };
  }

  async #release(network: number): Promise<void> {
    for (const there of this.#seats.filter((seat) => seat.open.has(network))) {
      await this.#with(there, network, async (seat) => {
        seat.open.delete(network);
        await seat.ask({ name: 'release', network });
      });
    }
  }

  /** Uses a seat once there is a free one. */
  async #with<Value>(
    only: Seat | null,
    network: number,
    use: (seat: Seat) => Promise<Value>,
  ): Promise<Value> {
    const seat = this.#free(only, network) ?? (await this.#nextFree(only));
    seat.isBusy = true;
    try {
      return await use(seat);
    } finally {
      this.#leave(seat);
    }
  }

  /** One where the network is open already, before one where it is not, before a new one. */
  #free(only: Seat | null, network: number): Seat | undefined {
    if (only !== null) return only.isBusy ? undefined : only;
    const free = this.#seats.filter(({ isBusy }) => !isBusy);
    return free.find((seat) => seat.open.has(network)) ?? free[0] ?? this.#add();
  }

  #add(): Seat | undefined {
    if (this.#seats.length >= this.#most) return undefined;
    const seat = new Seat(this.#entry);
    this.#seats.push(seat);
    return seat;
  }

  #nextFree(only: Seat | null): Promise<Seat> {
    return new Promise((sit) => this.#waiting.push({ only, sit }));
  }

  #leave(seat: Seat): void {
    const next = this.#waiting.findIndex(({ only }) => only === null || only === seat);
    const [waiting] = next === -1 ? [] : this.#waiting.splice(next, 1);
    if (waiting === undefined) seat.isBusy = false;
    else waiting.sit(seat);
  }
}
