import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadEye, DOWNLOADABLE_EYE } from '../../../../electron/jobs/eyes/download-eye.ts';
import type { PinnedFile } from '../../../../electron/jobs/eyes/download-eye.ts';
import { problemWords } from '../../../../electron/words/index.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));

let folder: string;
let server: Server | null = null;
const asked: (string | undefined)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-download-'));
  asked.length = 0;
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A server on this computer; the address of its one file. */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    asked.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/eye.onnx`;
}

/** Gives the rest of the file that is asked for; breaks off after some bytes where told to. */
function withRanges(breakOffAfter = Infinity): RequestListener {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = content.subarray(from);
    const range = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': rest.length,
      ...(from > 0 && { 'content-range': range }),
    });
    if (breakOffAfter >= rest.length) response.end(rest);
    else response.write(rest.subarray(0, breakOffAfter), () => response.destroy());
  };
}

function pinned(address: string): PinnedFile {
  return {
    name: 'Eye',
    licence: 'MIT',
    address,
    byteSize: content.length,
    contentHash: createHash('sha256').update(content).digest('hex'),
  };
}

interface Options {
  signal?: AbortSignal;
  told?: number[];
  /** When so many bytes are on the disk. */
  at?: [bytes: number, act: () => void];
}

function download(address: string, options: Options = {}) {
  return downloadEye({
    folder,
    signal: options.signal ?? new AbortController().signal,
    received: (bytes) => {
      options.told?.push(bytes);
      if (bytes === options.at?.[0]) options.at[1]();
    },
    file: pinned(address),
  });
}

async function expectWhole(outcome: Awaited<ReturnType<typeof download>>) {
  if (!outcome.ok) throw new Error(outcome.problem.code);
  expect(Buffer.compare(await readFile(outcome.value.file), content)).toBe(0);
  expect(await readdir(folder)).toEqual([path.basename(outcome.value.file)]);
}

describe('fetching an eye', () => {
  it('tells how far it is, and leaves the whole file and nothing else', async () => {
    const told: number[] = [];
    await expectWhole(await download(await serve(withRanges()), { told }));
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(content.length);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
  });

  it('goes on where the connection broke off', async () => {
    let breakOff: () => unknown = () => undefined;
    const address = await serve((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 100_000));
      breakOff = () => response.destroy();
    });
    // Not sooner: what had not arrived yet would be lost with the connection.
    const cut = await download(address, { at: [100_000, () => breakOff()] });
    expect(cut).toMatchObject({ ok: false, problem: { code: 'download-broken-off' } });
    server?.close();
    await expectWhole(await download(await serve(withRanges())));
    expect(asked).toEqual([undefined, 'bytes=100000-']);
  });

  it('begins again with a server that knows no ranges', async () => {
    await download(await serve(withRanges(100_000)));
    server?.close();
    const address = await serve((_, response) => response.end(content));
    await expectWhole(await download(address));
  });

  it('goes on after it was cancelled', async () => {
    const abort = new AbortController();
    const address = await serve((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 50_000));
    });
    const { signal } = abort;
    const stopped = await download(address, { signal, at: [50_000, () => abort.abort()] });
    expect(stopped).toMatchObject({ ok: false, problem: { code: 'download-cancelled' } });
    server?.closeAllConnections();
    server?.close();
    await expectWhole(await download(await serve(withRanges())));
    expect(asked.at(-1)).toBe('bytes=50000-');
  });

  it('throws away a file with other bytes, and one that never ends', async () => {
    const other = Buffer.from(content);
    other[1000] = 255;
    const changed = { ok: false, problem: { code: 'download-changed' } };
    expect(await download(await serve((_, response) => response.end(other)))).toMatchObject(
      changed,
    );
    expect(await readdir(folder)).toEqual([]);
    server?.close();
    const endless = await serve((_, response) => {
      response.writeHead(200);
      const more = () => response.write(content, () => setImmediate(more));
      more();
    });
    expect(await download(endless)).toMatchObject(changed);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that the internet cannot be reached where no server answers', async () => {
    const address = await serve(withRanges());
    server?.close();
    const outcome = await download(address);
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'download-offline' } });
    if (!outcome.ok) expect(problemWords(outcome.problem).nextStep).toContain('online');
  });

  it('says what a server answered that does not give the file', async () => {
    const address = await serve((_, response) => response.writeHead(404).end('gone'));
    expect(await download(address)).toMatchObject({
      problem: { code: 'download-refused', parameters: { status: 404 } },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('follows a redirect, and goes on from there', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/eye.onnx') response.writeHead(302, { location: '/elsewhere' }).end();
      else withRanges()(request, response);
    });
    await expectWhole(await download(address));
  });

  it('says that it may not write where it may not', async () => {
    const address = await serve(withRanges());
    const blocked = path.join(folder, 'a-file');
    await writeFile(blocked, '');
    const outcome = await downloadEye({
      folder: path.join(blocked, 'below'),
      signal: new AbortController().signal,
      received: () => undefined,
      file: pinned(address),
    });
    expect(outcome).toMatchObject({ problem: { code: 'download-not-written' } });
    expect(asked).toEqual([]);
  });

  it('asks nothing of the network when the whole file is there already', async () => {
    const address = await serve(withRanges());
    const first = await download(address);
    await expectWhole(first);
    await expectWhole(await download(address));
    expect(asked).toHaveLength(1);
    if (first.ok) expect((await stat(first.value.file)).size).toBe(content.length);
  });

  it('knows one file, by an encrypted address and its hash', () => {
    expect(new URL(DOWNLOADABLE_EYE.address).protocol).toBe('https:');
    expect(DOWNLOADABLE_EYE.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });
});
