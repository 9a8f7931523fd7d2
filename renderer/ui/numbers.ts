/** Numbers, counts and spans of time in the words of the window, which are English. */

const LOCALE = 'en';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const wholePercent = new Intl.NumberFormat(LOCALE, { style: 'percent' });
const tenthPercent = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const significant = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const plainDecimal = new Intl.NumberFormat(LOCALE, {
  useGrouping: false,
  maximumSignificantDigits: 12,
});
const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const longDate = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'short' });

/** 1,234 */
export function wholeNumber(value: number): string {
  return whole.format(value);
}

/** Three significant digits: 0.693, 12.3. */
export function shortNumber(value: number): string {
  return significant.format(value);
}

/** "870 bytes", "12 kB", "4.02 MB": in thousands, as download pages and file managers count. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte');
  if (bytes < 1_000_000) return `${shortNumber(bytes / 1000)} kB`;
  return `${shortNumber(bytes / 1_000_000)} MB`;
}

/** A number as a person would type it into a field: 0.0075, 2500. */
export function typedNumber(value: number): string {
  return plainDecimal.format(value);
}

/** 0.85 → "85%". */
export function percent(share: number): string {
  return wholePercent.format(share);
}

/** 0.9312 → "93.1%"; what is not quite certain never reads as 100%. */
export function finePercent(share: number): string {
  if (share < 1 && share >= 0.9995) return `over ${tenthPercent.format(0.999)}`;
  return tenthPercent.format(share);
}

// What a library's kinds are called at first. Other names may be somebody's, and stay as written.
const COMMON_NOUNS = new Set(['Cat', 'Dog']);

/** A kind's name inside a sentence: "Cat" → "cat", "Minka" → "Minka". */
export function noun(name: string): string {
  return COMMON_NOUNS.has(name) ? name.toLowerCase() : name;
}

/** "cat" → "cats", "puppy" → "puppies"; a name of several words is left as it is. */
export function plural(kind: string): string {
  const name = noun(kind);
  if (/\s/.test(name) || /\d$/.test(name)) return name;
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/i.test(name)) return /s$/i.test(name) ? name : `${name}es`;
  return `${name}s`;
}

/** "1 cat", "12 cats". */
export function countOf(count: number, one: string, many = plural(one)): string {
  return `${wholeNumber(count)} ${count === 1 ? noun(one) : many}`;
}

/** "a, b, and c" */
export function inWords(parts: string[]): string {
  return list.format(parts);
}

/** "about 2 minutes left", coarse enough not to flicker. */
export function timeLeft(milliseconds: number): string {
  if (milliseconds < 10 * SECOND) return 'a few seconds left';
  if (milliseconds < 55 * SECOND) {
    return `about ${Math.round(milliseconds / (5 * SECOND)) * 5} seconds left`;
  }
  if (milliseconds < 55 * MINUTE) {
    return `about ${countOf(Math.round(milliseconds / MINUTE), 'minute')} left`;
  }
  return `about ${countOf(Math.round(milliseconds / HOUR), 'hour')} left`;
}

/** "0.8 seconds", "2 minutes 5 seconds", "1 hour 3 minutes". */
export function duration(milliseconds: number): string {
  if (milliseconds < 10 * SECOND) {
    const seconds = Math.round(milliseconds / 100) / 10;
    return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  }
  const seconds = Math.round(milliseconds / SECOND);
  if (seconds < 60) return countOf(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return withRest(countOf(minutes, 'minute'), seconds % 60, 'second');
  return withRest(countOf(Math.floor(minutes / 60), 'hour'), minutes % 60, 'minute');
}

function withRest(words: string, rest: number, unit: string): string {
  return rest === 0 ? words : `${words} ${countOf(rest, unit)}`;
}

/** "3 minutes ago", "yesterday". */
export function timeAgo(then: number, now: number): string {
  const passed = Math.max(0, now - then);
  if (passed < MINUTE) return 'just now';
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), 'hour');
  if (passed < 30 * DAY) return relative.format(-Math.floor(passed / DAY), 'day');
  if (passed < 365 * DAY) return relative.format(-Math.floor(passed / (30 * DAY)), 'month');
  return relative.format(-Math.floor(passed / (365 * DAY)), 'year');
}

/** The full date and time, for a tooltip. */
export function dateAndTime(milliseconds: number): string {
  return longDate.format(milliseconds);
}
