/* What is wrong with a record, in the words of the program's own checks: sentences and patterns come with submit/rules.json, made by
   hooks/almanac/intake/form_messages.py. `rules` is what stands there. */
import { expression } from "../reading/patterns.js";

// A pattern of the rules; how: whole, all (the first, the next …), or nothing.
export function pattern(rules, name, how) {
  var text = rules.patterns[name];
  return expression(how === "whole" ? "^(?:" + text + ")$" : text, how === "all" ? "gu" : "u");
}
export function fault(rules, name, path, marks) { return filled(rules.words[name], path, marks); }
// A sentence with what was found in the place of its marks.
export function filled(answer, path, marks) {
  function put(text) { return text.replace(/\{(\w+)\}/g, function (mark, name) { return name in marks ? marks[name] : mark; }); }
  return { code: answer[0], message: put(answer[1]), example: put(answer[2]), path: path };
}
function masked(rules, text) {
  return text.replace(pattern(rules, "long number", "all"), function (found) { return found.slice(0, 3) + "*".repeat(found.length - 5) + found.slice(-2); });
}
// An example as it is typed into a form: `人数: 800余` goes into the box that is called so, without the marks of a file.
function typed(example) {
  var found = /^([^:：\s]{1,12}): (.+)$/.exec(example.split(/\s+/).filter(Boolean).join(" "));
  return found ? "“" + found[1] + "”写“" + found[2].replace(/[[\]{}]/g, "").replace(/: /g, " ") + "”" : example;
}
export function sentence(rules, one) {
  var message = one.message.replace(/\n/g, " ").replace(/。+$/, ""), example = typed(one.example);
  return masked(rules, message + (/[？！…]$/.test(message) ? "" : "。") + (example ? "例：" + example : ""));
}

// A text as a sentence shows it: few letters, nothing unseen.
export function shown(text, most) {
  var unseen = expression("[\\p{C}\\p{Z}]", "u");
  var found = Array.from(text).slice(0, most + 1).map(function (one) { return unseen.test(one) && one !== " " && one !== "\u3000" ? "\ufffd" : one; });
  return found.length <= most ? found.join("") : found.slice(0, most - 1).join("") + "…";
}

// ---------------------------------------------------------------- the word that was meant

function sounds(word) { return word.normalize("NFKC").toLowerCase().replace(expression("[\\s\\p{Cf}]", "gu"), ""); }
function stem(rules, word) {
  word = word.replace(pattern(rules, "office", ""), "") || word;
  var found = pattern(rules, "peoples", "").exec(word) || pattern(rules, "suffix", "").exec(word);
  return found ? found[1] : word;
}
function slip(a, b) {   // one letter added, dropped or replaced, or two neighbours that changed places
  var start = 0;
  if (Math.abs(a.length - b.length) > 1 || Math.max(a.length, b.length) < 2) return false;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  a = a.slice(start); b = b.slice(start);
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a.slice(0, 2) === (b[1] || "") + b[0] && a.slice(2) === b.slice(2));
}
export function closest(rules, word, choices) {
  var mine = sounds(Array.from(word).slice(0, 80).join("")), bare = stem(rules, mine), ranked = [[], [], []];
  choices.forEach(function (choice) {
    var other = sounds(choice);
    if (mine === other) ranked[0].push(choice);
    else if (bare === other || bare === stem(rules, other) || mine === stem(rules, other)) ranked[1].push(choice);
    else if (slip(mine, other)) ranked[2].push(choice);
  });
  var found = ranked.filter(function (some) { return some.length; })[0];
  return found && found.length === 1 ? found[0] : "";
}
