import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EyeFetch } from '../../../../electron/jobs/eyes/eye-fetch.ts';
import { averageColour } from '../../imaging/eyes/small-networks.ts';
import { realServices } from '../real-services.ts';

const network = averageColour();
const CONTENT_HASH = createHash('sha256').update(network).digest('hex');

async function fetchFrom(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const real = realServices();
  const { eyes, candidates } = real.jobs;
  const fetching = new EyeFetch(real.services, candidates, {
    name: 'Small net',
    licence: 'Apache-2.0',
    address: `http://127.0.0.1:${port}/networks/small.onnx`,
    byteSize: network.length,
    contentHash: CONTENT_HASH,
  });
  const state = () => real.taskOf('eye-download');
  const phase = (wanted: string) =>
    vi.waitUntil(() => state().phase === wanted, { timeout: 30_000 });
  const own = async () => (await eyes.list()).filter(({ kind }) => kind === 'own');
  return { ...real, fetching, state, phase, own };
}

test(
  'the fetched network becomes an eye, with where it comes from',
  { timeout: 60_000 },
  async () => {
    const app = await fetchFrom((_, response) => response.end(network));
    expect(app.fetching.downloadable).toMatchObject({ byteSize: network.length });
    expect(app.services.tasks.list()).toEqual([]);
    const { taskId } = app.fetching.start();
    expect(app.fetching.start().taskId).toBe(taskId);
    await app.phase('done');
    expect(await app.own()).toMatchObject([
      {
        name: 'Small net',
        licence: 'Apache-2.0',
        origin: { from: 'person', place: app.fetching.downloadable.address },
        fileName: 'small.onnx',
        preset: 'imagenet',
        contentHash: CONTENT_HASH,
        problem: null,
      },
    ]);
    const told = app.statesOf('eye-download');
    const steps = told.map(({ phase, details }) => `${phase} ${details.step}`);
    expect([...new Set(steps)]).toEqual([
      'running downloading',
      'running checking',
      'done checking',
    ]);
    expect(told.at(-1)).toMatchObject({ done: network.length, total: network.length });
    const eyesFolder = path.join(app.services.userDataFolder, 'eyes');
    expect(readdirSync(eyesFolder)).toEqual([`${CONTENT_HASH}.onnx`]);
  },
);

test('one that breaks off says so and can be started again', { timeout: 60_000 }, async () => {
  let times = 0;
  const app = await fetchFrom((_, response) => {
    times += 1;
    if (times === 1) {
      response.writeHead(200, { 'content-length': network.length });
      response.write(network.subarray(0, 50), () => response.destroy());
    } else {
      response.writeHead(200).end(network);
    }
  });
  app.fetching.start();
  await app.phase('failed');
  expect(app.state().problem).toEqual({ code: 'download-broken-off', parameters: {} });
  app.fetching.start();
  expect(app.state()).toMatchObject({ phase: 'running', problem: null });
  await app.phase('done');
  expect(await app.own()).toHaveLength(1);
});

test('one that is cancelled adds nothing', { timeout: 60_000 }, async () => {
  const app = await fetchFrom((_, response) =>
    response.writeHead(200).write(network.subarray(0, 9)),
  );
  app.fetching.start();
  await vi.waitUntil(() => app.state().done > 0);
  await app.services.tasks.cancel(app.state().taskId);
  expect(app.state().phase).toBe('cancelled');
  expect(app.state().problem).toBeNull();
  expect(await app.own()).toEqual([]);
});
