import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const fromAxe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));

/**
 * What axe finds wrong with the page as it stands. `AxeBuilder` opens a page of its own, which the app
 * does not have; DevTools run axe's source in the window, past the rule against strangers' scripts.
 */
export async function violations(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page);
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  };
  if (!(await evaluate(`'axe' in window`))) {
    await evaluate(await readFile(fromAxe.resolve('axe-core'), 'utf8'));
  }
  const results = await evaluate(`axe.run({ resultTypes: ['violations'] })`);
  await devtools.detach();
  return (results as AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) =>
      `${id} at ${target.join(' ')}: ${failureSummary}`.replaceAll(/\s+/g, ' '),
    ),
  );
}
