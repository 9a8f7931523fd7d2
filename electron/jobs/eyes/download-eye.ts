import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Outcome, Problem } from '../../contract.ts';
import {
  brokenOff,
  cancelled,
  changed,
  diskFull,
  notWritten,
  offline,
  refused,
  unsafe,
} from './download-problems.ts';

/** A file on the internet that must be this one to the last bit. */
export interface PinnedFile {
  name: string;
  licence: string;
  address: string;
  byteSize: number;
  /** SHA-256, lower-case hexadecimal. */
  contentHash: string;
}

/**
 * MobileNetV2 of the ONNX model zoo, where that keeps its files since it left GitHub. Its 1,000 scores
 * for the kinds of ImageNet serve as features; pixels are handed over by the preset `imagenet`.
 */
export const DOWNLOADABLE_EYE: PinnedFile = {
  name: 'MobileNetV2 (ONNX model zoo)',
  licence: 'Apache-2.0',
  address:
    'https://huggingface.co/onnxmodelzoo/mobilenetv2-12/resolve/23a2a25eaaa6fcd61865414c8a1acf13dda66b7a/mobilenetv2-12.onnx',
  byteSize: 13_964_571,
  contentHash: 'c0c3f76d93fa3fd6580652a45618618a220fced18babf65774ed169de0432ad5',
};

export interface DownloadOptions {
  /** Where the file comes to lie; made where it is not there. */
  folder: string;
  signal: AbortSignal;
  /** Told how many bytes are there by now. */
  received: (bytes: number) => void;
  /** Which file; the one that the app knows where not given. */
  file?: PinnedFile;
}

/** Milliseconds without a byte after which a connection counts as broken. */
const PATIENCE = 30_000;

class DownloadFailed extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** What a failure of writing means; what else goes wrong comes from the network. */
function writeProblem({ code = '' }: NodeJS.ErrnoException): Problem {
  return code === 'ENOSPC' || code === 'EDQUOT' ? diskFull : notWritten(code);
}

function isSafe(address: string, first: string): boolean {
  const { protocol } = new URL(address);
  return protocol === 'https:' || protocol === new URL(first).protocol;
}

const MOST_REDIRECTS = 5;

/** Asks for the rest of a file, following redirects by hand so that none leads out of encryption. */
async function ask(first: string, from: number, signal: AbortSignal): Promise<Response> {
  let address = first;
  for (let turn = 0; turn <= MOST_REDIRECTS; turn++) {
    // Packed on the way, the bytes would be others than those of the file.
    const headers = new Headers({ 'accept-encoding': 'identity' });
    if (from > 0) headers.set('range', `bytes=${from}-`);
    const response = await fetch(address, { headers, signal, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    address = new URL(location, address).href;
    if (!isSafe(address, first)) throw new DownloadFailed(unsafe);
  }
  throw new DownloadFailed(refused(310));
}

/** Aborts when told to, and when nothing has come for too long; `came` tells that something has. */
function watch(signal: AbortSignal) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), PATIENCE);
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    came: () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), PATIENCE);
    },
    end: () => clearTimeout(timer),
  };
}

/** The place that a response goes on from: where it was asked to, or the beginning. */
function startOf(response: Response, asked: number): number {
  if (response.status === 200) return 0;
  const [, start] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (response.status === 206 && Number(start) === asked) return asked;
  throw new DownloadFailed(refused(response.status));
}

async function writeBody(
  body: ReadableStream<Uint8Array>,
  part: FileHandle,
  start: number,
  { file, received }: { file: PinnedFile; received: (bytes: number) => void },
  came: () => void,
): Promise<void> {
  let at = start;
  received(at);
  for await (const piece of body) {
    came();
    // A server that never ends must not fill the disk.
    if (at + piece.length > file.byteSize) throw new DownloadFailed(changed);
    await part.write(piece, 0, piece.length, at).catch((error: unknown) => {
      throw new DownloadFailed(writeProblem(error as NodeJS.ErrnoException));
    });
    at += piece.length;
    received(at);
  }
  if (at < file.byteSize) throw new DownloadFailed(brokenOff);
}

/** Fetches what is missing of the part. */
async function fetchRest(
  partFile: string,
  wanted: { file: PinnedFile; received: (bytes: number) => void },
  signal: AbortSignal,
): Promise<void> {
  const { file } = wanted;
  const there = await sizeOf(partFile);
  if (there === file.byteSize) return;
  const from = there > file.byteSize ? 0 : there;
  const watched = watch(signal);
  let answered = false;
  try {
    const response = await ask(file.address, from, watched.signal);
    answered = true;
    const start = startOf(response, from);
    if (response.body === null) throw new DownloadFailed(refused(response.status));
    const part = await open(partFile, start === 0 ? 'w' : 'r+').catch((error: unknown) => {
      throw new DownloadFailed(writeProblem(error as NodeJS.ErrnoException));
    });
    try {
      await writeBody(response.body, part, start, wanted, watched.came);
    } finally {
      await part.close();
    }
  } catch (error) {
    if (error instanceof DownloadFailed) throw error;
    throw new DownloadFailed(answered ? brokenOff : offline);
  } finally {
    watched.end();
  }
}

/**
 * Fetches the file, or what is missing of it since the last time, and gives it out only when it is the
 * pinned one to the last bit. This is the only place where the app asks anything of the internet, and
 * only when it is told to.
 */
export async function downloadEye(options: DownloadOptions): Promise<Outcome<{ file: string }>> {
  const { folder, signal, received, file = DOWNLOADABLE_EYE } = options;
  const whole = path.join(folder, `${file.contentHash}.fetched.onnx`);
  const part = `${whole}.part`;
  try {
    await mkdir(folder, { recursive: true });
    if ((await sizeOf(whole)) === file.byteSize) await rename(whole, part);
    await fetchRest(part, { file, received }, signal);
    if ((await hashOf(part)) !== file.contentHash) {
      await rm(part, { force: true });
      throw new DownloadFailed(changed);
    }
    await rename(part, whole);
    return { ok: true, value: { file: whole } };
  } catch (error) {
    if (signal.aborted) return { ok: false, problem: cancelled };
    if (error instanceof DownloadFailed) {
      if (error.problem === changed) await rm(part, { force: true });
      return { ok: false, problem: error.problem };
    }
    return { ok: false, problem: writeProblem(error as NodeJS.ErrnoException) };
  }
}
