/* A pasted notice read by rules (submit/draft.json, from hooks/almanac/intake/notice_patterns.py): what it proposes for a
   record, each value with the words it stands in. The same steps as hooks/almanac/intake/notice_extraction.py, which says what
   each is for. Places count characters, not halves of them: Array.from(text).slice(start, end). */
import { fold, maskAside, personal } from "./text.js";
import { state, times } from "./when.js";
import { categories, texts, words } from "./words.js";
import { numbers } from "./counts.js";

var LONGEST = 20000;

// Each value once, and no word that stands inside a longer one of its field.
function once(found) {
  var had = {};
  found = found.filter(function (one) {
    var key = one.field + "\n" + JSON.stringify(one.value), known = had[key];
    had[key] = true;
    return !known;
  });
  return found.filter(function (one) {
    return (one.field !== "形式" && one.field !== "面向") || !found.some(function (other) {
      return other !== one && other.field === one.field && other.start <= one.start && one.end <= other.end;
    });
  });
}

// {proposed: [{field, value, source: [start, end]}], missing: [field], personal: [as proposed]}
export function proposed(text, rules) {
  var page = fold(Array.from(text).slice(0, LONGEST), rules), left = personal(page);
  maskAside(page);
  var held = state(page), value = held.length ? held[0].value : "";
  var found = once(held.concat(times(page), texts(page), words(page), categories(page), numbers(page, value === "计划")));
  function told(one) { return { field: one.field, value: one.value, source: [page.at[one.start], page.at[one.end - 1] + 1] }; }
  var missing = rules.required.concat(rules.wanted[value] || []).filter(function (field) {
    return !found.some(function (one) { return (one.field + "·").indexOf(field + "·") === 0; });
  });
  return { proposed: found.map(told), missing: missing, personal: left.map(told) };
}
