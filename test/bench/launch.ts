import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Surroundings } from './bench.ts';

/** Starts an app folder under Playwright's control. */
export function launchElectron(
  { runtime, environment }: Surroundings,
  appFolder: string,
  userData: string,
): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: runtime.electronPath,
    args: [...runtime.launchArguments, appFolder, `--user-data-dir=${userData}`],
    env: environment,
  });
}

/** Starts the real app in a real window and hands it over when its first page is drawn. */
export async function withApp<Value>(
  surroundings: Surroundings,
  userData: string,
  use: (app: ElectronApplication, page: Page) => Promise<Value>,
): Promise<Value> {
  const app = await launchElectron(surroundings, surroundings.project, userData);
  try {
    const page = await app.firstWindow();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    return await use(app, page);
  } finally {
    await app.close();
  }
}

export interface ElectronChild {
  ask: <Answer>(message: object) => Promise<Answer>;
  stop: () => Promise<void>;
}

/** Starts a file in a utility process of the driver app, which answers each message with another. */
export async function childIn(
  drivers: ElectronApplication,
  file: string,
  argument = '',
): Promise<ElectronChild> {
  const number = await drivers.evaluate(
    (_electron, given) => globalThis.drivers.startChild(given),
    { file, argument },
  );
  return {
    ask: <Answer>(message: object) =>
      drivers.evaluate((_electron, given) => globalThis.drivers.askChild(given), {
        number,
        message,
      }) as Promise<Answer>,
    stop: () => drivers.evaluate((_electron, given) => globalThis.drivers.stopChild(given), number),
  };
}
