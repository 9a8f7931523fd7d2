import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Platform, build } from 'electron-builder';
import { packedFolder, programIn } from '../../scripts/packaging/packed-folder.ts';
import { collect } from '../../scripts/runtime/child.ts';
import { appEnvironment, ensureRuntime } from '../../scripts/runtime/runtime.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/dist.ts', import.meta.url));

/** Packs the app as `npm run dist:dir` does and moves it elsewhere. Gives what the script printed, and the folder. */
export async function packApp(folder: string): Promise<{ packed: string; said: string }> {
  const output = path.join(folder, 'dist');
  const { code, output: said } = await collect(process.execPath, [
    SCRIPT,
    '--dir',
    '--output',
    output,
  ]);
  if (code !== 0) throw new Error(`Expected the app to be packed, got exit code ${code}:\n${said}`);
  const packed = path.join(folder, 'Somewhere else', 'Purrceptron für alle');
  await mkdir(path.dirname(packed));
  await rename(packedFolder(output), packed);
  return { packed, said };
}

export interface PackedApp {
  page: Page;
  /** Everything that the app wrote to its standard error. */
  errors: () => string;
  close: () => Promise<void>;
}

/** What Debian's package would install for a packed app: the launcher's entry and what its files are. */
export async function debianFiles(packed: string): Promise<{ entry: string; types: string }> {
  const found = { entry: '', types: '' };
  await build({
    targets: Platform.LINUX.createTarget(['deb']),
    prepackaged: packed,
    publish: 'never',
    // Nothing is packed here, so the hooks have nothing to do.
    config: { directories: { output: path.dirname(packed) }, afterExtract: null, afterPack: null },
    // Called right before fpm; answering true skips it.
    effectiveOptionComputed: async ([given, entryFile]: [string[], string]) => {
      const typesFile = given.find((argument) => argument.includes('=/usr/share/mime/packages/'));
      found.entry = await readFile(entryFile, 'utf8');
      found.types = await readFile(typesFile?.split('=')[0] ?? '', 'utf8');
      return true;
    },
  });
  return found;
}

/**
 * Starts a packed app, with these files to open, and waits for its window. Its fuses forbid what
 * Playwright starts Electron with, so it is driven as a browser is.
 */
export async function startPacked(
  packed: string,
  userData: string,
  { environment = {}, files = [] }: { environment?: Record<string, string>; files?: string[] } = {},
): Promise<PackedApp> {
  const runtime = await ensureRuntime();
  const child = spawn(
    programIn(packed, process.platform),
    [
      ...runtime.launchArguments,
      '--remote-debugging-port=0',
      '--inspect=0',
      `--user-data-dir=${userData}`,
      ...files,
    ],
    {
      env: { ...appEnvironment(runtime), ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let written = '';
  const address = new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(written)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Expected a window, got an exit:\n${written}`)));
  });
  const browser = await chromium.connectOverCDP(await address, { isLocal: true });
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Expected the app to have pages, got none');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  page.setDefaultTimeout(20_000);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  return {
    page,
    errors: () => written,
    close: async () => {
      await browser.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}
