/** Bytes in one message at most: carrying a megabyte and a half can keep the window waiting for 50 ms. */
const MOST_BYTES = 512 * 1024;

/** Cuts a list whose entries take so many bytes each into parts that fit into one message, or are one entry. */
export function inMessages<Entry>(entries: Entry[], bytesEach: number): Entry[][] {
  const count = Math.max(1, Math.floor(MOST_BYTES / Math.max(1, bytesEach)));
  const parts = Math.ceil(entries.length / count);
  return Array.from({ length: parts }, (_, part) =>
    entries.slice(part * count, (part + 1) * count),
  );
}
