/* Days and hours as people type them; hooks/almanac/parse/dates.py reads the same by the same patterns (`grammar`, which comes with
   submit/rules.json), tests/vectors/ holds both to it. */
import { two } from "./calendar.js";
import { clock as hour } from "./hours.js";
import { digits, small } from "./numbers.js";
import { expression } from "./patterns.js";

var WEEK = "一二三四五六日";

function whole(source, text) { var found = expression("^(?:" + source + ")$", "").exec(text); return found && found.groups; }
function refused(name, right, other) { return { why: { name: name, right: right, other: other || "" } }; }

// {text, end, note}, or {why: {name, right, other}} where it is not understood; hours: whether more than a day may be said;
// day: the day of an hour that stands alone.
export function moment(grammar, text, year, hours, day) {
  var said = read(grammar, text, year, hours, day), right = said.why && said.why.name === "moment" && colons(grammar, text.trim(), year);
  return right ? refused("no colon", right) : said;
}
// The moment that is meant where an hour was typed without its colon, 2021-05-29 0830; nothing if it is none.
function colons(grammar, text, year) {
  var put = text.replace(expression(grammar.colonless, "g"), "$1 $2:$3"), said = put !== text && read(grammar, put, year, true, year + "-05-29");
  if (!said || !said.text || said.text.indexOf(":") < 0) return "";
  return (said.end || "").slice(0, 10) === said.text.slice(0, 10) ? said.text + "-" + said.end.slice(11) : said.text;
}
function read(grammar, text, year, hours, day) {
  var bare = text.split("").map(function (one) { return grammar.letters[one] || one; }).join("").replace(/^[ \n。；;]+|[ \n。；;]+$/g, "");
  var found, alone, i, said;
  if (bare === "待定" || bare === "不详") return { text: bare };
  if (hours && grammar.unset.indexOf(bare) >= 0) return { text: "待定" };
  bare = bare.replace(expression(grammar.printed, ""), "");
  found = whole(grammar.span, bare);
  if (found) return span(grammar, found, year, hours);
  found = hours && month(grammar, bare, year);
  if (found) return found;
  alone = hours && day && bare && whole(grammar.clock, bare);
  if (alone) {
    said = clock(grammar, alone, "", "");
    return said ? { text: day + " " + said } : noHour(grammar, alone.half, day);
  }
  for (i = 0; i < grammar.reasons.length; i++) {
    if (expression("^(?:" + grammar.reasons[i][1] + ")$", "").test(bare)) return refused(grammar.reasons[i][0], year + "-05-29");
  }
  return refused("moment", year + "-05-29");
}

// From – to: both are moments, or the second is a day or an hour of the first; `5.29-8:30` is one moment.
function span(grammar, found, year, hours) {
  var day = date(found, "", year), one, said;
  if (!day || (found.to && !hours)) return refused("moment", year + "-05-29");
  if ((said = doubt(found, "", day))) return said;
  one = found.to && found.to[0] === "-" && !found.hour && !found.half && found.hour2 && !(found.packed2 || found.month2 || found.date2 || found.week2);
  said = clock(grammar, found, one ? "2" : "", "");
  if (said === null) return noHour(grammar, one ? found.half2 : found.half, day);
  if (said && !hours) return refused("moment", day);
  said = day + (said ? " " + said : "");
  return found.to && !one ? until(grammar, found, said) : { text: said };
}
function until(grammar, found, first) {
  var day = first.slice(0, 10), dated = found.packed2 || found.month2, last = day, said, half;
  if (dated) last = date(found, "2", Number(day.slice(0, 4)));
  else if (found.date2 && (found.alone || !found.hour)) { last = day.slice(0, 8) + two(small(found.date2)); dated = true; }
  else if (found.date2) last = "";
  if (!last || !(dated || found.hour2 || found.half2)) return refused("moment", first);
  if ((said = doubt(found, "2", last))) return said;
  half = dated ? "" : grammar.halves[found.half] || "";
  said = clock(grammar, found, "2", half);
  if (said === null) return noHour(grammar, found.half2 || half, last);
  last += said ? " " + said : "";
  if (last.slice(0, 10) < day || (first.indexOf(":") > 0 && last.indexOf(":") > 0 && last < first)) return refused("runs back", first);
  return { text: first, end: last };
}

// Why an hour is none: of the night nobody knows the day; others do not exist.
function noHour(grammar, half, day) { return grammar.halves[half] === "晚上" ? refused("midnight", day + " 23:30") : refused("no day", day + " 08:30"); }

// A day as records write it, in this year where it says none; nothing if it is of another short year.
function date(found, n, year) {
  var packed = found["packed" + n], short = found["short" + n];
  if (packed) return packed.slice(0, 4) + "-" + packed.slice(4, 6) + "-" + packed.slice(6);
  if (short && Number(short) !== year % 100) return "";
  return digits(found["year" + n] || String(year)) + "-" + two(small(found["month" + n])) + "-" + two(small(found["day" + n]));
}

// What refuses a day that may be of the moon's calendar, or that is another day of the week than is said.
function doubt(found, n, day) {
  var moon = found["month" + n] || "1", sun = found["day" + n] || "1", week = found["week" + n] || "";
  if (!/^[0-9]/.test(moon) && !/^[0-9]/.test(sun) && !found["sun" + n]) return refused("lunar or not", day);
  if (!weekday(day)) return refused("no day", day.slice(0, 4) + "-05-29");
  if (fallsOn(day, week)) return null;
  return refused("weekday", day, Number(day.slice(5, 7)) + "月" + Number(day.slice(8)) + "日是星期" + weekday(day));
}
function weekday(day) {   // nothing of a day that does not exist
  var at = new Date(day + "T00:00:00Z");
  return isNaN(at) || at.toISOString().slice(0, 10) !== day ? "" : WEEK[(at.getUTCDay() + 6) % 7];
}

// Whether a day is that day of the week, if one is said.
export function fallsOn(day, week) { return !week || weekday(day) === week.replace("天", "日"); }

// An hour or half a day, which is of the half `before` where it says none; null if there is no such hour.
function clock(grammar, found, n, before) {
  var half = grammar.halves[found["half" + n]] || "";
  if (!found["hour" + n]) return half;
  return hour(half || before, found["hour" + n], found["minute" + n] || found["part" + n]) || null;
}

// A month, and the part of it in words: 5月下旬.
function month(grammar, text, year) {
  var found = whole(grammar.month, text), number = found ? small(found.month) : 0;
  if (number < 1 || number > 12) return null;
  return { text: digits(found.year || String(year)) + "-" + two(number), note: found.third ? number + "月" + found.third : "" };
}
