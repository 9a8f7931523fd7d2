// What Electron's own default app does, for a runtime that comes without one: finds the app among
// the arguments, takes its name and version, and runs its main script. It is copied into the
// runtime's resources/app, so it imports nothing but Electron and Node.

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);

/** Loads every module named by -r or --require, as Node does; Playwright's own is one of them. */
const preload = () => {
  const names = process.argv.flatMap((argument, index) =>
    ['-r', '--require'].includes(argument) ? [process.argv[index + 1]] : [],
  );
  for (const name of names) require(path.resolve(name));
};

const appArgument = () => {
  const rest = process.argv.slice(1);
  return rest.find(
    (argument, index) =>
      !argument.startsWith('-') && !['-r', '--require'].includes(rest[index - 1] ?? ''),
  );
};

const findApp = (argument) => {
  const place = path.resolve(argument);
  if (!statSync(place).isDirectory()) {
    return { folder: path.dirname(place), main: place, description: {} };
  }
  const description = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
  return { folder: place, main: path.join(place, description.main ?? 'index.js'), description };
};

const introduce = ({ folder, description }) => {
  const name = description.productName ?? description.name;
  if (name) app.setName(name);
  if (description.version) app.setVersion(description.version);
  app.setAppPath(folder);
  const chosen = app.commandLine.getSwitchValue('user-data-dir');
  app.setPath('userData', chosen || path.join(app.getPath('appData'), app.getName()));
};

const run = async () => {
  process.defaultApp = true;
  preload();
  const argument = appArgument();
  if (argument === undefined) {
    throw new Error('Name the folder of the app to run, for example: electron .');
  }
  const found = findApp(argument);
  introduce(found);
  // Awaited, because Electron holds back "ready" until this script is done: what the app must do
  // before "ready", such as registering its schemes, would otherwise come too late.
  await import(pathToFileURL(found.main).href);
};

await run().catch((error) => {
  console.error(error);
  app.exit(1);
});
