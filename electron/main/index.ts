import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, Menu, app, dialog } from 'electron';
import type { Diagnostics } from '../contract.ts';
import { keepMemoryAtHand } from './allocator.ts';
import { classifyCalls } from './calls/classify.ts';
import { eyeCalls } from './calls/eyes.ts';
import { libraryCalls } from './calls/libraries.ts';
import { modelCalls } from './calls/models.ts';
import { photoCalls } from './calls/photos.ts';
import { ClassifySession } from './classify/classify-session.ts';
import { EyeCandidates } from './eyes/candidates.ts';
import { EyeFetch } from './eyes/eye-fetch.ts';
import { Eyes } from './eyes/eyes.ts';
import { answerCalls } from './ipc.ts';
import { buildMenu } from './menu.ts';
import { findPicture } from './pictures.ts';
import { FilesFromOutside, modelFilesAmong } from './models/files-from-outside.ts';
import { ModelFiles } from './models/model-files.ts';
import { problemOf, unwrap } from './problem-error.ts';
import { declareSchemes, servePage, servePictures } from './protocols.ts';
import { Scans } from './scan/scans.ts';
import { startServices } from './start-services.ts';
import type { Emit } from './services.ts';
import { Thumbnails } from './thumbnails.ts';
import { TrainingRuns } from './training/training-runs.ts';
import { createWindow, lockDown, refusePermissions } from './window.ts';

const outside = new FilesFromOutside();

const builtFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const emit: Emit = (name, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send('event', name, payload);
  }
};

const showWindow = (): void => {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) createWindow(builtFolder).on('closed', () => outside.windowClosed());
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
};

/** Builds everything behind the window, in the order that shows the window first. */
const start = async (): Promise<void> => {
  refusePermissions();
  servePage(path.join(builtFolder, 'renderer'));

  const services = startServices(builtFolder, emit, (name, notice) => runs.noticed(name, notice));
  const scans = new Scans(services);
  const eyes = new Eyes(services);
  const candidates = new EyeCandidates(services, eyes);
  const runs = new TrainingRuns(services, eyes);
  const session = new ClassifySession(services, eyes);
  const modelFiles = new ModelFiles(services);
  const openModelFile = (file: string): void => {
    modelFiles
      .open(file)
      .then(({ id }) => emit('models.opened', { modelId: id }))
      .catch((error: unknown) => emit('app.problem', problemOf(error)));
  };

  const diagnostics = async (): Promise<Diagnostics> => {
    const { databaseVersion } = unwrap(await services.library.open());
    return {
      appVersion: app.getVersion(),
      electronVersion: process.versions['electron'] ?? '',
      platform: `${process.platform} ${process.arch}`,
      userDataFolder: services.userDataFolder,
      databaseVersion,
      imaging: (await services.imaging.diagnose()).explanation,
      eyeRuntime: (await services.imaging.diagnoseEyes()).runtime,
      arithmetic: await services.training.call('arithmetic', undefined),
    };
  };

  const thumbnails = new Thumbnails(services.library);
  servePictures((address) =>
    findPicture(services, thumbnails, (id) => session.sourceOf(id), address),
  );
  answerCalls({
    'app.diagnostics': diagnostics,
    'app.painted': () => {
      services.warmUp();
      outside.windowPainted(openModelFile);
    },
    ...libraryCalls(services, scans),
    ...photoCalls(services, scans),
    ...eyeCalls(eyes, candidates, new EyeFetch(services, candidates)),
    ...modelCalls(services, runs, modelFiles),
    ...classifyCalls(session),
  });
  showWindow();
  Menu.setApplicationMenu(buildMenu((command) => emit('menu.command', command)));
  app.on('activate', showWindow);
  app.on('will-quit', () => services.stop());
};

// Two windows over one library would label over each other's heads.
if (app.requestSingleInstanceLock()) {
  // An enabled sandbox cannot be combined with --no-sandbox, which root needs.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  keepMemoryAtHand(app.commandLine, process.platform);
  declareSchemes();
  lockDown();
  outside.ask(modelFilesAmong(process.argv, process.cwd()));
  app.on('second-instance', (_event, argumentsGiven, workingDirectory) => {
    outside.ask(modelFilesAmong(argumentsGiven, workingDirectory));
    showWindow();
  });
  // macOS tells the first files before the app is ready.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    outside.ask([file]);
    if (app.isReady()) showWindow();
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
