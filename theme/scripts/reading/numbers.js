/* Numbers as people type them; hooks/almanac/parse/numbers.py reads the same by the same patterns (`grammar`, which comes with
   submit/rules.json), tests/vectors/ holds both to it. */
import { expression } from "./patterns.js";

var DIGITS = "零一二三四五六七八九", ALIKE = "〇零两二壹一贰二叁三肆四伍五陆六柒七捌八玖九";
var STEPS = { "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000 };
var WHOLE = /^(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)$/;

function digit(sign) {
  var other = ALIKE.indexOf(sign);
  return DIGITS.indexOf(other >= 0 && other % 2 === 0 ? ALIKE[other + 1] : sign);
}

// A whole number below 10,000 in Chinese numerals, with its steps: 一百零五; 0 if it is not said properly.
export function han(word) {
  var total = 0, had = null, last = 10000, zero = false;
  for (var i = 0; i < word.length; i++) {
    var step = STEPS[word[i]], value = digit(word[i]);
    if (step) {
      if (step >= last || (had === null && (total || step !== 10 || zero))) return 0;
      total += (had === null ? 1 : had) * step; had = null; last = step; zero = false;
    } else {
      if (value < 0 || had !== null) return 0;
      if (value === 0) zero = true; else had = value;
    }
  }
  return had === null ? total : last > 10 && last < 10000 && !zero ? 0 : total + had;   // 二百五 may be 205 or 250
}

// A number of a date or an hour, in digits or in Han.
export function small(word) { return /^[0-9]+$/.test(word) ? Number(word) : han(word.replace("廿", "二十")); }

// Digits as a year or a number has them, whatever they are written in: 二〇二一.
export function digits(word) { return word.split("").map(function (sign) { return digit(sign) < 0 ? sign : digit(sign); }).join(""); }

// Whether digits stand apart: a blank parts thousands if the groups are of three, else two numbers.
function several(text) {
  var runs = text.match(/[0-9](?:[0-9.,，\s]*[0-9])?/g) || [], step = "[十拾百佰千仟]", one = "[零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖]";
  return runs.some(function (run) { return /\s/.test(run) && !/^[0-9]{1,3}(?:[ \u3000][0-9]{3})+$/.test(run); })
    || expression(step + "\\s+(?:" + step + "|" + one + ")|" + one + "\\s+" + one, "").test(text);
}
function plainly(text) { return text.replace(/[ \u3000]/g, "").replace(/，/g, ",").replace(/（/g, "(").replace(/）/g, ")"); }
function parts(grammar, plain) { var found = expression("^(?:" + grammar.number + ")$", "").exec(plain); return found && found.groups; }
function counts(grammar, key, unit) { return !unit || expression("^(?:" + (grammar.units[key] || "(?!)") + ")$", "").test(unit); }

// The number of a field as a record takes it; takes: whether a record takes it; what is not understood stays.
export function spelt(grammar, key, text, takes) {
  var plain = plainly(text), found = plain && !several(text) ? parts(grammar, plain) : null, put;
  if (!found || !counts(grammar, key, found.unit)) return text;
  put = number(grammar, found);
  return put && takes(put) ? put : text;
}

// The parts of a number in the order of records; nothing if they do not make one.
export function number(grammar, found) {
  var marks = [grammar.before[found.before], grammar.after[found.more], grammar.after[found.after]].filter(Boolean);
  var mark = marks[0] || "", high = found.high || "", bare = high + (found.much || ""), many = found.much || found.late ? "万" : "", whole;
  if (marks.some(function (one) { return one !== mark; }) || (found.much && found.late)) return "";
  if (/^[百千万]$/.test(bare) && !found.low) return round(bare, mark, found.late);
  whole = body(high);
  if (!whole || mark === "上") return "";
  if (found.low) {
    whole = found.much ? long(whole, found.low) : ""; many = "";
    if (!whole) return "";
  }
  if (many && (mark === "余" || mark === "多") && found.late) return whole + mark + "万";
  return mark === "约" || mark === "近" || mark === "超" ? mark + whole + many : whole + many + mark;
}
function round(word, mark, late) {
  if (late) return "";
  if (/^[近约超上]$/.test(mark)) return mark + word;
  return word === "万" ? (mark ? "1万" + mark : "") : STEPS[word] + mark;
}
function long(high, word) {
  var low = body(word), sure;
  if (!low || (high + low).indexOf(".") >= 0) return "";
  sure = Number(low) >= 1000 || (/^[零〇0]/.test(word) && word.length > 1);
  return sure && Number(low) < 10000 ? String(Number(high) * 10000 + Number(low)) : "";
}
function body(word) {
  var step = /^[0-9]/.test(word) ? STEPS[word[word.length - 1]] : 0, figure = step ? word.slice(0, -1) : word, halves, zeros;
  if (!/^[0-9]/.test(word)) return word && han(word) ? String(han(word)) : "";
  if (!WHOLE.test(figure)) return "";
  figure = figure.replace(/,/g, "");
  if (!step) return figure.replace(/^0+(?=[0-9])/, "");
  halves = figure.split("."); zeros = String(step).length - 1;
  return (halves[1] || "").length > zeros ? "" : (halves[0] + (halves[1] || "") + "000".slice((halves[1] || "").length, zeros)).replace(/^0+(?=[0-9])/, "");
}

// Why a text is no number of a field, {name, right, other}: what may be meant, and what else.
export function why(grammar, key, text, takes) {
  var plain = plainly(text), found = parts(grammar, plain), put, i, fits, right;
  if (found && !several(text) && !counts(grammar, key, found.unit)) {
    put = number(grammar, found);
    if (put && takes(put) && Object.keys(grammar.units).some(function (one) { return counts(grammar, one, found.unit); })) return { name: "unit", right: put, other: found.unit };
  }
  for (i = 0; i < grammar.reasons.length; i++) {
    fits = expression("^(?:" + grammar.reasons[i][1] + ")$", "").exec(plain);
    right = fits && meant(grammar.reasons[i][0], fits);
    if (right) return { name: grammar.reasons[i][0], right: right[0], other: right[1] || "" };
  }
  return { name: several(text) ? "several" : "number", right: "800余", other: "" };
}
function meant(name, fits) {
  var all = fits[0], step, said;
  if (name === "negative") return [all.replace(/[^0-9]/g, "") || "800"];
  if (name === "sum") return [String(all.match(/[0-9]+/g).reduce(function (sum, one) { return sum + Number(one); }, 0))];
  if (name === "span") return [fits[1] + ((fits[2] + fits[3]).indexOf("万") >= 0 ? "万" : "") + "余"];
  if (name === "either") return digit(fits[2]) === digit(fits[1]) + 1 ? [digit(fits[1]) * (STEPS[fits[3]] || 1) + fits[4] + "余"] : null;
  if (name === "two ways") {
    step = { "百": 100, "千": 1000, "万": 10000 }[fits[1][1]];
    return [String(digit(fits[1][0]) * step + digit(fits[2]) * step / 10), String(digit(fits[1][0]) * step + digit(fits[2]))];
  }
  if (name === "vague") return [all[0] === "十" ? "10余" : "300余"];
  said = all.replace(/[^0-9,]/g, "");
  if (name === "comma") return WHOLE.test(said) ? null : [said.replace(/,/g, "")];
  return [name === "broken" ? all.replace(/[.].*|[^0-9.]/g, "") : /[0-9]+/.exec(all)[0]];
}
