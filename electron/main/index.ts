import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, Menu, app, dialog } from 'electron';
import type { Emit } from '../contract.ts';
import { createJobs } from '../jobs/jobs.ts';
import { findPicture } from '../jobs/pictures/pictures.ts';
import { problemOf } from '../jobs/problem-error.ts';
import { startServices } from '../jobs/start-services.ts';
import { startUtilityProcess } from '../processes/utility-process.ts';
import { keepMemoryAtHand } from './allocator.ts';
import { classifyCalls } from './calls/classify.ts';
import { eyeCalls } from './calls/eyes.ts';
import { libraryCalls } from './calls/libraries.ts';
import { modelCalls } from './calls/models.ts';
import { photoCalls } from './calls/photos.ts';
import { taskCalls } from './calls/tasks.ts';
import { FilesFromOutside, modelFilesAmong } from './files-from-outside.ts';
import { GivenPaths } from './given-paths.ts';
import { answerCalls } from './ipc.ts';
import { diagnose } from './diagnostics.ts';
import { buildMenu } from './menu.ts';
import { declareSchemes, servePage, servePictures } from './protocols.ts';
import { startFailed } from '../words/desktop.ts';
import { problemWords } from '../words/index.ts';
import { createWindow, lockDown, refusePermissions } from './window.ts';

const outside = new FilesFromOutside();

const BUILT_FOLDER = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const emit: Emit = (name, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send('event', name, payload);
  }
};

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    createWindow(BUILT_FOLDER).on('closed', () => outside.windowClosed());
  }
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}

/** Without a place for its data the app cannot even know whether it runs already. */
async function canKeepData(): Promise<boolean> {
  const folder = app.getPath('userData');
  try {
    await mkdir(folder, { recursive: true });
    await rm(await mkdtemp(path.join(folder, 'check-')), { recursive: true });
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

async function endWithWords(): Promise<void> {
  if (await canKeepData()) {
    app.quit();
    return;
  }
  await app.whenReady();
  const { message, nextStep } = problemWords({
    code: 'data-folder-unusable',
    parameters: { folder: app.getPath('userData') },
  });
  dialog.showErrorBox(startFailed(), `${message}\n\n${nextStep}`);
  app.exit(1);
}

/** Databases are closed, not killed: the app quits once they are. */
function stopBeforeQuitting(stop: () => Promise<void>): void {
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void stop().finally(() => {
      isStopped = true;
      // In a turn of its own: within this event Electron takes itself to be quitting already, and does nothing.
      setImmediate(() => app.quit());
    });
  });
}

/** A window that is opened anew comes to what goes on already. */
function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

/** Builds everything behind the window, in the order that shows the window first. */
async function start(): Promise<void> {
  refusePermissions();
  servePage(path.join(BUILT_FOLDER, 'renderer'));

  const services = startServices({
    startProcess: startUtilityProcess,
    entryOf: (room) => path.join(BUILT_FOLDER, 'main', `${room}.js`),
    userDataFolder: app.getPath('userData'),
    sqliteBinding: process.env['PURRCEPTRON_SQLITE_BINDING'] ?? null,
    photosInHand: null,
    emit,
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
  });
  const jobs = createJobs(services);
  const openModelFile = (file: string): void => {
    jobs.modelFiles
      .open(file)
      .then(({ id }) => emit('models.opened', { modelId: id }))
      .catch((error: unknown) => emit('app.problem', problemOf(error)));
  };

  const goOnWithScans = once(() => {
    void jobs.scans.goOn().catch((error: unknown) => console.error(error));
  });

  servePictures((address) => findPicture(services, jobs, address));
  answerCalls(
    {
      'app.diagnostics': () => diagnose(services),
      'app.painted': () => {
        services.warmUp();
        goOnWithScans();
        outside.windowPainted(openModelFile);
      },
      ...taskCalls(services.tasks),
      ...libraryCalls(services, jobs),
      ...photoCalls(services, jobs),
      ...eyeCalls(jobs),
      ...modelCalls(jobs),
      ...classifyCalls(jobs),
    },
    new GivenPaths(),
  );
  showWindow();
  Menu.setApplicationMenu(buildMenu((command) => emit('menu.command', command)));
  app.on('activate', showWindow);
  stopBeforeQuitting(services.stop);
}

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
      dialog.showErrorBox(startFailed(), String(error));
      app.exit(1);
    });
} else {
  void endWithWords();
}
