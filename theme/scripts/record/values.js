/* Counts, moments and addresses as a record takes them; hooks/almanac/model/filings.py takes the same, tests/vectors/ holds both
   to it. Each gives the name of what is wrong, or nothing. */
import { expression } from "../reading/patterns.js";
import { pattern } from "./faults.js";

var ROUND = /^[近约超上][百千万]$/;

// What is wrong with a count as a record takes it: number, broken, huge, or nothing.
export function countFault(rules, text) {
  if (ROUND.test(text)) return "";
  var found = expression("^(?:" + rules.numbers.count + ")$", "").exec(text), part, value, scale;
  if (!found || (found[4] && found[6]) || (found[1] && found[5])) return "number";
  part = found[3] || ""; scale = found[4] || found[6] ? 10000 : 1;
  if (part && scale === 1) return "broken";
  value = Number(found[2].replace(/,/g, "")) * scale + Math.floor(Number(part) * scale / Math.pow(10, part.length));
  return value > rules.numbers.most ? "huge" : "";
}
// The number of a count that a record takes, without 余, 多, 近 and the like; nothing of any other text.
export function count(rules, text) {
  var found, scale, part;
  if (!text || countFault(rules, text)) return null;
  if (ROUND.test(text)) return { "百": 100, "千": 1000, "万": 10000 }[text[1]];
  found = expression("^(?:" + rules.numbers.count + ")$", "").exec(text);
  scale = found[4] || found[6] ? 10000 : 1; part = found[3] || "";
  return Number(found[2].replace(/,/g, "")) * scale + Math.floor(Number(part) * scale / Math.pow(10, part.length));
}

// What is wrong with a moment as a record takes it: moment, no day, or nothing.
export function momentFault(rules, text) {
  if (text === "待定" || text === "不详") return "";
  var found = pattern(rules, "when", "whole").exec(text), date = found && Number(found[3] || 1), hour = found && /^(..):(..)$/.exec(found[4] || "");
  if (!found) return "moment";
  var leap = found[1] % 4 === 0 && (found[1] % 100 !== 0 || found[1] % 400 === 0), month = Number(found[2]);
  var last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] || 0;
  return Number(found[1]) < 1 || date < 1 || date > last || (hour && (hour[1] > 23 || hour[2] > 59)) ? "no day" : "";
}
export function dateFault(rules, text) {
  return momentFault(rules, text) || (/^[0-9-]+$/.test(text) ? "" : "date");
}

export function webFault(rules, text) { return pattern(rules, "web", "whole").test(text) ? "" : "web"; }
export function sourceFault(rules, text) { return pattern(rules, "addressed", "whole").test(text) && webFault(rules, text) ? "source" : ""; }
