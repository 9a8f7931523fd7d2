import { copyMersenneTwister, nextUint32, seedMersenneTwister } from './mersenne-twister.ts';
import type { MersenneTwisterState } from './mersenne-twister.ts';

/** Everything that decides the generator's next values; save it to continue a run later. */
export interface NumpyRandomState extends MersenneTwisterState {
  /** The second value of the last Gaussian pair, not given out yet. */
  cachedGaussian: number | null;
}

/** Draws what `np.random.…` draws after `np.random.seed(seed)`. */
export interface NumpyRandom {
  /** Uniform in [0, 1), 53 bits: `np.random.rand()`. */
  rand(): number;
  /** Standard normal: `np.random.randn()`, to about 1e-15 relative (the last bit of log differs). */
  randn(): number;
  /** Whole number in [low, high): `np.random.randint(low, high)`. @throws RangeError unless low < high. */
  randint(low: number, high: number): number;
  /** 0 to n−1 in random order: `np.random.permutation(n)`. @throws RangeError unless n is whole, from 0. */
  permutation(n: number): Uint32Array;
  /** A copy of the state, for `numpyRandom(state)`. */
  state(): NumpyRandomState;
}

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
  const isSeed = typeof seed === 'number';
  const twister = isSeed ? seedMersenneTwister(seed) : copyMersenneTwister(seed);
  let cachedGaussian = isSeed ? null : seed.cachedGaussian;
  return {
    rand: () => uniform(twister),
    randn() {
      if (cachedGaussian !== null) {
        const value = cachedGaussian;
        cachedGaussian = null;
        return value;
      }
      const [first, second] = gaussianPair(twister);
      cachedGaussian = second;
      return first;
    },
    randint(low, high) {
      if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high - low) || high <= low) {
        throw new RangeError(`Expected whole numbers low < high, got ${low} and ${high}`);
      }
      return low + bounded(twister, high - low - 1);
    },
    permutation: (n) => permute(twister, n),
    state: () => ({ ...copyMersenneTwister(twister), cachedGaussian }),
  };
}

function uniform(twister: MersenneTwisterState): number {
  const high = nextUint32(twister) >>> 5;
  const low = nextUint32(twister) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

function gaussianPair(twister: MersenneTwisterState): [number, number] {
  let x: number, y: number, squaredRadius: number;
  do {
    x = 2 * uniform(twister) - 1;
    y = 2 * uniform(twister) - 1;
    squaredRadius = x * x + y * y;
  } while (squaredRadius >= 1 || squaredRadius === 0);
  const factor = Math.sqrt((-2 * Math.log(squaredRadius)) / squaredRadius);
  return [factor * y, factor * x];
}

/** A whole number from 0 to `largest`, both included. */
function bounded(twister: MersenneTwisterState, largest: number): number {
  if (largest === 0) return 0;
  const largestHigh = Math.floor(largest / 2 ** 32);
  const mask = maskOver(largestHigh || largest);
  for (;;) {
    const masked = (nextUint32(twister) & mask) >>> 0;
    // Past 2^53 a rejected value may be rounded, never one that is taken.
    const value = largestHigh === 0 ? masked : masked * 2 ** 32 + nextUint32(twister);
    if (value <= largest) return value;
  }
}

function permute(twister: MersenneTwisterState, n: number): Uint32Array {
  if (!Number.isInteger(n) || n < 0 || n > 2 ** 32) {
    throw new RangeError(`Expected a whole number of items from 0, got ${n}`);
  }
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = bounded(twister, i);
    const held = order[i];
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

/** The smallest 2ⁿ−1 that is at least `value`, which is at least 1. */
function maskOver(value: number): number {
  return 0xffffffff >>> Math.clz32(value);
}
