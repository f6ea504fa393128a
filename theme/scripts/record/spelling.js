/* The words of a record as people write them, made into those that it takes; hooks/almanac/parse/spelling.py does the same,
   tests/vectors/ holds both to it. */
import { moment } from "../reading/dates.js";
import { spelt as number, why as notNumber } from "../reading/numbers.js";
import { expression } from "../reading/patterns.js";
import { countFault, dateFault, momentFault } from "./values.js";

var SORTS = { number: countFault, moment: momentFault, date: dateFault };

function takes(rules) { return function (text) { return !countFault(rules, text); }; }

// `人数: 800余` and `成效·宣传·人数: 800余`, as examples show a value, are the value alone.
function withoutKey(key, text) {
  var found = expression("^(?:[^:：]*·)?" + key + " *[:：] *(.+)$", "su").exec(text);
  return found ? found[1] : text;
}
// The items of a text that says several: short ones stand on one line, others on lines of their own.
export function several(rules, one, text) {
  var bullet = "· ", short = one.sort === "line", bare = short ? withoutKey(one.key, text.trim()).replace(/^\[([^[\]{}"]+)\]$/, "$1") : text.trim();
  if (bare.indexOf(bullet) === 0) return bare.slice(bullet.length).split("\n" + bullet);
  return bare.split(expression(short ? rules.apart.words : rules.apart.lines, "u")).filter(Boolean);
}
// A telephone number whose area code lost its zero, as spreadsheets drop it.
function phone(rules, text) {
  var found = expression("^(?:" + rules.phone + ")$", "u").exec(text);
  return found ? "0" + found[1] + "-" + found[2] : text;
}

// {text, beside}: one text of a question, and what it says of others of its mapping; day: of the beginning.
export function spelt(rules, one, text, year, day) {
  var bare = SORTS[one.sort] ? withoutKey(one.key, text) : text, said;
  if (one.key === "电话" || one.key === "咨询") return { text: phone(rules, text), beside: {} };
  if (!SORTS[one.sort] || !SORTS[one.sort](rules, bare)) return { text: bare, beside: {} };
  if (one.sort === "number") return { text: number(rules.numbers, one.key, bare, takes(rules)), beside: {} };
  said = moment(rules.dates, bare, year, one.sort === "moment", day);
  if (said.why || ((said.end || said.note) && one.key !== "开始")) return { text: bare, beside: {} };
  return { text: said.text, beside: said.end ? { "结束": said.end } : said.note ? { "时间说明": said.note } : {} };
}

// A mapping of questions, as one record is, or one part of it; where it contradicts itself it stays as it is.
export function spelled(rules, questions, value, year) {
  var found = Object.assign({}, value), day = "";
  questions.forEach(function (one) {
    var said = found[one.key];
    if (one.inner && said !== undefined) {
      found[one.key] = one.many ? said.map(function (item) { return spelled(rules, one.inner, item, year); }) : spelled(rules, one.inner, said, year);
    } else if (typeof said === "string") day = put(rules, questions, found, one, year, day);
  });
  if (found["状态"] === "计划" && found["开始"] !== value["开始"] && /^[0-9]{4}-[0-9]{2}$/.test(found["开始"])) {   // a plan for which only a month was said has no day yet
    found["时间说明"] = found["时间说明"] || Number(found["开始"].slice(5)) + "月";
    found["开始"] = "待定";
  }
  return questions.reduce(function (ordered, one) {
    if (one.key in found) ordered[one.key] = found[one.key];
    return ordered;
  }, {});
}
function put(rules, questions, found, one, year, day) {
  var said = spelt(rules, one, found[one.key], year, one.key === "结束" ? day : ""), agrees = Object.keys(said.beside).every(function (key) {
    var known = questions.some(function (other) { return other.key === key; });
    return known && (!(key in found) || spelt(rules, { key: key, sort: key === "结束" ? "moment" : "line" }, found[key], year, said.text.slice(0, 10)).text === said.beside[key]);
  });
  if (!agrees) return day;
  found[one.key] = said.text;
  Object.assign(found, said.beside);
  return one.key === "开始" && /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(said.text) ? said.text.slice(0, 10) : day;
}

// Why a text is no number or moment, as the name of a sentence and what it says; nothing if that needs no reason.
export function reason(rules, one, text, name, year) {
  if (name === "number" || name === "broken") return notNumber(rules.numbers, one.key, text, takes(rules));
  if (name === "no day") return { name: name, right: year + "-05-29", other: "" };
  return name === "moment" ? moment(rules.dates, text, year, true, "").why || { name: "moment", right: year + "-05-29", other: "" } : null;
}
