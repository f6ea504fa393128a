/* Days of the Chinese calendar, as browsers know it: 农历五月初五. */

var calendar = null;
try {
  calendar = new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", day: "numeric", timeZone: "UTC" });
  if (calendar.resolvedOptions().calendar !== "chinese") calendar = null;
} catch (error) { calendar = null; }

// 2021-06-14 of 2021, 5 and 5; of a month that comes twice the first; nothing where the browser has no such calendar.
export function ofMoon(year, month, date) {
  var from = Date.UTC(year, 0, 18) + Math.floor(29.53 * (month - 1) + date) * 864e5, want = month + "/" + date;
  for (var n = 0; calendar && n < 66; n++) if (calendar.format(from + n * 864e5) === want) return new Date(from + n * 864e5).toISOString().slice(0, 10);
  return "";
}
