/* A notice folded for reading: `seen` is what patterns see, `plain` what values are taken from, `at` where each letter was. */
import { fallsOn, moment } from "../reading/dates.js";
import { small } from "../reading/numbers.js";
import { day } from "../reading/calendar.js";
import { expression } from "../reading/patterns.js";
import { each, finds } from "./finding.js";
import { points } from "./evidence.js";

export function item(field, value, start, end) { return { field: field, value: value, start: start, end: end }; }
// What a whole pattern found, as the value of a field.
export function spanned(field, value, found) { return item(field, value, found.index, found.index + found[0].length); }

export function fold(text, rules) {
  var page = { rules: rules, plain: "⊢\n", seen: "⊢\n", at: [0, 0], posted: "" };
  text.forEach(function (letter, n) {
    if (rules.unseen.indexOf(letter) >= 0) return;
    var plain = rules.letters[letter] || letter, code = plain.codePointAt(0);
    page.plain += plain.length > 1 ? "□" : plain;
    page.seen += rules.signs[plain] || (code > 0xffff || (code >= 0x2600 && code < 0x27c0) ? "□" : plain);
    page.at.push(n);
  });
  page.letters = ["⊢", "\n"].concat(text.filter(function (letter) { return rules.unseen.indexOf(letter) < 0; }), ["\n"]);
  // A comma of half width, as phones write it; between digits it is of a number.
  page.seen = page.seen.replace(/,/g, function (sign, at, whole) { return /[0-9],[0-9]/.test(whole.slice(at - 1, at + 2)) ? sign : "，"; });
  page.plain += "\n"; page.seen += "\n"; page.at.push(text.length);
  return page;
}
export function words(page, start, end) {
  return page.letters.slice(start, end).map(function (letter) { return page.rules.letters[letter] || letter; }).join("");
}
function cover(page, start, end) { page.seen = page.seen.slice(0, start) + "█".repeat(end - start) + page.seen.slice(end); }

// Personal data; what is found is not seen by any other rule.
export function personal(page) {
  var found = [], rules = page.rules, sorts = rules.personal, chain = rules.chain;
  if (page.seen.indexOf(chain[0]) >= 0) sorts = [chain[1]].concat(sorts);
  sorts.forEach(function (sort) {
    finds(sort[1], page.seen).forEach(function (one) {
      var length = one[2] - one[1], word = page.plain.slice(one[1], one[2]), places = [one[1]], at;
      if (sort[0] === "接龙名单") found = found.concat(phones(page, one));
      if (sort[0] === "姓名") for (places = [], at = page.seen.indexOf(word); at >= 0; at = page.seen.indexOf(word, at + 1)) places.push(at);
      places.forEach(function (place) {
        found.push(item("个人信息", sort[0], place, place + length));
        cover(page, place, place + length);
      });
    });
  });
  return found;
}
// Telephones inside a line that is masked as a whole.
function phones(page, line) {
  var found = [], before = line[1] - 1;
  page.rules.personal.forEach(function (sort) {
    if (sort[0] === "手机号") finds(sort[1], page.seen.slice(before, line[2] + 1)).forEach(function (one) {
      found.push(item("个人信息", sort[0], before + one[1], before + one[2]));
    });
  });
  return found;
}

// What is not seen when time and numbers are read (aside), or by no rule (out).
export function mask(page, name) {
  page.rules[name].forEach(function (part) { finds(part, page.seen).forEach(function (one) { cover(page, one[1], one[2]); }); });
}
// The last day on which it was posted or signed; no other rule sees it.
export function maskPosted(page) {
  page.rules.posted.forEach(function (part) {
    finds(part, page.seen).forEach(function (one) {
      var found = each(page.rules.postedDay, page.seen.slice(one[1], one[2]))[0], said = found && found.groups;
      var date = said && day(Number(said.year || page.rules.year), small(said.month), small(said.day));
      if (date && date > page.posted) page.posted = date;
      cover(page, one[1], one[2]);
    });
  });
}
// Why it is no notice of an activity; empty if it is one.
export function nothing(page) {
  var rules = page.rules;
  function has(source) { return expression(source, "").test(page.seen); }
  var found = rules.nothing.filter(function (rule) { return has(rule[0]) && !has(rule[1]); })[0];
  return found ? found[2] : has(rules.something) ? "" : rules.unsaid;
}
// Where each of several activities is told: a clause with a day of its own and something that is done; none if it is one.
export function parts(page) {
  var seen = page.seen, starts = [], days = [], all = each(page.rules.partDay, seen), does = expression(page.rules.does, "");
  all.forEach(function (one, n) {
    var stop = n + 1 < all.length ? all[n + 1].index : seen.length - 1, key = small(one.groups.month) + "." + small(one.groups.day), first = 0;
    "。!?；\n，".split("").forEach(function (sign) { if (one.index) first = Math.max(first, seen.lastIndexOf(sign, one.index - 1) + 1); });
    if (!does.test(seen.slice(first, stop)) || days.indexOf(key) >= 0 || points(page.rules.daySigns, seen, one.index, one.index + one[0].length) < 0 || /[至到~-]/.test(seen[one.index - 1])) return;
    days.push(key); starts.push(!starts.length || first > starts[starts.length - 1] ? first : one.index);
  });
  var more = each(page.rules.oneMore, seen).map(function (one) { return one.index; });
  if (more.length && starts.length < 2) starts = [starts.length && starts[0] < more[0] ? starts[0] : 2].concat(more);
  return starts.length < 2 ? [] : starts.map(function (start, n) { return [start, n + 1 < starts.length ? starts[n + 1] : seen.length - 1]; });
}
// The same page, of which only this part is seen; line ends stand for the rest.
export function only(page, part) {
  function alone(text) { return text.slice(0, 2) + "\n".repeat(part[0] - 2) + text.slice(part[0], part[1]) + "\n".repeat(text.length - part[1]); }
  var one = { rules: page.rules, plain: page.plain, letters: page.letters, at: page.at, seen: page.seen, posted: page.posted };
  mask(one, "together");
  one.summed = one.seen !== page.seen;   // something is said of all parts together
  one.seen = alone(one.seen); one.whole = alone(page.whole);
  return one;
}
// What whoever reads it has to look at.
export function notes(page) {
  var rules = page.rules, found = rules.notes.filter(function (rule) { return expression(rule[0], "").test(page.whole); }).map(function (rule) { return rule[1]; });
  var days = each(rules.partDay, page.seen).filter(function (one) { return "至到~-".indexOf(page.seen[one.index - 1]) < 0; }).map(function (one) { return one[0]; });
  days = days.filter(function (one, n) { return days.indexOf(one) === n; });
  if (days.length > 1) found.push("说到几个日子（" + days.join("、") + "），请核对“开始”是哪一个。");
  each(rules.weekdays, page.seen).forEach(function (one) {
    var date = day(Number(one.groups.year || rules.year), small(one.groups.month), small(one.groups.day));
    if (date && !fallsOn(date, one.groups.week)) found.push("“" + one[0].trim() + "”的星期和日期对不上，请核对是哪一天。");
  });
  each(rules.whenLine, page.seen).forEach(function (one) {
    var said = one.groups.said, why = moment(rules.reading, said, Number(rules.year), true, "").why;
    if (why && why.name === "no colon") found.push("“" + said.trim() + "”的钟点要有冒号，请写成 " + why.right + "。");
  });
  return found;
}
