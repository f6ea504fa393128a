/* Whether an activity was held, and when, as a notice says it. */
import { small } from "../reading/numbers.js";
import { day, two } from "../reading/calendar.js";
import { clock } from "../reading/hours.js";
import { each } from "./finding.js";
import { item, spanned } from "./text.js";

// The first sort of words that is found.
export function state(page) {
  var states = page.rules.states;
  for (var i = 0; i < states.length; i++) {
    var found = each(states[i][1], page.seen)[0];
    if (found) return [spanned("状态", states[i][0], found)];
  }
  return [];
}

// When it begins and ends, and the words of a time that is not exact.
export function times(page) {
  var rules = page.rules, first = [];
  for (var i = 0; i < rules.dates.length && !first.length; i++) first = moment(page, rules.dates[i]);
  var found = first.slice();
  if (first.length === 1) rules.lastDay.forEach(function (source) {
    each(source, page.seen).some(function (one) {
      var date = day(rules.year, small(one.groups.month), small(one.groups.day));
      return date && found.push(spanned("结束", date, one));
    });
  });
  if (first.some(function (one) { return one.field === "时间说明"; })) return found;
  return found.concat(whenWords(page, rules.whenWords.concat(first.length ? [] : [rules.vague])));
}

// The first time in the text that is written this way and is in the calendar.
function moment(page, source) {
  var all = each(source, page.seen), rules = page.rules;
  for (var i = 0; i < all.length; i++) {
    var said = all[i].groups, year = Number(said.year || rules.year), month = small(said.month);
    if (!("day" in said)) {
      if (month < 1 || month > 12) continue;
      var first = [spanned("开始", year + "-" + two(month), all[i])];
      return said.third ? first.concat(spanned("时间说明", month + "月" + said.third, all[i])) : first;
    }
    var date = day(year, month, small(said.day)), half = rules.halves[said.half] || "";
    if (!date) continue;
    var from = clock(half, said.hour, said.minute || said.part), hour = from || half, end = last(rules, said, date, half, from);
    var start = [spanned("开始", date + (hour ? " " + hour : ""), all[i])];
    return end ? start.concat(spanned("结束", end, all[i])) : start;
  }
  return [];
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
