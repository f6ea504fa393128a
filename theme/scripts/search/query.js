/* What is asked: 5月29日, 2021年, 今天, 周末 are asked of the date; the rest is looked for in the words. */
import { later, two } from "../reading/calendar.js";

function any() { return true; }
function days(from, to) { return function (card) { return card.start.length > 9 && on(card, 10, 0, from, to); }; }
function on(card, size, skip, from, to) {   // at one of its occurrences
  return card.firsts.some(function (first, n) {
    return first.slice(skip, skip + size) <= to && (card.lasts[n] || first).slice(skip, skip + size) >= from;
  });
}

// {rest: the words that are left, dates: what must hold of a card, day: the one day that is asked for, `05-28` where no year is said}
export function parted(query, today) {
  var dates = [], rest = query, day = "";
  function oneDay(date) { day = date; return days(date, date); }
  function take(pattern, make) {
    rest = rest.replace(pattern, function () { dates.push(make.apply(null, arguments)); return " "; });
  }
  take(/(\d{1,2})月(?:(\d{1,2})[日号])?/g, function (all, month, date) {
    var want = two(+month) + (date ? "-" + two(+date) : "");
    if (date) day = want;
    return function (card) { return card.start.length > 6 && on(card, want.length, 5, want, want); };
  });
  take(/(^|[^\d])(20\d\d)年?(?!\d)/g, function (all, before, year) { return function (card) { return card.year === year || card.name.indexOf(year) >= 0; }; });
  take(/今天|今日/g, function () { return oneDay(today); });
  take(/明天/g, function () { return oneDay(later(today, 1)); });
  take(/后天/g, function () { return oneDay(later(today, 2)); });
  take(/(?:本|这个?)(?:周|星期)(?![一二三四五六日天末])/g, function () { return days(today, later(today, (7 - new Date(today).getUTCDay()) % 7)); });
  take(/下(?:个?)(?:周|星期)(?![一二三四五六日天末])/g, function () { var from = later(today, (7 - new Date(today).getUTCDay()) % 7 + 1); return days(from, later(from, 6)); });
  take(/(?:本|这个?)?周末|星期六|星期天|星期日/g, function () { var to = (7 - new Date(today).getUTCDay()) % 7; return days(later(today, Math.max(to - 1, 0)), later(today, to)); });
  take(/(?:计划生育协会|计生协会?)/g, function () { return any; });
  take(/什么时候|在哪里?|哪里|有哪些|有没有|怎么|[的了吗呢]/g, function () { return any; });
  return { rest: rest, dates: dates, day: day };
}
// What a choice of the filter asks of the date: coming, or a year.
export function chosen(when, today) {
  if (when === "coming") return [function (card) { return card.end.slice(0, 10) >= today; }];
  return when ? [function (card) { return card.year === when; }] : [];
}
