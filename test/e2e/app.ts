import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, _electron as electron, expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import type { ModelSummary, TaskKind, TaskState } from '../../electron/contract.ts';
import { collect } from '../../scripts/runtime/child.ts';
import { appEnvironment, ensureRuntime } from '../../scripts/runtime/runtime.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningApp {
  app: ElectronApplication;
  page: Page;
  /** Everything that the app wrote to its standard error. */
  errors: () => string;
}

/** Starts the real app in a real window over a folder of user data, with these files to open. */
export async function launch(userData: string, files: string[] = []): Promise<RunningApp> {
  const runtime = await ensureRuntime();
  const app = await electron.launch({
    executablePath: runtime.electronPath,
    args: [...runtime.launchArguments, PROJECT, `--user-data-dir=${userData}`, ...files],
    env: appEnvironment(runtime) as Record<string, string>,
  });
  let written = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(20_000);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  return { app, page, errors: () => written };
}

/** Starts a second instance, as the file manager does to open a file, and returns its exit code. */
export async function startAgain(userData: string, files: string[]): Promise<number> {
  const runtime = await ensureRuntime();
  const { code } = await collect(
    runtime.electronPath,
    [...runtime.launchArguments, PROJECT, `--user-data-dir=${userData}`, ...files],
    { environment: appEnvironment(runtime) },
  );
  return code;
}

interface Fixtures {
  /** A folder for this test alone, removed after it. */
  folder: string;
  userData: string;
  running: RunningApp;
  page: Page;
}

export const test = base.extend<Fixtures>({
  // Playwright insists on a destructured first argument.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'purrceptron-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  userData: async ({ folder }, use) => {
    // Spaces and letters beyond ASCII are ordinary in the names of people's folders.
    await use(path.join(folder, 'Zoë’s data'));
  },
  running: async ({ userData }, use) => {
    const running = await launch(userData);
    await use(running);
    await running.app.close().catch(() => undefined);
  },
  page: async ({ running }, use) => {
    await use(running.page);
  },
});

export { expect };

export async function goTo(
  page: Page,
  place: 'Home' | 'Photos' | 'Learn' | 'Answers' | 'Models' | 'Settings',
) {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${place}`) })
    .click();
}

/** Opens the drawn sample and waits until all of its photos are read. */
export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Try the sample/ }).click();
  await expect(page.getByRole('button', { name: /^All\s*240$/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^Not labelled\s*40$/ })).toBeVisible();
  await scanEnded(page);
}

/** Waits until the newest scan of library 1 is over. */
export function scanEnded(page: Page): Promise<void> {
  return expect
    .poll(
      () =>
        page.evaluate(async () => {
          const outcome = await window.purrceptron.call('tasks.list', undefined);
          if (!outcome.ok) return outcome.problem.code;
          const isScan = ({ kind, libraryId }: TaskState) => kind === 'scan' && libraryId === 1;
          return outcome.value.findLast(isScan)?.phase;
        }),
      { timeout: 60_000, intervals: [100] },
    )
    .toMatch(/done|failed|cancelled/);
}

/** Opens a folder of photos by the button; the dialog answers with the folder. */
export async function openFolder({ app, page }: RunningApp, folder: string): Promise<void> {
  await answerOpenDialog(app, [folder]);
  await page.getByRole('button', { name: /Open a folder of photos/ }).click();
  await page.getByRole('group', { name: 'Show' }).waitFor();
  await scanEnded(page);
}

export function classified(page: Page) {
  return page.evaluate(async () => {
    const outcome = await window.purrceptron.call('classify.results', undefined);
    return outcome.ok ? outcome.value : [];
  });
}

/** Lets the next "open folder" dialog answer with these paths. */
export function answerOpenDialog(app: ElectronApplication, filePaths: string[]) {
  return app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: paths });
  }, filePaths);
}

/** Lets the next "save" dialog answer with this path. */
export function answerSaveDialog(app: ElectronApplication, file: string) {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** The last task of this kind, as it stands; null where there was none. */
export function taskNow<Kind extends TaskKind>(
  page: Page,
  kind: Kind,
): Promise<TaskState<Kind> | null> {
  return page.evaluate(async (wanted) => {
    const outcome = await window.purrceptron.call('tasks.list', undefined);
    const tasks = outcome.ok ? outcome.value : [];
    return (tasks.findLast(({ kind }) => kind === wanted) ?? null) as TaskState<Kind> | null;
  }, kind);
}

/** The training that runs, or the last one. */
export async function trainingNow(page: Page): Promise<TaskState<'training'>> {
  const state = await taskNow(page, 'training');
  if (state === null) throw new Error('Expected a training, got none');
  return state;
}

/** Trains on pixels with one-click settings, without comparing eyes. */
export async function trainOnPixels(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const start = { libraryId: 1, eyeId: 'pixels-64@1', settings: null };
    const outcome = await window.purrceptron.call('training.start', start);
    if (!outcome.ok) throw new Error(outcome.problem.code);
  });
  await expect
    .poll(async () => (await trainingNow(page)).phase, { timeout: 120_000, intervals: [200] })
    .toMatch(/done|failed/);
  expect(await trainingNow(page)).toMatchObject({ phase: 'done', problem: null });
}

export function listModels(page: Page): Promise<ModelSummary[]> {
  return page.evaluate(async () => {
    const outcome = await window.purrceptron.call('models.list', undefined);
    if (!outcome.ok) throw new Error(outcome.problem.code);
    return outcome.value;
  });
}

/** Drops files or folders from outside, as the system's own drag and drop does. */
export async function dropFiles(page: Page, files: string[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => ({
    width: window.innerWidth,
    height: window.innerHeight,
  }));
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', {
      type,
      x: Math.round(width / 2),
      y: Math.round(height / 2),
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
  await cdp.detach();
}

/** Answers the question about what was dropped. */
export function answerDrop(
  page: Page,
  answer: 'Ask a model about them' | 'Open as a new library' | RegExp,
): Promise<void> {
  return page
    .getByRole('dialog', { name: /What should happen/ })
    .getByRole('button', { name: answer })
    .click();
}

/** Each photo's label in library 1, as the app reads it from the database. */
export function marksByName(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const contents = await window.purrceptron.call('libraries.contents', { libraryId: 1 });
    if (!contents.ok) throw new Error(contents.problem.code);
    const { photoIds, marks } = contents.value;
    const details = await window.purrceptron.call('photos.details', { photoIds: [...photoIds] });
    if (!details.ok) throw new Error(details.problem.code);
    const markOf = new Map([...photoIds].map((id, index) => [id, marks[index] ?? 0]));
    return Object.fromEntries(
      details.value.map(({ id, fileName }) => [fileName, markOf.get(id) ?? 0]),
    );
  });
}
