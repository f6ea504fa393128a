/* A pasted notice read by rules (submit/draft.json, from hooks/almanac/intake/notice_patterns.py): what it proposes for a
   record, each value with the words it stands in. The same steps as hooks/almanac/intake/notice_extraction.py, which says what
   each is for. Places count characters, not halves of them: Array.from(text).slice(start, end). */
import { fold, item, mask, maskPosted, notes, nothing, only, parts, personal } from "./text.js";
import { state } from "./state.js";
import { besideToday, times, undetermined } from "./when.js";
import { categories, places, texts, words } from "./words.js";
import { isAsked, numbers } from "./counts.js";

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

// A draft for each activity: [{proposed: [{field, value, source: [start, end]}], missing: [field], personal: [as proposed], notes, why, asked: [as proposed, to choose]}]
export function drafts(text, rules) {
  var page = fold(Array.from(text).slice(0, LONGEST), rules), left = personal(page).map(function (one) { return told(page, one); });
  var why = nothing(page);
  if (why) return [{ proposed: [], missing: [], personal: left, notes: [], why: why }];
  mask(page, "out"); page.whole = page.seen; maskPosted(page); mask(page, "aside");
  var several = parts(page), pages = several.length ? several.map(function (part) { return only(page, part); }) : [page];
  var found = pages.map(function (each) { return read(each, page); });
  var said = found.some(function (one) { return one.proposed.some(function (each) { return rules.beside.indexOf(each.field) < 0 || each.value === "延期" || each.value === "取消"; }); });
  if (!said) return [{ proposed: [], missing: [], personal: left, notes: [], why: rules.unsaid }];
  found[0].personal = left;
  return found;
}
function told(page, one) { return { field: one.field, value: one.value, source: [page.at[one.start], page.at[one.end - 1] + 1] }; }
// One activity; what the whole text says of its state and theme holds for each.
function read(page, whole) {
  var rules = page.rules, when = times(page), begins = when.filter(function (one) { return one.field === "开始"; })[0];
  var held = state(page, whole, begins), value = held.length && !isAsked(held[0]) ? held[0].value : "", said = texts(page);
  if (value === "计划") when = undetermined(when);
  if (whole !== page) said = said.concat(texts(whole).filter(function (one) { return one.field === "主题"; }));
  var all = held.concat(when, said, places(page), words(page), categories(page), numbers(page, !!value && value !== "已举办", !page.summed && !held.some(isAsked)));
  var found = once(all.filter(function (one) { return !isAsked(one); }));
  var asked = all.filter(isAsked).map(function (one) { return told(page, item(one.field.slice(0, -1), one.value, one.start, one.end)); });
  begins = found.filter(function (one) { return one.field === "开始"; })[0];
  var missing = rules.required.concat(rules.wanted[value] || []).filter(function (field) {
    return !found.concat(asked).some(function (one) { return (one.field + "·").indexOf(field + "·") === 0; });
  });
  return { proposed: found.map(function (one) { return told(page, one); }), missing: missing, personal: [], notes: (begins ? besideToday(page, begins) : []).concat(notes(page)), why: "", asked: asked };
}
