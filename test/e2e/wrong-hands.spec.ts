import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { collect } from '../../scripts/runtime/child.ts';
import { appEnvironment, ensureRuntime } from '../../scripts/runtime/runtime.ts';
import { fileURLToPath } from 'node:url';
import { dropFiles, expect, goTo, launch, openSample, test } from './app.ts';

/** Counts what arrives on one port of this computer, by datagram and by connection. */
async function listenOnLoopback() {
  const arrived = { datagrams: 0, connections: 0 };
  const server = createServer((connection) => {
    arrived.connections += 1;
    connection.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = createSocket('udp4', () => (arrived.datagrams += 1));
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  const close = () => {
    server.close();
    socket.close();
  };
  return { arrived, port, close };
}

test('WebRTC gets no datagram and no connection out of the window', async ({ page }) => {
  const { arrived, port, close } = await listenOnLoopback();
  const gathered = await page.evaluate(async (port) => {
    const turn = { username: 'u', credential: 'c' };
    const connection = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:127.0.0.1:${port}` },
        { urls: `turn:127.0.0.1:${port}?transport=udp`, ...turn },
        { urls: `turn:127.0.0.1:${port}?transport=tcp`, ...turn },
      ],
    });
    const found: string[] = [];
    const ended = new Promise<void>((resolve) => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate === null) resolve();
        else found.push(candidate.candidate);
      };
    });
    connection.createDataChannel('out');
    await connection.setLocalDescription(await connection.createOffer());
    // A peer that is told by hand is tried as well, by datagram and by connection.
    const answerer = new RTCPeerConnection();
    await answerer.setRemoteDescription({
      type: 'offer',
      sdp: connection.localDescription?.sdp ?? '',
    });
    await answerer.setLocalDescription(await answerer.createAnswer());
    await connection.setRemoteDescription({
      type: 'answer',
      sdp: answerer.localDescription?.sdp ?? '',
    });
    for (const transport of [
      `udp 2122260223 127.0.0.1 ${port} typ host`,
      `tcp 1518280447 127.0.0.1 ${port} typ host tcptype passive`,
    ]) {
      await connection
        .addIceCandidate({ candidate: `candidate:1 1 ${transport}`, sdpMid: '0', sdpMLineIndex: 0 })
        .catch(() => undefined);
    }
    await ended;
    // What was told by hand is tried several times within this time.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    connection.close();
    return found;
  }, port);
  close();
  expect(arrived).toEqual({ datagrams: 0, connections: 0 });
  expect(gathered.filter((candidate) => candidate.includes('typ srflx'))).toEqual([]);
});

test('a page names no file that nobody gave it', async ({ page, folder }) => {
  const place = path.join(folder, 'secret');
  await mkdir(place);
  const ask = () =>
    page.evaluate(async (place) => {
      const { purrceptron } = window;
      const outcomes = [
        await purrceptron.call('libraries.openFolders', { paths: [place] }),
        await purrceptron.call('classify.files', { modelId: 1, paths: [place] }),
        await purrceptron.call('models.open', { path: place }),
        await purrceptron.call('eyes.inspect', { path: place }),
      ];
      return outcomes.map((outcome) => (outcome.ok ? 'answered' : outcome.problem.code));
    }, place);
  expect(await ask()).toEqual(Array.from({ length: 4 }, () => 'unexpected'));

  await dropFiles(page, [place]);
  await expect.poll(async () => (await ask())[0]).toBe('answered');
});

test('nothing is downloaded', async ({ page, running }) => {
  const states = await running.app.evaluateHandle(({ session }) => {
    const told: string[] = [];
    session.defaultSession.on('will-download', (event) =>
      told.push(String(event.defaultPrevented)),
    );
    return { told };
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.txt';
    link.click();
  });
  await expect.poll(() => states.evaluate(({ told }) => told)).toEqual(['true']);
});

test('a place where nothing can be written ends the app with words and code 1', async ({
  folder,
}) => {
  const runtime = await ensureRuntime();
  const place = path.join(folder, 'a file');
  await writeFile(place, 'x');
  // A dialog waits for somebody who closes it.
  const hook = path.join(folder, 'hook.cjs');
  await writeFile(
    hook,
    `require('electron').dialog.showErrorBox = (...words) => console.error(words.join(' '));`,
  );
  const project = fileURLToPath(new URL('../..', import.meta.url));
  const { code, output } = await collect(
    runtime.electronPath,
    [
      ...runtime.launchArguments,
      '-r',
      hook,
      project,
      `--user-data-dir=${path.join(place, 'data')}`,
    ],
    { environment: appEnvironment(runtime) },
  );
  expect(output).toContain('cannot write to the folder');
  expect(code).toBe(1);
});

test('labels in hand are written before the window closes', async ({ userData }) => {
  const first = await launch(userData);
  await openSample(first.page);
  await goTo(first.page, 'Photos');
  await first.page.getByRole('button', { name: /^Not labelled\s*40$/ }).click();
  await first.page.getByRole('grid').focus();
  const before = await labelled(first.page);
  const closed = first.app.waitForEvent('close');
  await first.page.evaluate(() => {
    const grid = document.querySelector('[role=grid]');
    for (let key = 0; key < 10; key += 1) {
      const target = document.activeElement ?? grid;
      target?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'c', code: 'KeyC', bubbles: true }),
      );
    }
    window.close();
  });
  await closed;
  const second = await launch(userData);
  expect(await labelled(second.page)).toBe(before + 10);
  await second.app.close();
});

function labelled(page: Awaited<ReturnType<typeof launch>>['page']): Promise<number> {
  return page.evaluate(async () => {
    const libraries = await window.purrceptron.call('libraries.list', undefined);
    return libraries.ok ? (libraries.value[0]?.labelledCount ?? -1) : -1;
  });
}
