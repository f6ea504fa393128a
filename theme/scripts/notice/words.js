/* Names, places, units, forms, audiences and categories, as they stand in a notice. */
import { each, finds } from "./finding.js";
import { likeliest, points } from "./evidence.js";
import { item, spanned, words as plain } from "./text.js";

var AGAIN = 2;   // a place that is named again and again has so much for it at most

// Names, places and units, by the words around them.
export function texts(page) {
  var found = [], had = {}, ones = {};
  page.rules.texts.forEach(function (rule) {
    var field = rule[0], way = rule[2];
    if (ones[field]) return;
    finds(rule[1], page.whole).some(function (one) {
      var among = plain(page, one[1], one[2]), signs = way === "people" && page.whole.slice(one[1], one[2]).indexOf("，") >= 0 ? "，" : "、，,";
      var parts = way === "one" || way === "each" ? [[one[1], one[2]]] : parted(page, one[1], one[2], signs);
      parts.forEach(function (part) {
        var it = trimmed(page, field, part[0], part[1]);
        if (!it || had[it.field + "\n" + it.value]) return;
        if (way === "joint") partner(it, among);
        if (page.rules.own.indexOf(it.value) >= 0) return;
        had[it.field + "\n" + it.value] = true;
        if (way === "one") ones[field] = true;
        found.push(it);
      });
      return ones[field];
    });
  });
  return found;
}
// The place that more is said for than for any other; one that is named again has that for it, too.
export function places(page) {
  var found = [];
  page.rules.places.forEach(function (rule) {
    finds(rule[1], page.whole).forEach(function (part) {
      var one = trimmed(page, "地点", part[1], part[2]);
      if (!one || page.rules.own.indexOf(one.value) >= 0 || found.some(function (other) { return one.end > other.said[0].start && one.start < other.said[0].end; })) return;
      var again = Math.min(page.whole.split(one.value).length - 2, AGAIN);
      found.push({ points: rule[0] + again + points(page.rules.placeSigns, page.whole, one.start, one.end), said: [one] });
    });
  });
  return likeliest(found);
}
// An association among those named, by its place; any other body helped.
function partner(it, among) {
  var name = it.value.replace(/计生协|计划生育协会/g, "");
  if (name === it.value && !(/(计生协|计划生育协会)$/.test(among) && /[村区镇乡道县市]$/.test(name))) { it.field = "协办"; return; }
  if (!name) return;
  it.value = name; it.end = it.start + Array.from(name).length;
}
function parted(page, start, end, signs) {
  return each("[^" + signs + "]+", page.whole.slice(start, end)).map(function (one) { return [start + one.index, start + one.index + one[0].length]; });
}
// The words without what hangs at their ends; none if personal data are in them, or nothing is left.
export function trimmed(page, field, start, end) {
  while (start < end && " □◎:".indexOf(page.whole[start]) >= 0) start++;
  while (start < end && " □◎:等。；，".indexOf(page.whole[end - 1]) >= 0) end--;
  if (end - start < 2 || page.whole.slice(start, end).indexOf("█") >= 0) return null;
  return item(field, plain(page, start, end), start, end);
}

// Forms and audiences: known words.
export function words(page) {
  return page.rules.words.reduce(function (found, rule) {
    return found.concat(each(rule[1], page.seen).map(function (one) { return spanned(rule[0], one[0], one); }));
  }, []);
}

// The categories of which a word stands in the text, in the order in which they come.
export function categories(page) {
  var found = [];
  page.rules.categories.forEach(function (rule) {
    var one = each(rule[1], page.seen)[0];
    if (one) found.push(spanned("类别", rule[0], one));
  });
  return found.sort(function (a, b) { return a.start - b.start; });
}
