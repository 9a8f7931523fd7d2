import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Receiver, Sender } from '../../../electron/processes/parts.ts';
import type { Packet } from '../../../electron/processes/parts.ts';

const PART_BYTES = 256 * 1024;

/** Two ends with a boundary between them that copies, as that between processes does. */
function connect() {
  const delivered: unknown[] = [];
  const packets: Packet<unknown>[] = [];
  const receiver = new Receiver<unknown>((message) => delivered.push(message));
  const sender = new Sender<unknown>((packet) => {
    const copy = structuredClone(packet);
    packets.push(copy);
    receiver.receive(copy);
  });
  return { sender, receiver, delivered, packets };
}

function counting(length: number) {
  return Uint8Array.from({ length }, (_, i) => i % 251);
}

describe('a message with large arrays', () => {
  test('arrives as it was sent, whatever arrays it has and wherever they are', async () => {
    const length = fc.oneof(
      fc.nat(10),
      fc.constantFrom(
        PART_BYTES - 1,
        PART_BYTES,
        PART_BYTES + 1,
        2 * PART_BYTES,
        2 * PART_BYTES + 7,
      ),
    );
    const array = fc.oneof(
      length.map(counting),
      length.map((bytes) => new Float32Array(Math.ceil(bytes / 4)).map((_, i) => i / 3)),
      length.map((bytes) => new Float64Array(Math.ceil(bytes / 8)).map((_, i) => i / 7)),
      // A view into the middle of other memory.
      length.map((bytes) => counting(bytes + 20).subarray(3, 3 + bytes)),
    );
    const value = fc.oneof({ weight: 3, arbitrary: array }, fc.string(), fc.constant(null));
    const plain = { noNullPrototype: true };
    const name = fc.string({ minLength: 1, maxLength: 3 });
    const inner = fc.dictionary(name, value, { maxKeys: 2, ...plain });
    const payload = fc.record({ array: value, inner }, plain);
    const message = fc.record({ requestId: fc.nat(), payload }, plain);
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 3 }), async (messages) => {
        const before = structuredClone(messages);
        const { sender, delivered } = connect();
        for (const one of messages) await sender.send(one);
        // Vitest takes seconds to compare arrays of this size.
        expect(isDeepStrictEqual(delivered, before)).toBe(true);
        expect(isDeepStrictEqual(messages, before)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('is carried by packets of which none is large', async () => {
    const { sender, packets } = connect();
    await sender.send({ model: { weights: counting(5 * PART_BYTES + 1) } });
    const sizes = packets.map((packet) => (packet.kind === 'part' ? packet.bytes.byteLength : 0));
    expect(sizes).toEqual([0, ...Array.from({ length: 5 }, () => PART_BYTES), 1, 0]);
  });

  test('leaves the event loop free between its parts', async () => {
    const { sender } = connect();
    let turns = 0;
    const count = () => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await sender.send({ weights: counting(10 * PART_BYTES) });
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  test('is overtaken by one without, and not by another like it', async () => {
    const { sender, delivered } = connect();
    const large = sender.send({ name: 'large', weights: counting(3 * PART_BYTES) });
    const larger = sender.send({ name: 'larger', weights: counting(4 * PART_BYTES) });
    await sender.send({ name: 'cancel' });
    expect(delivered).toEqual([{ name: 'cancel' }]);
    await Promise.all([large, larger]);
    expect(delivered).toMatchObject([{ name: 'cancel' }, { name: 'large' }, { name: 'larger' }]);
  });

  test('goes no further once nobody is there to receive it', async () => {
    const { sender, delivered, packets } = connect();
    const sending = sender.send({ weights: counting(10 * PART_BYTES) });
    await new Promise((resolve) => setImmediate(resolve));
    sender.close();
    await sending;
    expect(packets.length).toBeLessThan(10);
    expect(delivered).toEqual([]);
  });
});

test('a message that cannot be copied is refused, and the next one arrives', async () => {
  const { sender, delivered } = connect();
  const notToBeCopied = { weights: counting(2 * PART_BYTES), answer: () => 42 };
  await expect(sender.send(notToBeCopied)).rejects.toThrow('could not be cloned');
  await expect(sender.send({ answer: () => 42 })).rejects.toThrow('could not be cloned');
  await sender.send({ weights: counting(2 * PART_BYTES) });
  expect(isDeepStrictEqual(delivered, [{ weights: counting(2 * PART_BYTES) }])).toBe(true);
});

test('a receiver refuses a part too many, and an array without a place', () => {
  const { receiver } = connect();
  expect(() => receiver.receive({ kind: 'part', bytes: counting(3) })).toThrow(
    'Expected the end of a message, got one more part',
  );
  receiver.receive({
    kind: 'begin',
    places: [{ path: ['payload', 'weights'], type: 'Uint8Array', byteLength: 3 }],
  });
  receiver.receive({ kind: 'part', bytes: counting(3) });
  expect(() => receiver.receive({ kind: 'last', message: { payload: 7 } })).toThrow(
    'Expected a place for an array at payload.weights, got none',
  );
});
