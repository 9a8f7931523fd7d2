import type { PhotoStatus, PhotoStatusCode } from '../contract.ts';

/** Photo status as it stands in the database and in `PhotoColumns.statuses`. */
export const statusCodes: PhotoStatusCode = { found: 0, ready: 1, failed: 2, missing: 3 };

export const statusNames: readonly PhotoStatus[] = ['found', 'ready', 'failed', 'missing'];
