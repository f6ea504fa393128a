/* What patterns find in a notice. */
import { expression } from "../reading/patterns.js";

var AHEAD = "[^#]{0,120}";   // as hooks/almanac/intake/count_patterns.py has it

// All that is found in a text, one after another.
export function each(source, text) {
  var found = [], one, finder = expression(source, "g");
  while ((one = finder.exec(text))) { found.push(one); if (!one[0]) finder.lastIndex++; }
  return found;
}

// Where a pattern of three parts is found: its beginning, and the beginning and end of what is meant.
export function finds(part, text) {
  if (part[0] === AHEAD && !expression("(?:" + part[1] + ")" + part[2], "").test(text)) return [];
  return each("(?<pre>" + part[0] + ")(?<v>" + part[1] + ")" + part[2], text).map(function (one) {
    var start = one.index + one.groups.pre.length;
    return [one.index, start, start + one.groups.v.length];
  });
}
