/* A text as it is meant: without what nobody sees, with plain letters; hooks/almanac/parse/encoding.py names the letters. */
import { expression } from "../reading/patterns.js";
import { pattern } from "./faults.js";
import { isBlock } from "./yaml.js";

function plainly(rules, letter) {
  var digit = expression("\\p{Nd}", "u");
  var text = (rules.radicals[letter] || letter).normalize("NFKC");
  return text.replace(expression("(?![0-9])\\p{Nd}", "gu"), function (one) {
    var code = one.codePointAt(0), value = 0;
    while (value < 9 && digit.test(String.fromCodePoint(code - value - 1))) value++;
    return String(value);
  }).trim();
}

// long: over several lines.
export function tidy(rules, text, long) {
  function all(name) { return pattern(rules, name, "all"); }
  function plain(letter) { return plainly(rules, letter); }
  text = text.replace(/\r\n?/g, "\n").replace(all("break"), "\n").replace(all("invisible"), "")
    .replace(all("control"), "").replace(all("hollow"), "").replace(all("blank"), " ").replace(/\t/g, " ")
    .replace(all("twin"), plain).replace(all("wide"), plain).normalize("NFC");
  if (long) text = text.replace(/[ \u3000]+$/gm, "").replace(/^\n+|\n+$/g, "").replace(/^[ \u3000]+/, "");
  if (long) return isBlock(text) ? text : text.replace(all("ordinal"), plain);
  return text.replace(all("ordinal"), plain).replace(/\n+/g, " ").replace(/^[ \u3000]+|[ \u3000]+$/g, "");
}
