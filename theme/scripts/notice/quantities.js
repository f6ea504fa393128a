/* Numbers in a notice; hooks/almanac/intake/quantities.py reads the same, tests/vectors/ holds both to it. */
import { spelt } from "../reading/numbers.js";
import { countFault } from "../record/values.js";

var PARTS = ["before", "digits", "han", "much", "rest", "more", "late", "after"];

// A number of a notice as a record takes it: 800余, 1.2万, 近千; empty if it is none, or larger than a record takes.
export function count(said, rules) {
  var text = PARTS.map(function (part) { return said[part] || ""; }).join("");
  function takes(one) { return !countFault(rules, one); }
  if (said.vague) return "";
  text = spelt(rules.numbers, "", text, takes);
  return takes(text) ? text : "";
}
