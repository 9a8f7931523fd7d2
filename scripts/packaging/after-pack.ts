import path from 'node:path';
import { Arch } from 'electron-builder';
import type { AfterPackContext } from 'electron-builder';
import { isolateSharp } from '../isolate-sharp/isolate.ts';
import { foreignFiles, lackingFiles } from './foreign-files.ts';

/**
 * Called by electron-builder when the app is in the new folder. Makes sharp safe there, and refuses a
 * folder that lacks a native file or has one for another system or processor.
 */
export function afterPack(context: AfterPackContext): void {
  const { appOutDir, packager } = context;
  const target = { platform: context.electronPlatformName, processor: Arch[context.arch] };
  const resources = packager.getResourcesDir(appOutDir);

  const modules = path.join(resources, 'app.asar.unpacked', 'node_modules');
  for (const { processor, outcome } of isolateSharp(modules)) {
    if ('reason' in outcome) {
      throw new Error(
        `sharp for Linux ${processor} could not be separated from the system’s GLib: ${outcome.reason}`,
      );
    }
  }

  const name = `${target.platform} ${target.processor}`;
  const lacking = lackingFiles(resources, target);
  if (lacking.length > 0) {
    throw new Error(
      `The app for ${name} lacks ${lacking.join(', ')}. Run “npm ci” on such a computer and build there.`,
    );
  }
  const foreign = foreignFiles(appOutDir, resources, target);
  if (foreign.length > 0) {
    throw new Error(
      `Expected only files for ${name}, got:\n${foreign.map(({ file, reason }) => `${file} (${reason})`).join('\n')}`,
    );
  }
}
