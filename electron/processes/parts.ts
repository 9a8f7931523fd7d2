// Large arrays of numbers travel between processes in parts, one in each turn of the event loop. Carrying a
// network of a dozen megabytes in one message would keep a process, and the window with it, waiting for a
// fifth of a second.

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Bytes carried at once; arrays up to that stay where they are. */
const PART_BYTES = 256 * 1024;

/** How deep in a message large arrays are looked for. */
const DEEPEST = 4;

type LargeArray = Uint8Array | Float32Array | Float64Array;

/** A large array that was taken out of a message, and where it was. */
interface Place {
  path: string[];
  type: 'Uint8Array' | 'Float32Array' | 'Float64Array';
  byteLength: number;
}

export type Packet<Message> =
  | { kind: 'whole'; message: Message }
  /** What comes in parts, one array after another; then the parts, then the rest of the message. */
  | { kind: 'begin'; places: Place[] }
  | { kind: 'part'; bytes: Uint8Array }
  | { kind: 'last'; message: Message };

interface Hollow<Message> {
  message: Message;
  places: Place[];
  arrays: LargeArray[];
}

function typeOf(array: LargeArray): Place['type'] {
  if (array instanceof Float32Array) return 'Float32Array';
  return array instanceof Float64Array ? 'Float64Array' : 'Uint8Array';
}

function isLargeArray(value: unknown): value is LargeArray {
  return (
    (value instanceof Uint8Array ||
      value instanceof Float32Array ||
      value instanceof Float64Array) &&
    value.byteLength > PART_BYTES
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** The message with null in place of its large arrays; what was given stays as it is. */
function hollowOut<Message>(message: Message): Hollow<Message> {
  const places: Place[] = [];
  const arrays: LargeArray[] = [];
  const visit = (value: unknown, path: string[]): unknown => {
    if (isLargeArray(value)) {
      places.push({ path, type: typeOf(value), byteLength: value.byteLength });
      arrays.push(value);
      return null;
    }
    if (!isRecord(value) || path.length === DEEPEST) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, visit(inner, [...path, key])]),
    );
  };
  return { message: visit(message, []) as Message, places, arrays };
}

/** Parts are copies: of a view the whole memory behind it would be sent. */
function* partsOf({ buffer, byteOffset, byteLength }: LargeArray): Generator<Uint8Array> {
  for (let start = 0; start < byteLength; start += PART_BYTES) {
    const length = Math.min(PART_BYTES, byteLength - start);
    yield new Uint8Array(buffer, byteOffset + start, length).slice();
  }
}

/**
 * The sending end. Messages with large arrays keep their order among each other; others go at once and may
 * overtake them. An array that was given must not change until the promise is fulfilled.
 */
export class Sender<Message> {
  readonly #post: (packet: Packet<Message>) => void;
  #before: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(post: (packet: Packet<Message>) => void) {
    this.#post = post;
  }

  /** Rejected where the message holds what cannot be sent. */
  async send(message: Message): Promise<void> {
    const hollow = hollowOut(message);
    if (hollow.arrays.length === 0) {
      this.#post({ kind: 'whole', message });
      return;
    }
    const sent = this.#before.then(() => this.#sendInParts(hollow));
    this.#before = sent.catch(() => undefined);
    await sent;
  }

  /** Nobody is there to receive any more. */
  close(): void {
    this.#isClosed = true;
  }

  async #sendInParts({ message, places, arrays }: Hollow<Message>): Promise<void> {
    this.#post({ kind: 'begin', places });
    for (const array of arrays) {
      for (const bytes of partsOf(array)) {
        if (this.#isClosed) return;
        this.#post({ kind: 'part', bytes });
        await nextTurn();
      }
    }
    this.#post({ kind: 'last', message });
  }
}

const arrayTypes = { Uint8Array, Float32Array, Float64Array };

/** An array that is arriving. Its room is there from the beginning, for copying all of it at the end takes long. */
interface Arriving {
  path: string[];
  array: LargeArray;
  bytes: Uint8Array;
  filled: number;
}

function roomFor({ path, type, byteLength }: Place): Arriving {
  const bytes = new Uint8Array(byteLength);
  return { path, array: new arrayTypes[type](bytes.buffer), bytes, filled: 0 };
}

/** The receiving end: hands on each message once all of it is there. */
export class Receiver<Message> {
  readonly #deliver: (message: Message) => void;
  #arriving: Arriving[] = [];

  constructor(deliver: (message: Message) => void) {
    this.#deliver = deliver;
  }

  receive(packet: Packet<Message>): void {
    if (packet.kind === 'begin') this.#arriving = packet.places.map(roomFor);
    else if (packet.kind === 'part') this.#take(packet.bytes);
    else if (packet.kind === 'last') this.#deliver(this.#complete(packet.message));
    else this.#deliver(packet.message);
  }

  #take(part: Uint8Array): void {
    const next = this.#arriving.find(({ bytes, filled }) => filled < bytes.length);
    if (next === undefined) throw new Error('Expected the end of a message, got one more part');
    next.bytes.set(part, next.filled);
    next.filled += part.length;
  }

  #complete(message: Message): Message {
    for (const { path, array } of this.#arriving) putBack(message, path, array);
    this.#arriving = [];
    return message;
  }
}

function putBack(message: unknown, path: string[], array: LargeArray): void {
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((value, key) => {
    return isRecord(value) ? value[key] : undefined;
  }, message);
  if (!isRecord(holder) || last === undefined || holder[last] !== null) {
    throw new Error(`Expected a place for an array at ${path.join('.')}, got none`);
  }
  holder[last] = array;
}
