/* Letters as they are looked for, and the pairs of them: hooks/almanac/search/bigrams.py does the same. */
import { alike, cut, meant, meantBySound } from "./meanings.js";
import { isSyllable, place, simplified, sound, spelled } from "./sounds.js";

var LEAVES = 512;

export function plain(said) {
  return said.replace(/([0-9０-９])[·.．•・‧](?=[0-9０-９])/g, "$1")
    .replace(/[\uff01-\uff5e]/g, function (wide) { return String.fromCharCode(wide.charCodeAt(0) - 0xfee0); })
    .replace(/[A-Z]/g, function (letter) { return letter.toLowerCase(); })
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[^a-z0-9〇\u3400-\u9fff]/g, " ");
}
// `|yi|zhen|`: a text by its sounds
export function heard(said) { return "|" + said.split("").map(sound).join("|") + "|"; }
export function text(said) {
  var letters = plain(said);
  return { plain: letters, heard: heard(letters) };
}

// Syllables that are typed one by one are one word: yi zhen; of four, each two may be a word.
function joined(parts) {
  var all = [];
  parts.forEach(function (part, n) {
    var single = /^[a-z]+$/.test(part) && isSyllable(part), before = n && /^[a-z]+$/.test(parts[n - 1]) && isSyllable(parts[n - 1]);
    if (single && before) all[all.length - 1] += part; else all.push(part);
  });
  return all;
}
// A word is looked for in one or more ways, each a row of letters or of syllables; loosely, Han also by their sounds and
// looks, and a sentence by the words in it that mean the same as others.
// Letters that follow Han without a blank are a word of their own: 乙yizhen.
export function words(query, loosely) {
  var said = plain(simplified(query)).replace(/([\u3400-\u9fff])(?=[a-z]{2})|([a-z]{2})(?=[\u3400-\u9fff])/g, "$1$2 ");
  said = joined(said.split(/ +/).filter(Boolean));
  if (loosely) said = Array.prototype.concat.apply([], said.map(function (word) { return word.length > 1 ? cut(word) : word; }));
  return said.map(function (word) {
    var units = word.split(""), ways = [{ units: units, heard: false }], others = meant(word);
    if (/^[a-z]+$/.test(word)) {
      var spellings = spelled(word);
      spellings.forEach(function (parts) { ways.push({ units: parts, heard: true }); });
      others = meantBySound(spellings, heard);
    } else if (loosely && units.length > 1) {
      ways.push({ units: units.map(sound), heard: true });
      alike(word).forEach(function (other) { ways.push({ units: other.split(""), heard: false }); });
    }
    others.forEach(function (other) { ways.push({ units: other.split(""), heard: false, meant: true }); });
    return { text: word, ways: ways };
  });
}

export function pair(way, at) {
  var units = way.units.slice(at, at + 2);
  return way.heard ? "|" + units.join("|") + "|" : units.join("");
}
// Whether two letters are the pair of a way at a place.
export function same(way, at, first, second) {
  return way.heard ? sound(first) === way.units[at] && sound(second) === way.units[at + 1] : first === way.units[at] && second === way.units[at + 1];
}
// The leaf of the guide that has a pair.
export function leaf(way, at) { return (place(way.units[at]) * 31 + place(way.units[at + 1])) % LEAVES; }

// How many of a way's pairs there are, and whether every letter of it is in one of them; has: says it of the pair at a place.
export function fits(way, has) {
  var size = way.units.length, number = 0, whole = true, before = false;
  for (var at = 0; at < Math.max(size - 1, 1); at++) {
    var here = has(at);
    if (here) number++; else if (!before) whole = false;
    before = here;
  }
  return { number: number, whole: whole && before };
}
export function within(way, found) {
  return fits(way, function (at) { return (way.heard ? found.heard : found.plain).indexOf(pair(way, at)) >= 0; });
}
