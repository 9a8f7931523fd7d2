import { describe, expect, it } from 'vitest';
import {
  byteSize,
  countOf,
  duration,
  finePercent,
  inWords,
  plural,
  timeAgo,
  timeLeft,
  typedNumber,
} from '../../../renderer/ui/numbers.ts';

describe('counts in words', () => {
  it('use the plural but for one', () => {
    expect([0, 1, 1234].map((count) => countOf(count, 'cat'))).toEqual([
      '0 cats',
      '1 cat',
      '1,234 cats',
    ]);
  });

  it('know the common plurals and leave names of several words alone', () => {
    expect(
      ['puppy', 'fox', 'fish', 'Cats', 'donkey', 'my cat Minka'].map((one) => plural(one)),
    ).toEqual(['puppies', 'foxes', 'fishes', 'Cats', 'donkeys', 'my cat Minka']);
  });

  it('say cats for the kind that is called Cat, and keep a name as it is written', () => {
    expect([countOf(1, 'Cat'), countOf(2, 'Dog'), countOf(2, 'Minka')]).toEqual([
      '1 cat',
      '2 dogs',
      '2 Minkas',
    ]);
  });

  it('are joined as in speech', () => {
    expect(inWords(['1 cat', '2 dogs'])).toBe('1 cat and 2 dogs');
  });
});

describe('percentages', () => {
  it('never claim certainty that is not there', () => {
    expect(finePercent(0.99999)).toBe('over 99.9%');
    expect(finePercent(1)).toBe('100.0%');
    expect(finePercent(0.9312)).toBe('93.1%');
  });
});

describe('numbers for fields', () => {
  it('can be typed in again as they are', () => {
    for (const value of [0.0075, 2500, 1e-9, 4_294_967_295]) {
      expect(Number(typedNumber(value))).toBe(value);
    }
  });
});

describe('sizes of files', () => {
  it('are told in the unit that keeps them short', () => {
    expect([1, 870, 12_400, 4_030_290, 13_964_571].map(byteSize)).toEqual([
      '1 byte',
      '870 bytes',
      '12.4 kB',
      '4.03 MB',
      '14 MB',
    ]);
  });
});

describe('times in words', () => {
  it('tell roughly what is left', () => {
    expect([900, 33_000, 61_000, 3 * 60_000, 2 * 3_600_000].map(timeLeft)).toEqual([
      'a few seconds left',
      'about 35 seconds left',
      'about 1 minute left',
      'about 3 minutes left',
      'about 2 hours left',
    ]);
  });

  it('tell exactly what was spent', () => {
    expect([840, 1000, 42_000, 125_000, 3_780_000].map(duration)).toEqual([
      '0.8 seconds',
      '1 second',
      '42 seconds',
      '2 minutes 5 seconds',
      '1 hour 3 minutes',
    ]);
  });

  it('tell how long ago', () => {
    const now = Date.UTC(2030, 5, 15, 12);
    const hour = 3_600_000;
    expect([1000, 2 * hour, 24 * hour, 60 * 24 * hour].map((ms) => timeAgo(now - ms, now))).toEqual(
      ['just now', '2 hours ago', 'yesterday', '2 months ago'],
    );
    expect(timeAgo(now + hour, now)).toBe('just now');
  });
});
