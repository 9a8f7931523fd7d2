import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export interface SizedFile {
  file: string;
  bytes: number;
}

/** The files below a folder, the largest first. */
export function filesBySize(folder: string): SizedFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => ({ file, about: statSync(path.join(folder, file)) }))
    .filter(({ about }) => about.isFile())
    .map(({ file, about }) => ({ file, bytes: about.size }))
    .sort((a, b) => b.bytes - a.bytes);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** One sentence: how large a folder is, and which of its files are the largest. */
export function describeSize(folder: string): string {
  const files = filesBySize(folder);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = files.slice(0, 4).map(({ file, bytes }) => `${file} ${megabytes(bytes)}`);
  return `${megabytes(total)} in ${files.length} files; the largest are ${largest.join(', ')}.`;
}
