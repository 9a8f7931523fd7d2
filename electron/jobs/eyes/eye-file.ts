import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../contract.ts';
import { MOST_NETWORK_MEGABYTES, NETWORK_ENDING } from '../../contract/limits.ts';
import { ProblemError } from '../problem-error.ts';

/** Where networks that are eyes are kept. */
export function eyesFolder(userDataFolder: string): string {
  return path.join(userDataFolder, 'eyes');
}

/** Where the copy of a network with these bytes is kept. */
export function eyeFile(userDataFolder: string, contentHash: string): string {
  return path.join(eyesFolder(userDataFolder), `${contentHash}.onnx`);
}

/** @throws ProblemError unless the path is that of an ONNX file of a size that can be taken. */
export async function refuseOtherFiles(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  const fileName = path.basename(file);
  if (found === null) {
    throw new ProblemError({ code: 'network-file-missing', parameters: { fileName } });
  }
  if (!found.isFile() || path.extname(file).toLowerCase() !== `.${NETWORK_ENDING}`) {
    throw new ProblemError({ code: 'not-onnx', parameters: { fileName } });
  }
  const megabytes = MOST_NETWORK_MEGABYTES;
  if (found.size > megabytes * 1024 ** 2) {
    throw new ProblemError({ code: 'eye-too-large', parameters: { fileName, megabytes } });
  }
}

/** A copy beside the others that does not count yet: `keep` gives it its name, `discard` takes it away. */
export interface CopiedEye {
  file: string;
  keep: () => Promise<void>;
  discard: () => Promise<void>;
}

/** Copies a network to where eyes are kept, and makes sure that it is still the one with this hash. */
export async function copyEye(
  userDataFolder: string,
  source: string,
  contentHash: string,
): Promise<CopiedEye> {
  const kept = eyeFile(userDataFolder, contentHash);
  const file = `${kept.slice(0, -'.onnx'.length)}.${randomUUID()}.unfinished.onnx`;
  const discard = () => rm(file, { force: true });
  await mkdir(path.dirname(kept), { recursive: true });
  try {
    const copiedHash = await copyAndHash(source, file);
    if (copiedHash !== contentHash) throw new ProblemError(changedMeanwhile);
  } catch (error) {
    await discard();
    throw error;
  }
  return { file, keep: () => rename(file, kept), discard };
}

async function copyAndHash(source: string, target: string): Promise<string> {
  const hash = createHash('sha256');
  const copy = await open(target, 'wx');
  try {
    for await (const piece of createReadStream(source)) {
      hash.update(piece as Buffer);
      await copy.write(piece as Buffer);
    }
    await copy.sync();
  } finally {
    await copy.close();
  }
  return hash.digest('hex');
}

const changedMeanwhile: Problem = { code: 'network-file-changed', parameters: {} };
