/* A record checked, question by question, and what several of its fields say together. */
import { expression } from "../reading/patterns.js";
import { closest, fault, pattern, shown } from "./faults.js";
import { personal } from "./personal.js";
import { reason } from "./spelling.js";
import { countFault, dateFault, momentFault, sourceFault, webFault } from "./values.js";
import { warnings } from "./warnings.js";
import { text as yaml } from "./yaml.js";

var CHECKS = { number: countFault, moment: momentFault, date: dateFault, web: webFault, source: sourceFault };

// What is wrong with one text of a question, at most one thing.
export function field(rules, one, text, path, year) {
  var marks = { key: one.key, right: one.right, found: text, most: one.most }, name = "", near, why;
  if (CHECKS[one.sort]) name = CHECKS[one.sort](rules, text);
  why = name && reason(rules, one, text, name, year);
  if (why) { name = why.name; marks = { key: one.key, right: why.right, other: why.other, found: shown(text, 24) }; }
  if (name) return [fault(rules, name, path, marks)];
  if (one.choices && one.choices.indexOf(text) < 0) {
    near = closest(rules, text, one.choices);
    marks.found = shown(text, 20); marks.near = near; marks.choices = one.choices.join("、"); marks.first = one.choices[0];
    name = near ? "near" : "unlisted";
  } else if (one.most && Array.from(text).length > one.most) name = "long";
  else if (one.pattern && !expression(one.pattern, "u").test(text)) {
    name = text.indexOf("\n") >= 0 ? "lines" : "form";
    marks.found = shown(text, 24);
  }
  return name ? [fault(rules, name, path, marks)] : [];
}
// What is odd in the letters of a text, and what in it is personal.
function reading(rules, text, path) {
  var found = [], own = pattern(rules, "own", "").exec(text);
  if (pattern(rules, "lost", "").test(text)) found.push(fault(rules, "lost", path, { found: shown(text, 24) }));
  if (own) found.push(fault(rules, "own", path, { found: own[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0") }));
  return found.concat(personal(rules, text, path));
}

// Everything wrong with a record, in the order of its questions; inside: the part that is being looked at.
function inside(rules, questions, value, path, part, year) {
  var found = [];
  questions.forEach(function (one) {
    var here = path.concat(one.key), said = value[one.key];
    if (said === undefined) {
      if (one.required) found.push(fault(rules, part ? "missing inside" : "missing", here, { key: one.key, right: one.right, part: part }));
      return;
    }
    (one.many ? said : [said]).forEach(function (item, at) {
      var there = one.many ? here.concat(at) : here;
      if (one.inner) found = found.concat(inside(rules, one.inner, item, there, one.key, year));
      else found = found.concat(field(rules, one, item, there, year), reading(rules, item, there));
    });
  });
  return found;
}
export function faults(rules, questions, value, listed, year) {
  var size = new TextEncoder().encode(yaml(rules, listed ? [value] : value)).length, found = inside(rules, questions, value, [], "", year);
  if (size > rules.largest) found.push(fault(rules, "large", [], { found: Math.ceil(size / 1024) }));
  return found;
}

// What several fields of an activity say together: the rules of hooks/almanac/validate/dates.py and status.py that need no other record.
// setting: as warnings() has it.
export function between(rules, value, setting, today) {
  var year = String(setting.year), start = value["开始"] || "", end = value["结束"], state = value["状态"], held = state === "已举办", planned = state === "计划";
  var results = value["成效"], off = ["延期", "取消", "撤下"].indexOf(state) >= 0, found = [];
  function say(name, key) {
    var said = typeof value[key] === "string" ? value[key] : "";
    found.push(fault(rules, name, [key], { key: key, found: said, start: start, end: end, state: state, today: today, year: year, other: said.slice(0, 4), rest: said.slice(4, 10) }));
  }
  function dated(text) { return text && !momentFault(rules, text) && /^[0-9]/.test(text); }
  if (dated(end) && dated(start) && before(rules, end, start)) say("ends before", "结束");
  ["开始", "结束"].forEach(function (key) { if (dated(value[key]) && value[key].slice(0, 4) !== year) say("another year", key); });
  if (held && dated(start) && start.slice(0, 10) > today.slice(0, Math.min(start.length, 10))) say("not held yet", "状态");
  if (start === "不详" && planned) say("day not known", "开始");
  if (start === "待定" && held) say("day not set", "开始");
  if (results && planned) say("no results yet", "成效");
  if (results && (state === "延期" || state === "取消")) say("no results", "成效");
  if (off && !value["变更"]) say("no change", "状态");
  return found.concat(warnings(rules, value, setting, today));
}
// Whether an end is surely before a start: days as far as both are known, on one day the latest and the earliest hour.
function before(rules, end, start) {
  var size = Math.min(end.length, start.length, 10);
  if (end.slice(0, size) !== start.slice(0, size) || size < 10) return end.slice(0, size) < start.slice(0, size);
  function hour(said, at, silent) { return /^[0-9]/.test(said) ? said : rules.halves[said] ? rules.halves[said][at] : silent; }
  return hour(end.slice(11), 1, "23:59") < hour(start.slice(11), 0, "00:00");
}
