import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, Menu, app, dialog } from 'electron';
import type { Diagnostics } from '../contract.ts';
import { classifyCalls } from './calls/classify.ts';
import { libraryCalls } from './calls/libraries.ts';
import { modelCalls } from './calls/models.ts';
import { photoCalls } from './calls/photos.ts';
import { ClassifySession } from './classify/classify-session.ts';
import { answerCalls } from './ipc.ts';
import { buildMenu } from './menu.ts';
import { findPicture } from './pictures.ts';
import { unwrap } from './problem-error.ts';
import { declareSchemes, servePage, servePictures } from './protocols.ts';
import { Scans } from './scan/scans.ts';
import { startServices } from './start-services.ts';
import type { Emit } from './services.ts';
import { TrainingRuns } from './training/training-runs.ts';
import { createWindow, lockDown, refusePermissions } from './window.ts';

const builtFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const emit: Emit = (name, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send('event', name, payload);
  }
};

/** Builds everything behind the window, in the order that shows the window first. */
const start = async (): Promise<void> => {
  refusePermissions();
  servePage(path.join(builtFolder, 'renderer'));

  const services = startServices(builtFolder, emit, (notice) => runs.progressed(notice));
  const scans = new Scans(services);
  const runs = new TrainingRuns(services);
  const session = new ClassifySession(services);

  const diagnostics = async (): Promise<Diagnostics> => {
    const { databaseVersion } = unwrap(await services.library.open());
    return {
      appVersion: app.getVersion(),
      electronVersion: process.versions['electron'] ?? '',
      platform: `${process.platform} ${process.arch}`,
      userDataFolder: services.userDataFolder,
      databaseVersion,
      imaging: (await services.imaging.diagnose()).explanation,
    };
  };

  servePictures((address) => findPicture(services, (id) => session.sourceOf(id), address));
  answerCalls({
    'app.diagnostics': diagnostics,
    'app.painted': () => services.warmUp(),
    ...libraryCalls(services, scans),
    ...photoCalls(services, scans),
    ...modelCalls(services, runs),
    ...classifyCalls(session),
  });
  createWindow(builtFolder);
  Menu.setApplicationMenu(buildMenu((command) => emit('menu.command', command)));
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) createWindow(builtFolder);
  });
  app.on('will-quit', () => services.stop());
};

// Two windows over one library would label over each other's heads.
if (app.requestSingleInstanceLock()) {
  // An enabled sandbox cannot be combined with --no-sandbox, which root needs.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareSchemes();
  lockDown();
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      console.error(error);
      dialog.showErrorBox('Purrceptron could not start', String(error));
      app.exit(1);
    });
} else {
  app.quit();
}
