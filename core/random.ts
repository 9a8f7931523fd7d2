/** Everything that decides the generator's next values; save it to continue a run later. */
export interface NumpyRandomState {
  /** The 624 words of the Mersenne Twister. */
  key: Uint32Array;
  /** The next word to give out, 0 to 624. */
  position: number;
  /** The second value of the last Gaussian pair, not given out yet. */
  cachedGaussian: number | null;
}

/** Draws what `np.random.…` draws after `np.random.seed(seed)`. */
export interface NumpyRandom {
  /** Uniform in [0, 1), 53 bits: `np.random.rand()`. */
  rand(): number;
  /** Standard normal: `np.random.randn()`, to about 1e-15 relative (the last bit of log differs). */
  randn(): number;
  /** Whole number in [low, high): `np.random.randint(low, high)`. */
  randint(low: number, high: number): number;
  /** 0 to n−1 in random order: `np.random.permutation(n)`. */
  permutation(n: number): Uint32Array;
  /** A copy of the state, for `numpyRandom(state)`. */
  state(): NumpyRandomState;
}

const LENGTH = 624;
const SHIFT = 397;

/**
 * NumPy's legacy generator: MT19937 seeded by init_genrand, doubles of 53 bits, Gaussians by
 * Marsaglia's polar method in pairs, bounded integers by masking and rejection.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister" (1998); NumPy's `RandomState`.
 *
 * @param seed a whole number from 0 to 2³²−1, or a saved state.
 * @throws RangeError for any other seed.
 */
export function numpyRandom(seed: number | NumpyRandomState): NumpyRandom {
  const start = typeof seed === 'number' ? seededState(seed) : seed;
  if (start.key.length !== LENGTH || !(start.position >= 0 && start.position <= LENGTH)) {
    throw new RangeError(
      `Expected a state of ${LENGTH} words at position 0 to ${LENGTH}, got ${start.key.length} words at ${start.position}`,
    );
  }
  const key = start.key.slice();
  let { position, cachedGaussian } = start;

  function nextUint32(): number {
    if (position === LENGTH) {
      regenerate(key);
      position = 0;
    }
    let y = key[position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  function rand(): number {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  function randn(): number {
    if (cachedGaussian !== null) {
      const value = cachedGaussian;
      cachedGaussian = null;
      return value;
    }
    let x: number, y: number, squaredRadius: number;
    do {
      x = 2 * rand() - 1;
      y = 2 * rand() - 1;
      squaredRadius = x * x + y * y;
    } while (squaredRadius >= 1 || squaredRadius === 0);
    const factor = Math.sqrt((-2 * Math.log(squaredRadius)) / squaredRadius);
    cachedGaussian = factor * x;
    return factor * y;
  }

  /** A whole number from 0 to `largest`, both included. */
  function bounded(largest: number): number {
    if (largest === 0) return 0;
    const largestHigh = Math.floor(largest / 2 ** 32);
    if (largestHigh === 0) {
      const mask = maskOver(largest);
      for (;;) {
        const value = (nextUint32() & mask) >>> 0;
        if (value <= largest) return value;
      }
    }
    const mask = maskOver(largestHigh);
    for (;;) {
      const high = (nextUint32() & mask) >>> 0;
      const value = high * 2 ** 32 + nextUint32();
      // Past 2^53 a rejected value may be rounded, never one that is taken.
      if (value <= largest) return value;
    }
  }

  return {
    rand,
    randn,
    randint(low, high) {
      if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high - low) || high <= low) {
        throw new RangeError(`Expected whole numbers low < high, got ${low} and ${high}`);
      }
      return low + bounded(high - low - 1);
    },
    permutation(n) {
      if (!Number.isInteger(n) || n < 0 || n > 2 ** 32) {
        throw new RangeError(`Expected a whole number of items from 0, got ${n}`);
      }
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = bounded(i);
        const held = order[i]!;
        order[i] = order[j]!;
        order[j] = held;
      }
      return order;
    },
    state: () => ({ key: key.slice(), position, cachedGaussian }),
  };
}

function seededState(seed: number): NumpyRandomState {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`Expected a seed from 0 to 4294967295, got ${seed}`);
  }
  const key = new Uint32Array(LENGTH);
  key[0] = seed;
  for (let i = 1; i < LENGTH; i++) {
    const previous = key[i - 1]!;
    key[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  return { key, position: LENGTH, cachedGaussian: null };
}

function regenerate(key: Uint32Array): void {
  for (let i = 0; i < LENGTH; i++) {
    const y = (key[i]! & 0x80000000) | (key[(i + 1) % LENGTH]! & 0x7fffffff);
    key[i] = key[(i + SHIFT) % LENGTH]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}

/** The smallest 2ⁿ−1 that is at least `value`. */
function maskOver(value: number): number {
  return 0xffffffff >>> Math.clz32(value);
}
