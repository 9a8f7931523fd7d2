const LENGTH = 624;
const SHIFT = 397;

/** The state of MT19937. */
export interface MersenneTwisterState {
  /** 624 words. */
  key: Uint32Array;
  /** The next word to give out, 0 to 624. */
  position: number;
}

/** The next 32 bits; moves `state` on. */
export function nextUint32(state: MersenneTwisterState): number {
  if (state.position === LENGTH) {
    regenerate(state.key);
    state.position = 0;
  }
  let y = state.key[state.position++];
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
}

/** The state after `init_genrand(seed)`. @throws RangeError unless `seed` is whole, 0 to 2³²−1. */
export function seedMersenneTwister(seed: number): MersenneTwisterState {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`Expected a seed from 0 to 4294967295, got ${seed}`);
  }
  const key = new Uint32Array(LENGTH);
  key[0] = seed;
  for (let i = 1; i < LENGTH; i++) {
    const previous = key[i - 1];
    key[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  return { key, position: LENGTH };
}

/** An own copy. @throws RangeError when it is not the state of a Mersenne Twister. */
export function copyMersenneTwister({ key, position }: MersenneTwisterState): MersenneTwisterState {
  if (key.length !== LENGTH || !Number.isInteger(position) || position < 0 || position > LENGTH) {
    throw new RangeError(
      `Expected ${LENGTH} words and a position from 0 to ${LENGTH}, got ${key.length} words at ${position}`,
    );
  }
  return { key: key.slice(), position };
}

function regenerate(key: Uint32Array): void {
  for (let i = 0; i < LENGTH; i++) {
    const y = (key[i] & 0x80000000) | (key[(i + 1) % LENGTH] & 0x7fffffff);
    key[i] = key[(i + SHIFT) % LENGTH] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}
