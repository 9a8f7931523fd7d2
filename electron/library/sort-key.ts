/**
 * A text whose plain byte order is the order people expect of paths: `img2` before `IMG10`, `é` with
 * `e`, and a folder's photos together.
 */
export function sortKey(relativePath: string): string {
  return (
    relativePath
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(12, '0'))
      // Lower than any character in a name, so that “a b/…” does not come between “a/1” and “a/2”.
      .replaceAll('/', '\u0001')
  );
}
