/* Days of the calendar, as 2021-05-29. */

export function two(n) { return (n < 10 ? "0" : "") + n; }

export function later(from, n) { return new Date(Date.parse(from) + n * 864e5).toISOString().slice(0, 10); }

// 2021-05-29, or nothing where the calendar has no such day.
export function day(year, month, date) {
  var found = new Date(Date.UTC(year, month - 1, date));
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === date && month ? year + "-" + two(month) + "-" + two(date) : "";
}
