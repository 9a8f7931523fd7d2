// npm start: builds what changed, finds an Electron that runs here, and opens Purrceptron.
// Arguments after `npm start --` go to the app.

import { buildWhenStale } from './build-when-stale.ts';
import { show } from './runtime/child.ts';
import { RuntimeProblem, runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';
import { appEnvironment, ensureRuntime } from './runtime/runtime.ts';
import { hasDisplay } from './runtime/system.ts';

function say(line: string): void {
  console.log(line);
}

await runScript(async () => {
  if (!hasDisplay()) {
    throw new RuntimeProblem(
      'There is no screen here on which a window could open (DISPLAY and WAYLAND_DISPLAY are not set).',
      'Run “npm start” in a terminal on the desktop. “npm test” needs no screen.',
    );
  }
  await buildWhenStale(PROJECT_FOLDER, say);
  const runtime = await ensureRuntime({ say });
  say(runtime.description);
  const args = [...runtime.launchArguments, PROJECT_FOLDER, ...process.argv.slice(2)];
  return show(runtime.electronPath, args, { environment: appEnvironment(runtime) });
});
