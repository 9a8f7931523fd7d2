import { readFileSync, readdirSync } from 'node:fs';

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function parentOf(processId: string): number {
  // The name in parentheses may hold spaces and parentheses of its own.
  const afterName = read(`/proc/${processId}/stat`)?.split(') ').at(-1);
  return Number(afterName?.split(' ')[1] ?? 0);
}

/** The process and its descendants. */
function familyOf(processId: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), parent: parentOf(name) }));
  const family = [processId];
  for (const member of family) {
    family.push(...all.filter(({ parent }) => parent === member).map(({ id }) => id));
  }
  return family;
}

/**
 * Megabytes that a process and its descendants occupy, where pages shared by several count in
 * proportion (PSS). Null except on Linux, the only system that reports it.
 */
export function memoryOf(processId: number): number | null {
  if (process.platform !== 'linux') return null;
  const kilobytes = familyOf(processId).map((id) => {
    const found = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${id}/smaps_rollup`) ?? '');
    return Number(found?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}
