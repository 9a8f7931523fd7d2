/** Numbers, sizes, dates, lists and spans of time, as the window says them. */

import * as m from '../../resources/words/compiled/messages.js';

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
const units = new Intl.ListFormat(LOCALE, { type: 'unit', style: 'narrow' });
function unit(name: string, unitDisplay: 'long' | 'short', maximumSignificantDigits?: number) {
  return new Intl.NumberFormat(LOCALE, {
    style: 'unit',
    unit: name,
    unitDisplay,
    ...(maximumSignificantDigits && { maximumSignificantDigits }),
  });
}
const bytesLong = unit('byte', 'long');
const kilobytes = unit('kilobyte', 'short', 3);
const megabytes = unit('megabyte', 'short', 3);
const seconds = unit('second', 'long');
const minutes = unit('minute', 'long');
const hours = unit('hour', 'long');
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
  if (bytes < 1000) return bytesLong.format(bytes);
  if (bytes < 1_000_000) return kilobytes.format(bytes / 1000);
  return megabytes.format(bytes / 1_000_000);
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
  if (share < 1 && share >= 0.9995) return m.ui_over({ share: tenthPercent.format(0.999) });
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
  if (milliseconds < 10 * SECOND) return m.ui_left_few_seconds();
  return m.ui_left({ time: roughly(milliseconds) });
}

function roughly(milliseconds: number): string {
  if (milliseconds < 55 * SECOND) return seconds.format(Math.round(milliseconds / 5000) * 5);
  if (milliseconds < 55 * MINUTE) return minutes.format(Math.round(milliseconds / MINUTE));
  return hours.format(Math.round(milliseconds / HOUR));
}

/** "0.8 seconds", "2 minutes 5 seconds", "1 hour 3 minutes". */
export function duration(milliseconds: number): string {
  if (milliseconds < 10 * SECOND) return seconds.format(Math.round(milliseconds / 100) / 10);
  const total = Math.round(milliseconds / SECOND);
  if (total < 60) return seconds.format(total);
  const wholeMinutes = Math.floor(total / 60);
  if (wholeMinutes < 60) return inUnits(minutes.format(wholeMinutes), total % 60, seconds);
  return inUnits(hours.format(Math.floor(wholeMinutes / 60)), wholeMinutes % 60, minutes);
}

function inUnits(words: string, rest: number, smaller: Intl.NumberFormat): string {
  return rest === 0 ? words : units.format([words, smaller.format(rest)]);
}

/** "3 minutes ago", "yesterday". */
export function timeAgo(then: number, now: number): string {
  const passed = Math.max(0, now - then);
  if (passed < MINUTE) return m.ui_just_now();
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
