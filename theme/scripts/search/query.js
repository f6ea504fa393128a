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
  var dates = [], rest = query.replace(/五[·.]?二九/g, "529").replace(/六一(?:儿童节)?/g, "6月1日"), day = "";
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
  take(/这两天|这几天/g, function () { return days(today, later(today, 2)); });
  take(/今天|今日|今晚/g, function () { return oneDay(today); });
  take(/明天/g, function () { return oneDay(later(today, 1)); });
  take(/后天/g, function () { return oneDay(later(today, 2)); });
  take(/(?:本|这个?)(?:周|星期)(?![一二三四五六日天末])/g, function () { return days(today, later(today, (7 - new Date(today).getUTCDay()) % 7)); });
  take(/下(?:个?)(?:周|星期)(?![一二三四五六日天末])/g, function () { var from = later(today, (7 - new Date(today).getUTCDay()) % 7 + 1); return days(from, later(from, 6)); });
  take(/(本|这个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天])/g, function (all, which, name) {   // the next one, if none is said
    var away = "一二三四五六日".indexOf(name.replace("天", "日")) - (new Date(today).getUTCDay() + 6) % 7;
    if (/^下/.test(which) || !which && away < 0) away += 7;
    return oneDay(later(today, away));
  });
  take(/(?:本|这个?)?周末/g, function () { var to = (7 - new Date(today).getUTCDay()) % 7; return days(later(today, Math.max(to - 1, 0)), later(today, to)); });
  take(/(?:计划生育协会|计生协会?)/g, function () { return any; });
  take(/我们|咱们|附近|身边|周边|什么时候|几点钟?(?:开始)?|(?:在|到|去)?哪(?:里|儿|个地方|(?!些))(?:可以|能|有|看(?![戏病医])|打|领|办|查(?!询))*|有哪些|有没有|有什么|是什么|怎么|怎样|如何|不要钱|免费(?!检查)|电话|地址|时间表|安排|[的了吗呢]/g, function () { return any; });
  if (/^ *有?活动 *$/.test(rest) ? dates.length : /[\u3400-\u9fff]{2}.*活动 *$/.test(rest)) take(/有?活动 *$/, function () { return any; });
  return { rest: rest, dates: dates, day: day };
}
// What a choice of the filter asks of the date: coming, or a year.
export function chosen(when, today) {
  if (when === "coming") return [function (card) { return card.end.slice(0, 10) >= today; }];
  return when ? [function (card) { return card.year === when; }] : [];
}
