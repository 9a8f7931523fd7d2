import { expect, it } from 'vitest';
import { gnuHash } from '../../../scripts/isolate-sharp/gnu-hash.ts';
import { sysvHash } from '../../../scripts/isolate-sharp/sysv-hash.ts';

// The published examples of both functions (flapenguin.me, “ELF: better symbol lookup via DT_GNU_HASH”).
it.each([
  ['', 0x00001505, 0x00000000],
  ['printf', 0x156b2bb8, 0x077905a6],
  ['exit', 0x7c967e3f, 0x0006cf04],
  ['syscall', 0xbac212a0, 0x0b09985c],
  ['flapenguin.me', 0x8ae9f18e, 0x03987915],
])('hashes “%s” as linkers do', (name, gnu, sysv) => {
  expect(gnuHash(name)).toBe(gnu);
  expect(sysvHash(name)).toBe(sysv);
});
