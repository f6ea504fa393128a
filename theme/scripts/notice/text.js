/* A notice folded for reading: `seen` is what patterns see, `plain` what values are taken from, `at` where each letter was. */
import { finds } from "./finding.js";

export function item(field, value, start, end) { return { field: field, value: value, start: start, end: end }; }
// What a whole pattern found, as the value of a field.
export function spanned(field, value, found) { return item(field, value, found.index, found.index + found[0].length); }

export function fold(text, rules) {
  var page = { rules: rules, plain: "⊢\n", seen: "⊢\n", at: [0, 0] };
  text.forEach(function (letter, n) {
    if (rules.unseen.indexOf(letter) >= 0) return;
    var plain = rules.letters[letter] || letter, code = plain.codePointAt(0);
    page.plain += plain.length > 1 ? "□" : plain;
    page.seen += rules.signs[plain] || (code > 0xffff || (code >= 0x2600 && code < 0x27c0) ? "□" : plain);
    page.at.push(n);
  });
  page.letters = ["⊢", "\n"].concat(text.filter(function (letter) { return rules.unseen.indexOf(letter) < 0; }), ["\n"]);
  page.plain += "\n"; page.seen += "\n"; page.at.push(text.length);
  return page;
}
export function words(page, start, end) {
  return page.letters.slice(start, end).map(function (letter) { return page.rules.letters[letter] || letter; }).join("");
}
function mask(page, start, end) { page.seen = page.seen.slice(0, start) + "█".repeat(end - start) + page.seen.slice(end); }

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
        mask(page, place, place + length);
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

// When it was published, passed on or is due, and what is said of other years: not seen when time and numbers are read.
export function maskAside(page) {
  page.whole = page.seen;
  page.rules.aside.forEach(function (part) { finds(part, page.seen).forEach(function (one) { mask(page, one[1], one[2]); }); });
}
