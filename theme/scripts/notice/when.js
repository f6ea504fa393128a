/* When an activity begins and ends, as a notice says it. */
import { small } from "../reading/numbers.js";
import { day, later, two } from "../reading/calendar.js";
import { fallsOn, moment as written } from "../reading/dates.js";
import { clock } from "../reading/hours.js";
import { each } from "./finding.js";
import { expression } from "../reading/patterns.js";
import { likeliest, points } from "./evidence.js";
import { item, spanned } from "./text.js";
import { trimmed } from "./words.js";

var EARLIEST = "07:00";   // an hour before it, of which nobody says whether it is of the morning, may be one after noon
var FAR_AHEAD = 300;   // nobody tells of a day so many days ahead: it is that of the year before

// When it begins and ends, and the words of a time that is not exact.
export function times(page) {
  var rules = page.rules, first = line(page);
  if (!first.length) first = likely(page);
  first = closes(page, sole(page, opens(page, hours(page, halved(page, first)))));
  var found = first.slice();
  if (first.length === 1 && first[0].field === "开始") rules.lastDay.forEach(function (source) {
    each(source, page.seen).some(function (one) {
      var date = day(rules.year, small(one.groups.month), small(one.groups.day));
      return date && found.push(spanned("结束", date, one));
    });
  });
  if (first.some(function (one) { return one.field === "时间说明"; })) return found;
  return found.concat(whenWords(page, rules.whenWords.concat(first.length ? [] : [rules.vague])));
}

// The times of a plan: one that says only the month has no day yet.
export function undetermined(found) {
  function of(field) { return found.filter(function (one) { return one.field === field; })[0]; }
  var start = of("开始"), said = of("时间说明");
  if (!start || !/^[0-9]{4}-[0-9]{2}$/.test(start.value)) return found;
  return [item("开始", "待定", start.start, start.end), item("时间说明", said ? said.value : Number(start.value.slice(5)) + "月", start.start, start.end)];
}

// A day, or a first and a last one, whose hours are said in another place: 比赛从晚上7点持续到9点半.
function hours(page, first) {
  if (!first.length || first[0].field !== "开始") return first;
  var until = first.length > 1 && first[1].field === "结束" ? first[1].value : first[0].value.slice(0, 10);
  if (until.length !== 10) return first;
  var date = first[0].value.slice(0, 10), half = first[0].value.slice(11), halves = page.rules.halves;
  var all = date.length === 10 && half.indexOf(":") < 0 ? each(page.rules.hours, page.seen) : [];
  if (all.length !== 1) return first;
  var said = all[0].groups, begins = halves[said.half] || (said.half ? "" : half), starts = clock(begins, said.hour, said.minute || said.part);
  var ends = clock(halves[said.half2] || (said.half2 ? "" : begins), said.hour2, said.minute2 || said.part2);
  if (!starts || !(ends > starts)) return first;
  return [item("开始", date + " " + starts, first[0].start, first[0].end), spanned("结束", until + " " + ends, all[0])];
}

function begin(first) { return first.length && first[0].field === "开始" ? first[0].value.split(" ") : [""]; }
// A day whose half is said in another sentence, the only one of the text: 当天下午.
function halved(page, first) {
  var parts = begin(first), halves = page.rules.halves, found = each(page.rules.halfSaid, page.seen).map(function (one) { return halves[one.groups.half]; });
  var other = found.some(function (one) { return one !== found[0]; }) || Object.keys(halves).some(function (word) { return halves[word] !== found[0] && page.seen.indexOf(halves[word]) >= 0; });
  return first.length !== 1 || parts[0].length !== 10 || parts[1] || !found.length || other ? first : [item(first[0].field, parts[0] + " " + found[0], first[0].start, first[0].end)];
}
// A day whose first hour is said in another clause: 晚上7点开演.
function opens(page, first) {
  var parts = begin(first), half = parts[1] || "", all = page.rules.opens.reduce(function (some, source) { return some.concat(each(source, page.seen)); }, []);
  if (parts[0].length !== 10 || half.indexOf(":") >= 0 || all.length !== 1) return first;
  var said = all[0].groups, part = page.rules.halves[said.half] || half, from = clock(part, said.hour, said.minute || said.part);
  return from && (part || from > EARLIEST) ? [item(first[0].field, parts[0] + " " + from, first[0].start, first[0].end)].concat(first.slice(1)) : first;
}
// A day with the only hour that the text says, in whatever clause.
function sole(page, first) {
  var parts = begin(first), half = parts[1] || "", found = each(page.rules.sole, page.seen).filter(function (one) { return one.groups.half || one.groups.minute; });
  if (first.length !== 1 || parts[0].length !== 10 || half.indexOf(":") >= 0 || found.length !== 1) return first;
  var groups = found[0].groups, halves = page.rules.halves, said = groups.half ? halves[groups.half] || half : half;
  if (!half && Object.keys(halves).some(function (word) { return halves[word] !== said && page.seen.indexOf(halves[word]) >= 0; })) return first;   // 上午咨询，下午两点慰问
  var from = clock(said, groups.hour, groups.minute || groups.part);
  return !from || (half && said !== half) || (!said && from < EARLIEST) ? first : [item(first[0].field, parts[0] + " " + from, first[0].start, first[0].end)];
}
// The last hour, said in another clause than the first: 讲到九点一刻才散.
function closes(page, first) {
  var parts = begin(first.length === 1 ? first : []), from = parts[1] || "", all = each(page.rules.closes, page.seen);
  if (from.indexOf(":") < 0 || all.length !== 1) return first;
  var said = all[0].groups;
  var ends = [page.rules.halves[said.half] || "", "下午"].map(function (half) { return clock(half, said.hour, said.minute || said.part); });
  var end = ends.filter(function (one) { return one > from; })[0];
  return end ? first.concat(spanned("结束", parts[0] + " " + end, all[0])) : first;
}

// What a line says that names the time, read as a cell is; in doubt it is left open, in its own words.
function line(page) {
  var found = each(page.rules.whenLine, page.seen), i, said, start, parts, end;
  for (i = 0; i < found.length; i++) {
    end = found[i].index + found[i][0].length; start = end - found[i].groups.said.length;
    said = written(page.rules.reading, found[i].groups.said, Number(page.rules.year), true, "");
    if (said.text && (said.text.length >= 10 || said.text === "待定" || said.text === "不详")) {
      parts = [["开始", said.text], ["结束", said.end], ["时间说明", said.note]].filter(function (one) { return one[1]; });
      return parts.map(function (one) { return item(one[0], one[1], start, end); });
    }
    if (said.why && page.rules.doubtful.indexOf(said.why.name) >= 0) return open(page, start, end);
  }
  return [];
}

// A time that is left open, in the words of the text.
function open(page, start, end) {
  var label = expression("^(?:" + page.rules.whenLabel + ")", "").exec(page.seen.slice(start, end));
  var one = trimmed(page, "时间说明", start + (label ? label[0].length : 0), end);
  return one ? [one] : [];
}

// The moment that more is said for than for any other day, among all that the text writes; the first has that for it, and one that is said again.
function likely(page) {
  var rules = page.rules, found = [], earliest = page.seen.length;
  (writtenOn(page) ? rules.dates.concat(rules.near) : rules.dates).forEach(function (source) {
    each(source, page.seen).forEach(function (one) {
      var lead = (one.groups.lead || "").length, start = one.index + lead, end = one.index + one[0].length, apart = found.every(function (other) { return end <= other.start || start >= other.end; });
      var said = apart ? moment(page, { 0: one[0].slice(lead), index: start, groups: one.groups }) : [];
      if (said.length) found.push({ points: points(rules.daySigns, page.seen, start, end), said: said, start: start, end: end });
    });
  });
  found.forEach(function (one) { earliest = Math.min(earliest, one.start); });
  found.forEach(function (one) {
    var again = found.some(function (other) { return other !== one && other.said[0].value.slice(0, 10) === one.said[0].value.slice(0, 10); });
    one.points += (one.start === earliest ? 1 : 0) + (again ? 1 : 0);
  });
  return likeliest(found);
}
// What is written there, if it is in the calendar.
function moment(page, found) {
  var rules = page.rules, said = found.groups, year = Number(said.year || rules.year), month = said.month ? small(said.month.replace("元", "1")) : 0;
  if ("third" in said) {
    var first = [spanned("开始", year + "-" + two(month), found)];
    if (month < 1 || month > 12) return [];
    return said.third ? first.concat(spanned("时间说明", month + "月" + said.third, found)) : first;
  }
  var date = "moon" in said ? ofMoon(rules, said) : "feast" in said ? rules.feasts[said.feast] : "month" in said ? day(year, month, small(said.day)) : beside(page, said), half = rules.halves[said.half] || "";
  if (!date) return [];
  if (!said.year) date = ofTurn(page, date, said.month === "元");
  var from = clock(half, said.hour, said.minute || said.part), hour = from || half;
  if ((said.hour && !from) || said.also || !fallsOn(date, said.week)) return open(page, found.index, found.index + found[0].length);   // left open, in the words of the text
  var end = last(rules, said, date, half, from), start = [spanned("开始", date + (hour ? " " + hour : ""), found)];
  return end ? start.concat(spanned("结束", end, found)) : start;
}

// The day in the year in which it lies where it is written around the turn of the year: 12月30日 told on 2 January.
function ofTurn(page, date, coming) {
  var posted = writtenOn(page), days = posted ? Math.round((Date.parse(date) - Date.parse(posted)) / 864e5) : 0;
  return Number(date.slice(0, 4)) + (days > FAR_AHEAD ? -1 : coming && days < -FAR_AHEAD ? 1 : 0) + date.slice(4);
}

// A day of the Chinese calendar; nothing if its year is not known or has none.
function ofMoon(rules, said) {
  var month = rules.moonNames[said.moon] || small(said.moon), date = small(said.age.replace(/^初/, ""));
  var moon = rules.moons.filter(function (one) { return one[0] === month && date >= 1 && date <= one[2]; })[0];
  return moon ? later(moon[1], date - 1) : "";
}

// The day on which a text was written: as it says, else the day on which it is read, if that is in its year; empty if neither is known.
function writtenOn(page) {
  var today = page.rules.today || "";
  return page.posted || (today.slice(0, 4) === String(page.rules.year) ? today : "");
}
// What to look at where a day was read beside the one on which the text is read: 昨天 of whom?
export function besideToday(page, begins) {
  var words = page.seen.slice(begins.start, begins.end).replace(/^[^0-9大前昨今明后本这上下一二三四五六七八九十正冬腊]+/, "");
  if (page.posted || !words || !writtenOn(page) || /[-月./年]/.test(words) || begins.value.length < 10) return [];
  return ["“" + words + "”是从今天（" + page.rules.today + "）算的；原文不是今天写的，请改“开始”。"];
}
// 明天, 29日, 本周六: the day beside that on which the text was written.
function beside(page, said) {
  var from = writtenOn(page);
  function after(days) { return new Date(Date.parse(from) + days * 864e5).toISOString().slice(0, 10); }
  if ("shift" in said) return after(page.rules.shifts[said.shift]);
  if ("which" in said) return after(7 * page.rules.weeks[said.which] + "一二三四五六日".indexOf(said.on.replace("天", "日")) - (new Date(Date.parse(from)).getUTCDay() + 6) % 7);
  for (var n = 0; n < 15; n++) {
    if (Number(after(-n).slice(8)) === small(said.day)) return after(-n);
    if (Number(after(n).slice(8)) === small(said.day)) return after(n);
  }
  return "";
}

// The end of a span of time: another day, or a later hour of the same.
function last(rules, said, date, half, from) {
  if (said.day2) return day(Number(date.slice(0, 4)), small(said.month2 || date.slice(5, 7)), small(said.day2));
  var hour = said.hour2 ? clock(rules.halves[said.half2] || half, said.hour2, said.minute2 || said.part2) : "";
  return hour > from ? date + " " + hour : "";
}

// 农历四月十八，赶集日: the words of one sort that stand near one another.
function whenWords(page, sources) {
  for (var i = 0; i < sources.length; i++) {
    var all = each(sources[i], page.seen);
    if (all.length) return [near(all)];
  }
  return [];
}
function near(all) {
  var limit = all[0].index + all[0][0].length + 12, some = all.filter(function (one) { return one.index < limit; });
  var words = some.map(function (one) { return one[0]; }).filter(function (word, n, list) { return list.indexOf(word) === n; });
  var end = some[some.length - 1];
  return item("时间说明", words.join("，"), all[0].index, end.index + end[0].length);
}
