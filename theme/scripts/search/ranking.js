/* Which drawers may have the words, and which of their cards fit best. How guide and drawers are made:
   hooks/almanac/search/catalogue.py. want: {words, dates, kind, where}; near: the code of the reader's place, or nothing. */
import { sound } from "./sounds.js";
import { fits, pair, same, text, within } from "./letters.js";
import { bare } from "./sounds.js";

var MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// What stands above a share: its city, or the province for a city and for a county that files with it (GB/T 2260: xx90, and
// xx01, xx02 of a municipality).
function up(share) { return share.length > 4 && !/^(?:..90|(?:11|12|31|50)0[12])/.test(share) ? share.slice(0, 4) : share.slice(0, 2); }
function inside(code, where) { return code.indexOf(where) === 0 || where.indexOf(code) === 0; }

// For each drawer and way: which pairs are in it, and how many of them in a name.
export function note(found, leaf, way, key, at, where) {
  leaf.split("\n").forEach(function (line) {
    var cut = line.indexOf(" "), share = line.slice(0, cut);
    if (cut < 0 || !inside(share, where)) return;
    for (var i = cut + 1; i + 3 < line.length; i += 4) if (same(way, at, line[i], line[i + 1])) {
      var has = MARKS.indexOf(line[i + 2]), named = MARKS.indexOf(line[i + 3]);
      for (var bit = 0; bit < 6; bit++) if (has >> bit & 1) {
        var name = bit === 0 ? up(share) : bit === 1 ? share : share + "-" + bit, drawer = found[name] = found[name] || {};
        var one = drawer[key] = drawer[key] || { at: {}, names: 0 };
        one.at[at] = 1; one.names += named >> bit & 1;
      }
    }
  });
}
// Drawers that may have all the words, the likeliest first; if there are none, those that have most of them.
export function ordered(found, words, near) {
  var all = Object.keys(found).map(function (name) {
    var whole = true, named = 0, number = 0;
    words.forEach(function (word, w) {
      var top = { number: 0, whole: false, names: 0 };
      word.ways.forEach(function (way, n) {
        var one = found[name][w + ":" + n];
        if (!one || way.units.length < 2) return;
        var fit = fits(way, function (at) { return one.at[at]; });
        if (fit.whole > top.whole || fit.number > top.number) top = { number: fit.number, whole: fit.whole, names: Math.min(one.names, fit.number) };
      });
      whole = whole && top.whole; number += top.number; named += top.names;
    });
    return { name: name, whole: whole, number: number, names: named, near: near && inside(name.slice(0, 6), near.slice(0, 6)) ? 1 : 0 };
  });
  var full = all.filter(function (one) { return one.whole; });
  return (full.length ? full : all).sort(function (a, b) {
    return b.whole - a.whole || b.number - a.number || b.near - a.near || Math.sign(b.names - a.names) * (full.length ? 1 : 0) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1);
  });
}

// The cards of a drawer, as their units have them.
export function cards(units) {
  var found = [];
  units.forEach(function (unit) {
    var where = text(unit[1] + " " + unit[2]), above = unit[1].split(" ").slice(0, 3);
    unit[3].forEach(function (c) {
      var firsts = c[3].split(" "), lasts = (c[4] || c[3]).split(" ");   // of several occurrences all are said
      found.push({
        code: unit[0], line: unit[1], where: where, above: above, kind: c[0], path: c[1], name: c[2], start: firsts[0], end: lasts[lasts.length - 1], when: c[5],
        firsts: firsts, lasts: lasts,
        place: c[6], note: c[7], about: c[9], year: (c[3] || (c[0] === "a" ? c[1] : "")).slice(0, 4),
        passages: c[10] ? c[10].split(/[。！？；\n]/).map(text) : [],
        texts: [text(c[2]), text(c[8]), text(c[6] || c[10] && c[9] || ""), where, text(c[9] + " " + (c[10] || ""))]
      });
    });
  });
  return found;
}

var WEIGHTS = [5, 3, 2, 2, 1];   // of a name, of forms and audience, of a place or an article's summary, of where it is, of the account or a whole text
function worth(way, card) {
  var sum = 0, fit = fits(way, function (at) {
    var here = pair(way, at), most = 0;
    card.texts.forEach(function (one, n) { if (WEIGHTS[n] > most && (way.heard ? one.heard : one.plain).indexOf(here) >= 0) most = WEIGHTS[n]; });
    sum += most;
    return most > 0;
  });
  return { whole: fit.whole, number: fit.number, sum: (way.meant ? 0.7 : 1) * sum / Math.max(way.units.length - 1, 1) };
}
// Of a whole text: how many of the words its best sentences have, and how many such sentences there are; parts count half.
function told(passages, words) {
  var most = 0, number = 0;
  passages.forEach(function (passage) {
    var has = 0;
    words.forEach(function (word) {
      var fit = word.ways.map(function (way) { return within(way, passage); });
      has += fit.some(function (one) { return one.whole; }) ? 1 : fit.some(function (one) { return one.number; }) ? 0.5 : 0;
    });
    if (has > most) { most = has; number = 0; }
    if (has === most && has) number++;
  });
  return words.length ? 3 * most / words.length + Math.min(number, 6) / 4 : 0;
}
// 乙 means 乙县 before anything that is only called after it, such as 乙河街道.
function names(word, unit) {
  var short = bare(unit);
  return word.ways.some(function (way) {
    for (var from = 0; from + short.length <= way.units.length; from++) {
      var at = 0;
      while (at < short.length && way.units[from + at] === (way.heard ? sound(short[at]) : short[at])) at++;
      if (at === short.length) return true;
    }
    return false;
  });
}
export function score(card, want, near) {
  var whole = true, sum = 0, number = 0, full = 0;
  want.words.forEach(function (word) {
    var top = { whole: false, sum: 0, number: 0 };
    word.ways.forEach(function (way) { var one = worth(way, card); if (one.whole > top.whole || (one.whole === top.whole && one.sum > top.sum)) top = one; });
    whole = whole && top.whole; sum += top.sum; number += top.number; full += top.whole ? 1 : 0;
    var name = card.texts[0].plain.replace(/ /g, "");
    if (name === word.text) sum += 4; else if (card.kind === "t") sum -= 1; else if (name.indexOf(word.text) >= 0) sum += 1;
    if (card.line.split(" ").pop().indexOf(word.text) === 0) sum += 1;   // its own association, not one below it
    if (card.above.some(function (unit) { return names(word, unit); })) sum += 6;   // more than a name can be worth
  });
  sum += told(card.passages, want.words);
  if (/取消/.test(card.note)) sum -= 2; else if (card.kind === "a" && card.end.slice(0, 10) >= want.today) sum += 3;   // one can still go there
  if (near && inside(card.code.slice(0, 6), near.slice(0, 6))) sum += 0.6;
  return { card: card, whole: whole, full: full, number: number, sum: sum + (12 - card.code.length) / 40 };
}
// The page of a card, from the root of the site.
export function address(card) { return card.kind === "a" ? "e/" + card.path.slice(0, 5) + card.code + "-" + card.path.slice(5) + "/" : card.path; }
export function suits(card, want) {
  return (!want.kind || card.kind === want.kind) && card.code.indexOf(want.where) === 0 && want.dates.every(function (date) { return date(card); });
}
// The order of two hits; today: what is to come goes before what is past.
export function best(a, b, today) {
  var comes = (b.card.end >= today) - (a.card.end >= today), later = a.card.start < b.card.start;
  return b.whole - a.whole || (a.whole ? 0 : b.full - a.full) || b.sum - a.sum || comes ||
    (a.card.start === b.card.start ? (a.card.code + a.card.path < b.card.code + b.card.path ? -1 : 1) : later === a.card.end >= today ? -1 : 1);
}
