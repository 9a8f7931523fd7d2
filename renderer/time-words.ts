const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A moment as a person says it: "2 hours ago", "yesterday". Both in milliseconds since 1970. */
export function inWordsAgo(moment: number, now: number): string {
  const passed = Math.max(0, now - moment);
  if (passed < MINUTE) return 'just now';
  if (passed < HOUR) return ago.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < DAY) return ago.format(-Math.floor(passed / HOUR), 'hour');
  if (passed < 30 * DAY) return ago.format(-Math.floor(passed / DAY), 'day');
  return `on ${new Date(moment).toLocaleDateString('en', { dateStyle: 'medium' })}`;
}
