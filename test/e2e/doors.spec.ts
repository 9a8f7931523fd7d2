import { fileURLToPath } from 'node:url';
import { readdir } from 'node:fs/promises';
import type { Bridge } from '../../electron/contract.ts';
import { expect, launch, openSample, test } from './app.ts';

const PRELOAD = fileURLToPath(new URL('../../out/preload/index.cjs', import.meta.url));

/** Asks for the libraries from another page that has the app's own bridge, and tells what came back. */
function callFrom(address: string) {
  return `(async () => {
    const call = () => window.purrceptron.call('libraries.list', undefined);
    try { return 'answered ' + JSON.stringify(await call()); } catch (error) { return error.message; }
  })() /* from ${address} */`;
}

test('main answers its own page, and no other page that comes by the same bridge', async ({
  running,
  page,
}) => {
  const asked = await page.evaluate(() => {
    const { purrceptron } = window as unknown as { purrceptron: Bridge };
    return purrceptron.call('libraries.list', undefined);
  });
  expect(asked).toEqual({ ok: true, value: [] });

  const ask = (address: string) =>
    running.app.evaluate(
      async ({ BrowserWindow }, { address, preload, script }) => {
        const webPreferences = { preload, contextIsolation: true, sandbox: true };
        const window = new BrowserWindow({ show: false, webPreferences });
        await window.loadURL(address);
        const answer = (await window.webContents.executeJavaScript(script)) as string;
        window.destroy();
        return answer;
      },
      { address, preload: PRELOAD, script: callFrom(address) },
    );
  expect(await ask('about:blank')).toContain('Expected a call from our own page');
  expect(await ask('app://purrceptron/index.html')).toBe('answered {"ok":true,"value":[]}');
});

test('the page’s address leads to the built page alone, however a path is written', async ({
  page,
}) => {
  const statusOf = (address: string) =>
    page.evaluate(
      (address) =>
        fetch(address).then(
          ({ status }) => status,
          () => 'refused',
        ),
      address,
    );
  expect(await statusOf('app://purrceptron/index.html')).toBe(200);
  for (const way of [
    'app://purrceptron/..%2fmain%2findex.js',
    'app://purrceptron/..%2f..%2fpackage.json',
    'app://purrceptron/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://purrceptron/assets/..%2f..%2f..%2fpackage.json',
    'app://purrceptron/..%5c..%5cpackage.json',
    'app://purrceptron/%2fetc%2fpasswd',
    'app://purrceptron/..%2frenderer-other%2findex.html',
    'app://purrceptron/index.html%00.png',
    'app://purrceptron/%E0%A4%A',
    'app://purrceptron/',
    'app://purrceptron/nowhere.html',
  ]) {
    expect([way, await statusOf(way)]).toEqual([way, 404]);
  }
  // The page's policy refuses hosts that are not its own before main is asked.
  expect(await statusOf('app://elsewhere/index.html')).toBe('refused');
});

test('pictures are found by number and by nothing else', async ({ page }) => {
  await openSample(page);
  const loads = (address: string) =>
    page.evaluate(
      (address) =>
        new Promise<boolean>((resolve) => {
          const picture = new Image();
          picture.onload = () => resolve(true);
          picture.onerror = () => resolve(false);
          picture.src = address;
        }),
      address,
    );
  expect(await loads('thumb://photo/1?v=1')).toBe(true);
  for (const way of [
    'thumb://photo/..%2f1',
    'thumb://photo/%2fetc%2fpasswd',
    'thumb://photo/1%2f..%2f2',
    'thumb://photo/1/large/..%2f..',
    'thumb://photo/1e0',
    'thumb://photo/99999999',
    'thumb://file/1',
    'thumb://classified/1',
  ]) {
    expect([way, await loads(way)]).toEqual([way, false]);
  }
});

test('the databases are closed when the app quits', async ({ userData }) => {
  const app = await launch(userData);
  await openSample(app.page);
  const logs = async () =>
    (await readdir(userData)).filter((name) => /^(library|cache).*-(wal|shm)$/.test(name));
  expect(await logs()).not.toEqual([]);
  await app.app.close();
  // SQLite removes its log when the last connection is closed in order.
  expect(await logs()).toEqual([]);
});
