import { expect, test } from './app.ts';

test('the page has no way out: no Node, no evaluation, no other addresses, no other pages', async ({
  page,
  running,
}) => {
  const reach = await page.evaluate(async () => {
    const fetched = await fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    );
    // The driver's own evaluation is exempt from the page's policy; a timer's is not.
    const evaluated = await new Promise<string>((resolve) => {
      setTimeout(() => {
        try {
          resolve(String(new Function('return "evaluated"')()));
        } catch {
          resolve('refused');
        }
      });
    });
    const opened = window.open('https://example.org/') === null ? 'refused' : 'opened';
    return {
      fetched,
      evaluated,
      opened,
      node: typeof (globalThis as { require?: unknown }).require,
    };
  });
  expect(reach).toEqual({
    fetched: 'refused',
    evaluated: 'refused',
    opened: 'refused',
    node: 'undefined',
  });

  const address = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(address);
  expect(running.app.windows()).toHaveLength(1);
});

test('a call with a payload that the contract does not know is refused in plain words', async ({
  page,
}) => {
  const outcome = await page.evaluate(() =>
    window.purrceptron.call('libraries.contents', { libraryId: 'DROP TABLE photo' as never }),
  );
  expect(outcome.ok).toBe(false);
});
