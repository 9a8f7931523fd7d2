import { app } from 'electron';
import type { Diagnostics } from '../contract.ts';
import { unwrap } from '../jobs/problem-error.ts';
import type { Services } from '../jobs/services.ts';

/** What About tells of this app, its parts and this computer. */
export async function diagnose({
  library,
  imaging,
  training,
  userDataFolder,
}: Services): Promise<Diagnostics> {
  const { databaseVersion } = unwrap(await library.open());
  return {
    appVersion: app.getVersion(),
    electronVersion: process.versions['electron'] ?? '',
    platform: `${process.platform} ${process.arch}`,
    userDataFolder,
    databaseVersion,
    imaging: await imaging.diagnose(),
    eyeRuntime: (await imaging.diagnoseEyes()).runtime,
    arithmetic: await training.call('arithmetic', undefined),
  };
}
