/**
 * The paths that a person gave: dropped or pasted into the window, which the preload script tells, for the page
 * itself cannot. A page in wrong hands must not name any file on the disk.
 */
export class GivenPaths {
  readonly #given = new Set<string>();

  add(path: string): void {
    this.#given.add(path);
  }

  /** @throws Error for a payload that names a path which nobody gave. */
  require(payload: unknown): void {
    for (const path of pathsIn(payload)) {
      if (typeof path !== 'string' || !this.#given.has(path)) {
        throw new Error(`Expected a path that a person gave, got ${String(path)}`);
      }
    }
  }
}

/** Every payload that names files has them in `path` or `paths`. */
function pathsIn(payload: unknown): unknown[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const { path = null, paths = null } = payload as { path?: unknown; paths?: unknown };
  return [path, ...(Array.isArray(paths) ? (paths as unknown[]) : [])].filter(
    (one) => one !== null,
  );
}
