/* Numbers in a notice; hooks/almanac/intake/quantities.py reads the same, tests/vectors/ holds both to it. */
import { han } from "../reading/numbers.js";

// The number itself: digits, digits before 百 or 千, or Chinese numerals.
function body(digits, word) {
  if (!digits) { var value = word === "百" ? 100 : word === "千" ? 1000 : han(word); return value ? String(value) : ""; }
  if (!word) return digits.length < 10 ? digits : "";
  return (word === "百" || word === "千") && digits.length < 4 && digits.indexOf(".") < 0 ? digits + (word === "百" ? "00" : "000") : "";
}

// A number of a notice as a record takes it: 800余, 1.2万, 近千; empty if it is none, or larger than a record takes.
export function count(said, rules) {
  var digits = (said.digits || "").replace(/,/g, ""), word = said.han || "", many = said.much || said.late ? "万" : "";
  var marks = [rules.before[said.before], rules.after[said.more], rules.after[said.after]].filter(Boolean), mark = marks.join("");
  if (said.vague || marks.length > 1 || (said.much && said.late)) return "";
  if (said.rest) {   // 两万一千
    var high = han(word), low = han(said.rest);
    return said.much && !digits && !mark && high && low ? String(high * 10000 + low) : "";
  }
  if (!digits && mark && "近约超上".indexOf(mark) >= 0 && ["百", "千", "万"].indexOf(word + many) >= 0) return mark + word + many;
  var whole = body(digits, word);
  if (!whole || mark === "上" || (whole.indexOf(".") >= 0 && !many)) return "";
  if (Number(whole) * (many ? 10000 : 1) > rules.most) return "";   // 20千万
  if (said.late && (mark === "余" || mark === "多")) return whole + mark + "万";
  return mark === "约" || mark === "近" || mark === "超" ? mark + whole + many : whole + many + mark;
}
