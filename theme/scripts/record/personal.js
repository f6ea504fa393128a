/* What in a text is personal; hooks/almanac/validate/personal_data.py finds the same, and more names by their weighed signs. */
import { expression } from "../reading/patterns.js";
import { filled, pattern } from "./faults.js";
import { momentFault } from "./values.js";

function day(rules, digits) {
  return !momentFault(rules, digits.slice(0, 4) + "-" + digits.slice(4, 6) + "-" + digits.slice(6)) && digits.slice(0, 4) >= 1900 && digits.slice(0, 4) <= 2100;
}
var HOLDS = {
  bool: function () { return true; },
  _is_identity: function (rules, digits) {
    var weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], total = 0;
    if (rules.provinces.indexOf(Number(digits.slice(0, 2))) < 0) return false;
    if (digits.length === 15) return day(rules, "19" + digits.slice(6, 12));
    weights.forEach(function (weight, at) { total += weight * digits[at]; });
    return day(rules, digits.slice(6, 14)) && "10X98765432"[total % 11] === digits[17].toUpperCase();
  },
  _is_born: function (rules, digits) {
    return digits.length === 18 && rules.provinces.indexOf(Number(digits.slice(0, 2))) >= 0 && day(rules, digits.slice(6, 14)) && !HOLDS._is_identity(rules, digits);
  },
  _is_card: function (rules, digits) {
    var total = 0;
    digits.split("").reverse().forEach(function (digit, at) { var value = digit * (at % 2 ? 2 : 1); total += value > 9 ? value - 9 : value; });
    return total % 10 === 0 && /[^0]/.test(digits) && !/^(.)\1*$/.test(digits);
  },
  _is_passport: function (rules, digits) { return !day(rules, digits.slice(-8)); },
  _is_plate: function (rules, plate) { return (plate.slice(2).match(expression("\\p{Nd}", "gu")) || []).length >= 3; }
};
function hidden(datum) { return datum.slice(0, datum.length >= 11 ? 3 : 1) + "****" + (datum.length >= 8 ? datum.slice(-2) : ""); }
function spans(text, finder) {
  var found, all = [];
  while ((found = finder.exec(text)) && found[0]) all.push(found);
  return all;
}
// As a number of some sort may be typed: half width, one kind of dash.
function halved(text) {
  return text.replace(/[\uff01-\uff5e]/g, function (wide) { return /[０-９Ａ-Ｚａ-ｚ．＝－（）～＊／［］]/.test(wide) ? String.fromCharCode(wide.charCodeAt(0) - 0xfee0) : wide; })
    .replace(/[–—―]/g, "-").replace(/[\u3000\u00a0\u202f\u2009]/g, " ");
}
// Digits written as Han or as the letter O.
var HAN = "〇零一二三四五六七八九两OoＯ幺壹贰叁肆伍陆柒捌玖①②③④⑤⑥⑦⑧⑨⓪lI洞拐勾", DIGITS = "0012345678920001123456789123456789011079";
function plain(text) { return text.replace(/[〇零一二三四五六七八九两OoＯ幺壹贰叁肆伍陆柒捌玖①②③④⑤⑥⑦⑧⑨⓪lI洞拐勾]/g, function (one) { return DIGITS[HAN.indexOf(one)]; }); }

// The patterns of names with what they have in common put in the place of its marks: once for all texts.
var whole = (function () {
  var of, made;
  return function (persons) {
    function put(text) { return text.replace(/[\ue000-\uf8ff]/g, function (mark) { return put(persons.parts[mark.charCodeAt(0) - 0xe000]); }); }
    if (of !== persons) {
      of = persons;
      made = { quick: put(persons.quick), places: persons.places, reach: persons.reach, said: persons.said, titled: persons.titled, forms: persons.forms.map(function (form) {
        return { name: put(form.name), cues: form.cues.map(function (cue) { return cue.map(put); }) };
      }) };
    }
    return made;
  };
})();
// Marks of half width between Chinese letters as they are written in Chinese, each at its place. (Old browsers cannot look behind.)
function fullWidth(text) {
  return text.replace(/([\u4e00-\u9fff”》）)])([,;:?!])(?=[\u4e00-\u9fff“《0-9])|[()]/g, function (all, before, mark) { return before ? widened(before) + widened(mark) : widened(all); });
}
function widened(mark) {
  return ",;:?!()".indexOf(mark) < 0 ? mark : String.fromCharCode(mark.charCodeAt(0) + 0xfee0);
}
// A name asks where something before or after it on its line speaks of a private person; a county is nobody's name.
function namings(rules, text, path) {
  var persons = whole(rules.persons), last = 0, found = [], places = expression(persons.places, "yu");
  text = fullWidth(text);
  spans(text, expression(persons.quick, "gu")).forEach(function (quick) {
    var at = quick.index, said;
    places.lastIndex = at;
    if (at < last || places.test(text)) return;
    persons.forms.some(function (form) {
      var name = expression(form.name, "yu");
      name.lastIndex = at;
      var one = name.exec(text);
      if (!one) return false;
      var end = at + one[0].length, before = text.slice(Math.max(0, at - persons.reach), at).split("\n").pop();
      var after = text.slice(end, end + persons.reach).split("\n")[0];
      if (expression(persons.titled, "u").test(before)) return false;
      return form.cues.some(function (cue) {
        if (cue[1] && !expression(cue[1], "u").test(before) || cue[2] && !expression("^(?:" + cue[2] + ")", "u").test(after)) return false;
        last = end;
        said = filled(persons.said[cue[0]], path, { found: one[0]["小老".indexOf(one[0][0]) < 0 ? 0 : 1] });
        return true;
      });
    });
    if (said) found.push(said);
  });
  return found;
}

// The numbers of a text, each from where to where.
function told(rules, text, path) {
  var half = halved(text), found = [];
  var urls = spans(half, /https?:\/\/[!-~]+/g).map(function (url) { return [url.index, url.index + url[0].length]; });
  (rules.private || []).forEach(function (sort) {
    if (sort.hint && !expression(sort.hint, "u").test(half)) return;
    var finder = expression(sort.pattern, sort.small ? "giu" : "gu");
    var all = spans(half, finder);
    if (!sort.hint && plain(half) !== half) all = all.concat(spans(plain(half), finder));
    all.forEach(function (one) {
      var datum = one[1] || one[2] || one[0], start = one.index + one[0].lastIndexOf(datum), end = start + datum.length;
      var said = half.slice(start, end);
      var bare = sort.hint ? said.replace(/[^0-9A-Za-z\u3400-\u9fff*×#]/g, "") : plain(said).replace(/[^0-9A-Za-z]/g, "");
      if (!HOLDS[sort.holds](rules, bare) || over(found, start, end)) return;
      if (!sort.urls && urls.some(function (url) { return url[0] <= start && start < url[1]; })) return;
      found.push({ start: start, end: end, fault: filled(sort.answer, path, { found: hidden(bare) }) });
    });
  });
  return found;
}
function over(found, start, end) { return found.some(function (one) { return start < one.end && one.start < end; }); }

// What a reader sees of a tag, an entity, a letter without a form, a digit or a blank of another kind.
function seen(rules, mark) {
  var code = mark.codePointAt(0), digit = "";
  if (mark.slice(0, 2) === "&#") return String.fromCodePoint(/[xX]/.test(mark[2]) ? parseInt(mark.slice(3), 16) : parseInt(mark.slice(2), 10));
  if (mark.slice(0, 2) === "%3") return mark[2];
  rules.digits.forEach(function (run) { if (code >= run[0] && code < run[0] + run[2]) digit = String(run[1] + code - run[0]); });
  if (digit || pattern(rules, "stroke", "").test(mark)) return digit || "-";
  return pattern(rules, "parted", "").test(mark) ? "，" : pattern(rules, "other blank", "").test(mark) ? " " : "";
}
// The numbers that a reader sees besides: tags and entities stand inside them.
function unmarked(rules, text, path, already) {
  var bare = "", places = [], last = 0;
  function put(letters, at, moves) { for (var i = 0; i < letters.length; i++) places.push(at + (moves ? i : 0)); bare += letters; }
  spans(text, pattern(rules, "markup", "all")).forEach(function (mark) {
    put(text.slice(last, mark.index), last, true);
    put(seen(rules, mark[0]), mark.index, false);
    last = mark.index + mark[0].length;
  });
  put(text.slice(last), last, true);
  return last ? told(rules, bare, path).filter(function (one) { return !over(already, places[one.start], places[one.end - 1] + 1); }) : [];
}

export function personal(rules, text, path) {
  var found = told(rules, text, path);
  return found.concat(unmarked(rules, text, path, found)).map(function (one) { return one.fault; }).concat(namings(rules, text, path));
}
