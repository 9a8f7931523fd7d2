import {
  EFFECTS,
  FORBIDDEN,
  REQUESTS,
  openElsewhere,
  sendFrom,
  takesEffect,
  watchViolations,
} from './attempts.ts';
import type { Elsewhere } from './attempts.ts';
import { test as base, expect } from './app.ts';
import type { RunningApp } from './app.ts';

const test = base.extend<{ elsewhere: Elsewhere }>({
  // Playwright insists on a destructured first argument.
  // eslint-disable-next-line no-empty-pattern
  elsewhere: async ({}, use) => {
    const elsewhere = await openElsewhere();
    await use(elsewhere);
    await elsewhere.close();
  },
});

/** Reloads the page without its policy. */
async function withoutPolicy({ app, page }: RunningApp): Promise<void> {
  await app.evaluate(({ session }) =>
    session.defaultSession.webRequest.onHeadersReceived(({ responseHeaders }, decide) => {
      const kept = Object.entries(responseHeaders ?? {}).filter(
        ([name]) => name.toLowerCase() !== 'content-security-policy',
      );
      decide({ responseHeaders: Object.fromEntries(kept) });
    }),
  );
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Records every failed request from now on, with the reason. */
async function watchFailures({ app }: RunningApp): Promise<() => Promise<string[]>> {
  const watch = await app.evaluateHandle(({ session }) => {
    const failed: string[] = [];
    session.defaultSession.webRequest.onErrorOccurred(({ url, error }) => {
      failed.push(`${new URL(url).pathname} ${error}`);
    });
    return { failed };
  });
  return () => watch.evaluate(({ failed }) => failed);
}

test('the page’s policy refuses requests, inline code and evaluation; without it requests are still blocked', async ({
  page,
  running,
  elsewhere,
}) => {
  await test.step('each is refused by its own directive', async () => {
    for (const what of REQUESTS) {
      const violated = await watchViolations(page);
      await sendFrom(page, what, `${elsewhere.address}/${what}/with-policy`);
      await expect.poll(violated, { message: what }).toEqual(FORBIDDEN[what]);
    }
    for (const what of EFFECTS) {
      const violated = await watchViolations(page);
      expect(await takesEffect(page, what), what).toBe(false);
      await expect.poll(violated, { message: what }).toEqual(FORBIDDEN[what]);
    }
  });

  await test.step('without the policy code runs, but requests are still stopped', async () => {
    await withoutPolicy(running);
    const violated = await watchViolations(page);
    for (const what of EFFECTS) expect(await takesEffect(page, what), what).toBe(true);
    const failures = await watchFailures(running);
    for (const what of REQUESTS) await sendFrom(page, what, `${elsewhere.address}/${what}`);
    await expect
      .poll(async () => (await failures()).toSorted())
      .toEqual(REQUESTS.map((what) => `/${what} net::ERR_BLOCKED_BY_CLIENT`).toSorted());
    expect(await violated()).toEqual([]);
    expect(elsewhere.asked).toEqual([]);
  });

  await test.step('without either, every request arrives', async () => {
    await running.app.evaluate(({ session }) =>
      session.defaultSession.webRequest.onBeforeRequest(null),
    );
    await running.app.evaluate(({ session }) =>
      session.defaultSession.setProxy({ mode: 'direct' }),
    );
    for (const what of REQUESTS) {
      await sendFrom(page, what, `${elsewhere.address}/${what}`);
      await expect.poll(() => elsewhere.asked, { message: what }).toContain(`/${what}`);
    }
  });
});

/** The next address that the window is asked to open, and whether that was prevented. */
function nextNavigation({ app }: RunningApp) {
  return app.evaluateHandle(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('Expected a window, got none');
    const asked = new Promise<{ address: string; forbidden: boolean }>((resolve) => {
      window.webContents.once('will-navigate', (event) =>
        resolve({ address: event.url, forbidden: event.defaultPrevented }),
      );
    });
    return { asked };
  });
}

test('the window shows no other page than its own', async ({ page, running, elsewhere }) => {
  const own = page.url();
  const shown = () => page.evaluate(() => ({ address: location.href, title: document.title }));
  const go = async (address: string) => {
    const navigation = await nextNavigation(running);
    await page.evaluate((to) => {
      location.href = to;
    }, address);
    return navigation.evaluate(({ asked }) => asked);
  };
  for (const address of [`${elsewhere.address}/`, 'app://other/']) {
    expect(await go(address)).toEqual({ address, forbidden: true });
    expect(await shown()).toEqual({ address: own, title: 'Purrceptron' });
  }
  expect(elsewhere.asked).toEqual([]);

  const again = `${own}?again`;
  expect(await go(again)).toEqual({ address: again, forbidden: false });
  await page.waitForURL(again);
});

test('the page opens no other window', async ({ page, running }) => {
  const windows = () =>
    running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  const opens = () => page.evaluate(() => window.open('about:blank') !== null);
  expect(await opens()).toBe(false);
  expect(await windows()).toBe(1);

  await running.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.setWindowOpenHandler(() => ({ action: 'allow' }));
    }
  });
  expect(await opens()).toBe(true);
  await expect.poll(windows).toBe(2);
});

test('the page gets no permission, whatever it asks for', async ({ page, running }) => {
  const asks = () =>
    page.evaluate(async () => {
      const stateOf = async (name: PermissionName) =>
        (await navigator.permissions.query({ name })).state;
      return {
        notifications: await Notification.requestPermission(),
        place: await stateOf('geolocation'),
        camera: await stateOf('camera'),
        microphone: await stateOf('microphone'),
      };
    });
  const answer = (state: 'granted' | 'denied') => ({
    notifications: state,
    place: state,
    camera: state,
    microphone: state,
  });
  expect(await asks()).toEqual(answer('denied'));

  await running.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) =>
      decide(true),
    );
    session.defaultSession.setPermissionCheckHandler(() => true);
  });
  expect(await asks()).toEqual(answer('granted'));
});

test('the page has nothing of Node, and of Electron only the one bridge', async ({ page }) => {
  const found = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
    bridge: Object.keys(window.purrceptron).toSorted(),
  }));
  expect(found).toEqual({ node: [], bridge: ['call', 'listen', 'pathOf', 'platform'] });
});

test('a call with an invalid payload is refused with a clear message', async ({
  page,
  running,
}) => {
  const contentsOf = (libraryId: unknown) =>
    page.evaluate(
      (id) => window.purrceptron.call('libraries.contents', { libraryId: id as never }),
      libraryId,
    );
  const outcome = await contentsOf('DROP TABLE photo');
  expect(outcome).toMatchObject({ ok: false, problem: { code: 'unexpected' } });
  await expect
    .poll(running.errors)
    .toMatch(
      /Expected a valid payload for libraries\.contents, got libraryId: .*"DROP TABLE photo"/,
    );

  // A valid payload reaches the database, which has no library yet.
  await contentsOf(1);
  await expect.poll(running.errors).toMatch(/Expected the id of a library, got 1\b/);
});
