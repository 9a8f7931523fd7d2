// Runs any app folder on the runtime that Purrceptron runs on:
//   node scripts/electron.ts path/to/app [arguments]
// With --virtual-display before the path: on a virtual screen where the computer has none.

import { show } from './runtime/child.ts';
import { virtualDisplay } from './runtime/display.ts';
import { runScript } from './runtime/problem.ts';
import { appEnvironment, ensureRuntime } from './runtime/runtime.ts';

await runScript(async () => {
  const wantsDisplay = process.argv[2] === '--virtual-display';
  const args = process.argv.slice(wantsDisplay ? 3 : 2);
  const say = (line: string): void => console.error(line);
  const runtime = await ensureRuntime({ needsDisplay: wantsDisplay, say });
  say(runtime.description);
  const display = wantsDisplay ? await virtualDisplay() : null;
  try {
    return await show(runtime.electronPath, [...runtime.launchArguments, ...args], {
      environment: { ...appEnvironment(runtime), ...display?.environment },
    });
  } finally {
    await display?.close();
  }
});
