/* What is asked: 5月29日, 2021年, 今天, 周末 are asked of the date; the rest is looked for in the words. */
import { later, two } from "../reading/calendar.js";
import { ofMoon } from "../reading/lunar.js";
import { han } from "../reading/numbers.js";

function any() { return true; }
function days(from, to) { return function (card) { return card.start.length > 9 && on(card, 10, 0, from, to); }; }
function on(card, size, skip, from, to) {   // at one of its occurrences
  return card.firsts.some(function (first, n) {
    return first.slice(skip, skip + size) <= to && (card.lasts[n] || first).slice(skip, skip + size) >= from;
  });
}

// The nth Sunday of a month.
function sunday(month, nth) { return function (year) { return year + "-" + two(month) + "-" + two(nth * 7 - new Date(Date.UTC(year, month - 1, 7)).getUTCDay()); }; }
// Feasts: on a day, on one that moves with the year, on one of the moon.
var FEASTS = [[/母亲节/g, sunday(5, 2)], [/父亲节/g, sunday(6, 3)], [/妇女节/g, "03-08"], [/端午节?/g, [5, 5]], [/中秋节?/g, [8, 15]], [/重阳节?/g, [9, 9]], [/(?:五一)?劳动节|五一(?!街|村|社|路)/g, "05-01"], [/国际家庭日|家庭日/g, "05-15"], [/护士节/g, "05-12"], [/无烟日/g, "05-31"], [/儿童节/g, "06-01"]];

// 农历四月十八, 四月初八, 冬月廿三
var MOON = /(?:农历|阴历|旧历) ?(正|[二三四五六七八九冬腊]|十[一二]?)月(初[一二三四五六七八九十]|廿[一二三四五六七八九]?|三十|二?十[一二三四五六七八九]?)日?|(正|[二三四五六七八九冬腊]|十[一二]?)月(初[一二三四五六七八九十]|廿[一二三四五六七八九]?)日?/g;
function moon(name) { return { "正": 1, "冬": 11, "腊": 12 }[name] || han(name.replace("初", "").replace("廿", "二十")); }
// 五月份, 五月二十八日: in Han only where it can be no name.
var HAN = /(十[一二]?|[一二三四五六七八九])月(?:份|(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])/g;
function digits(all, month, date) { return han(month) + "月" + (date ? han(date) + "日" : ""); }

/* {rest: the words that are left, dates: what must hold of a card, day: the one day that is asked for, month, year: `05-28`, `05`
   where no year is said}; loosely: a feast is its day, of the year of this campaign. */
export function parted(query, today, loosely, campaign) {
  var dates = [], moons = [], rest = query.replace(/五[·.]?二九/g, "529").replace(/六一(?:儿童节)?/g, "6月1日").replace(/(?:计生协)?会员活动日/g, "529").replace(MOON, function (all, m, date, of, name) { moons.push([moon(m || of), moon(date || name)]); return " "; }).replace(HAN, digits), day = "", month = "", year = "";
  function ofYear() { return +(year || campaign || today.slice(0, 4)); }
  function onMoon(one) {
    var date = ofMoon(ofYear(), one[0], one[1]);
    return date ? oneDay(date) : any;   // the browser does not know the moon
  }
  function onFeast(when) { return typeof when === "string" ? ofAny(when) : typeof when === "function" ? oneDay(when(ofYear())) : onMoon(when); }
  function oneDay(date) { day = date; return days(date, date); }
  function inMonth(want) { month = want; return function (card) { return card.start.length > 6 && on(card, want.length, want.length > 2 ? 0 : 5, want, want); }; }
  function inYear(want) { year = want; return function (card) { return card.year === want || card.name.indexOf(want) >= 0; }; }
  function ofAny(want) { day = want; return function (card) { return card.start.length > 6 && on(card, 5, 5, want, want); }; }
  function take(pattern, make) {
    rest = rest.replace(pattern, function () { dates.push(make.apply(null, arguments)); return " "; });
  }
  function takeAfter(pattern, make) {   // what stands before it stays
    rest = rest.replace(pattern, function (all, before, one, other) { dates.push(make(one, other)); return before + " "; });
  }
  take(/(20\d\d) ?[年.．/-] ?(1[0-2]|0?[1-9]) ?[月.．/-] ?(3[01]|[12]\d|0?[1-9])(?:[日号]|(?!\d))/g, function (all, of, m, date) { return oneDay(of + "-" + two(+m) + "-" + two(+date)); });
  take(/(20\d\d) ?[年-] ?(1[0-2]|0?[1-9])(?:月份?|(?![\d年]))/g, function (all, of, m) { return inMonth(of + "-" + two(+m)); });
  take(/(\d{1,2})月份?(?:(\d{1,2})(?:[日号]|(?!\d)))?/g, function (all, m, date) { return date ? ofAny(two(+m) + "-" + two(+date)) : inMonth(two(+m)); });
  takeAfter(/(^|[^\d.．·])(?!5[.．/-]29)(1[0-2]|[1-9])[.．/-](3[01]|[12]\d|[1-9])(?:[日号]|(?![\d.．]))/g, function (m, date) { return ofAny(two(+m) + "-" + two(+date)); });   // 5.29 is a name
  takeAfter(/(^|[^\d])(20\d\d)年?(?!\d)/g, inYear);
  take(/今年|本届/g, function () { return inYear(campaign || today.slice(0, 4)); });
  take(/去年/g, function () { return inYear("" + (today.slice(0, 4) - 1)); });
  moons.forEach(function (one) { dates.push(onMoon(one)); });
  if (loosely) FEASTS.forEach(function (one) { take(one[0], function () { return onFeast(one[1]); }); });
  take(/这两天|这几天/g, function () { return days(today, later(today, 2)); });
  take(/(本|这个?|上个|下个)月/g, function (all, which) {
    var away = { "上": -1, "下": 1 }[which[0]] || 0;
    return inMonth(new Date(Date.UTC(+today.slice(0, 4), +today.slice(5, 7) - 1 + away, 1)).toISOString().slice(0, 7));
  });
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
  take(/计划生育协会|计生协(?:会(?![员长]))?/g, function () { return any; });
  take(/请问|麻烦|我?(?:想要?|需要)(?!.?不开|活|死|自杀)|我(?:们|家|要)|咱们?|附近|身边|周边|什么时候|几点钟?(?:开始)?|(?:在|到|去)?哪(?:里|儿|个地方|(?!些))(?:可以|能|有|看(?![戏病医])|打|领|办|查(?!询))*|有哪些|有没有|有什么|(?:是|要?做|干|搞|要|吃|用)?什么(?:的|意思)?|注意(?:些|哪些)?|怎么办?|怎样|如何|不要钱|要钱|免费(?!检查)|可以|能不能|会不会|是不是|多少(?:天|钱|次)?|几(?:天|号|岁|次)|多久|电话|地址|时间表|安排|[的了吗呢啊呀被是]/g, function () { return any; });
  if (/^ *有?活动 *$/.test(rest) ? dates.length : /[\u3400-\u9fff]{2}.*活动 *$/.test(rest)) take(/有?活动 *$/, function () { return any; });
  if (!rest.trim() && /计生协|计划生育协会/.test(query) && dates.every(function (one) { return one === any; })) rest = "计生协" + (/[做干搞]什么|什么是/.test(query) ? " 做什么" : "");
  return { rest: rest, dates: dates, day: day, month: month, year: year };
}
// What a choice of the filter asks of the date: coming, or a year.
export function chosen(when, today) {
  if (when === "coming") return [function (card) { return card.end.slice(0, 10) >= today; }];
  return when ? [function (card) { return card.year === when; }] : [];
}
