// npm run test:e2e: the tests in a real window, on a screen of their own where there is none.
// Arguments after `npm run test:e2e --` go to Playwright.

import path from 'node:path';
import { buildWhenStale } from './build-when-stale.ts';
import { show } from './runtime/child.ts';
import { virtualDisplay } from './runtime/display.ts';
import { runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';
import { appEnvironment, ensureRuntime } from './runtime/runtime.ts';

const PLAYWRIGHT = path.join(PROJECT_FOLDER, 'node_modules', '@playwright', 'test', 'cli.js');
function say(line: string): void {
  console.log(line);
}

await runScript(async () => {
  await buildWhenStale(PROJECT_FOLDER, say);
  const runtime = await ensureRuntime({ needsDisplay: true, say });
  say(runtime.description);
  const display = await virtualDisplay();
  try {
    return await show(process.execPath, [PLAYWRIGHT, 'test', ...process.argv.slice(2)], {
      folder: PROJECT_FOLDER,
      environment: { ...appEnvironment(runtime), ...display.environment },
    });
  } finally {
    await display.close();
  }
});
