import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { parsePictureAddress } from '../jobs/pictures/picture-address.ts';
import type { PictureAddress } from '../jobs/pictures/picture-address.ts';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' thumb:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export const PAGE_ADDRESS = 'app://purrceptron/index.html';

/** Node's URL gives origin `null` for own schemes, so protocol and host are compared. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse?.(address) ?? new URL(address);
  return url.protocol === 'app:' && url.host === 'purrceptron';
}

/** Must run before the app is ready. */
export function declareSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    { scheme: 'thumb', privileges },
  ]);
}

function notFound() {
  return new Response('Not found', { status: 404 });
}

/**
 * The file that an address names below the folder; null for one beyond it.
 *
 * @throws URIError for an address whose escapes mean nothing.
 */
function fileAt(folder: string, address: string): string | null {
  const { host, pathname } = new URL(address);
  const file = path.normalize(path.join(folder, decodeURIComponent(pathname)));
  return host === 'purrceptron' && file.startsWith(folder + path.sep) ? file : null;
}

/** Serves the built page from its folder under a strict content security policy. */
export function servePage(folder: string): void {
  protocol.handle('app', async (request) => {
    try {
      const file = fileAt(folder, request.url);
      if (file === null) return notFound();
      const body = new Uint8Array(await readFile(file));
      return new Response(body, {
        headers: {
          'Content-Type': CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': CONTENT_SECURITY_POLICY,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      return notFound();
    }
  });
}

function pictureType(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  return bytes[0] === 0x89 ? 'image/png' : 'image/webp';
}

/** Serves pictures by `thumb:` addresses; `find` answers null for a photo that cannot be read. */
export function servePictures(find: (address: PictureAddress) => Promise<Uint8Array | null>): void {
  protocol.handle('thumb', async (request) => {
    const address = parsePictureAddress(request.url);
    if (address === null) return notFound();
    try {
      const bytes = await find(address);
      if (bytes === null) return notFound();
      return new Response(new Uint8Array(bytes), {
        // The address carries a version, so a picture never changes behind it.
        headers: { 'Content-Type': pictureType(bytes), 'Cache-Control': 'max-age=31536000' },
      });
    } catch (error) {
      console.error(error);
      return new Response('Failed', { status: 500 });
    }
  });
}
