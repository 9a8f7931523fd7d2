import { describe, expect, test } from 'vitest';
import { TimeLeft } from '../../../electron/tasks/time-left.ts';

function after(begin: number, readings: [at: number, done: number][]): TimeLeft {
  const timeLeft = new TimeLeft();
  timeLeft.begin(begin, 0);
  for (const [at, done] of readings) timeLeft.record(at, done);
  return timeLeft;
}

describe('the time that is left', () => {
  test('is the rest at the speed so far', () => {
    const timeLeft = after(500, [
      [1500, 10],
      [2500, 20],
    ]);
    expect(timeLeft.until(50)).toBe(3000);
    expect(timeLeft.until(20)).toBe(0);
  });

  test('is not known before a second of work, of an unknown total, or while nothing goes on', () => {
    expect(after(0, [[999, 10]]).until(100)).toBeNull();
    expect(after(0, [[5000, 10]]).until(null)).toBeNull();
    expect(after(0, [[5000, 0]]).until(100)).toBeNull();
    expect(new TimeLeft().until(100)).toBeNull();
  });

  test('follows the speed of the last ten seconds', () => {
    const fast = Array.from({ length: 20 }, (_, i): [number, number] => [
      1000 * (i + 1),
      100 * (i + 1),
    ]);
    const slow = Array.from({ length: 20 }, (_, i): [number, number] => [
      20_000 + 1000 * (i + 1),
      2000 + (i + 1),
    ]);
    const timeLeft = after(0, [...fast, ...slow]);
    // One a second by now, where the whole run would say fifty.
    expect(timeLeft.until(2120)).toBe(100_000);
  });

  test('forgets the speed when another count begins', () => {
    const timeLeft = after(0, [[5000, 5000]]);
    timeLeft.begin(5000, 0);
    timeLeft.record(7000, 1);
    expect(timeLeft.until(11)).toBe(20_000);
  });

  test('does not count what is more than was expected against anybody', () => {
    expect(after(0, [[2000, 30]]).until(20)).toBe(0);
  });
});
