// Which system and processor a program or library is for, by its first bytes: ELF on Linux, Mach-O
// on macOS, PE on Windows.

export interface Target {
  /** As in `process.platform`; `linuxmusl` for Linux with musl. */
  platform: string;
  /** As in `process.arch`. */
  processor: string;
}

const ELF_MACHINES = new Map([
  [3, 'ia32'],
  [40, 'arm'],
  [62, 'x64'],
  [183, 'arm64'],
]);
const MACH_MACHINES = new Map([
  [0x01000007, 'x64'],
  [0x0100000c, 'arm64'],
]);
const PE_MACHINES = new Map([
  [0x014c, 'ia32'],
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

function named(machines: Map<number, string>, machine: number): string {
  return machines.get(machine) ?? `machine ${machine}`;
}

const MUSL_LIBRARY = 'libc.musl-';

function elfKind(bytes: Buffer): Target {
  return {
    platform: bytes.includes(MUSL_LIBRARY) ? 'linuxmusl' : 'linux',
    processor: named(ELF_MACHINES, bytes.readUInt16LE(18)),
  };
}

function peKind(bytes: Buffer): Target | null {
  const header = bytes.length < 64 ? bytes.length : bytes.readUInt32LE(60);
  if (header + 6 > bytes.length || bytes.toString('latin1', header, header + 4) !== 'PE\0\0') {
    return null;
  }
  return { platform: 'win32', processor: named(PE_MACHINES, bytes.readUInt16LE(header + 4)) };
}

/** What the bytes of a file are a program or library for; null for everything else. */
export function programKind(bytes: Buffer): Target | null {
  if (bytes.length < 20) return null;
  const magic = bytes.readUInt32BE(0);
  if (magic === 0x7f454c46) return elfKind(bytes);
  if (magic === 0xcffaedfe) {
    return { platform: 'darwin', processor: named(MACH_MACHINES, bytes.readUInt32LE(4)) };
  }
  // Java's classes begin so as well; a program for several processors has few of them.
  if (magic === 0xcafebabe && bytes.readUInt32BE(4) < 20) {
    return { platform: 'darwin', processor: 'universal' };
  }
  return bytes.toString('latin1', 0, 2) === 'MZ' ? peKind(bytes) : null;
}
