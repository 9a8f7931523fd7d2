import { createHash } from 'node:crypto';
import { FIRST_KEEN_EYE, KEEN_EYE } from '../../electron/imaging/recipe.ts';
import type { BuiltInEye } from '../../electron/imaging/recipe.ts';
import { makeFirstKeen } from './make-first-keen.ts';
import { makeKeen } from './make-keen.ts';

interface BuiltInNetwork {
  eye: BuiltInEye;
  /** @throws Error where the file is not the one that the eye is known by. */
  make: (packages: string) => Promise<Uint8Array>;
}

function known(eye: BuiltInEye, make: (packages: string) => Promise<Uint8Array>): BuiltInNetwork {
  return {
    eye,
    make: async (packages) => {
      const made = await make(packages);
      const hash = createHash('sha256').update(made).digest('hex');
      if (hash === eye.contentHash) return made;
      throw new Error(
        `Expected the network of ${eye.id} with SHA-256 ${eye.contentHash}, got ${hash}`,
      );
    },
  };
}

/** The networks that the app is built with. */
export const networks: readonly BuiltInNetwork[] = [
  known(KEEN_EYE, makeKeen),
  known(FIRST_KEEN_EYE, makeFirstKeen),
];
