/* Associations by name, pinyin or initials: on which shelves they are, and which fits best. */
import { alike } from "./meanings.js";
import { bare, begins, initial, simplified, spelled } from "./sounds.js";
import { heard, plain, text, within, words } from "./letters.js";

function initials(name) { return name.replace(/ /g, "").split("").map(initial).join(""); }
// tianh: what is begun of the last syllable counts, too
function begun(letters) {
  for (var size = letters.length - 1; size > 0; size--) {
    var rest = letters.slice(size), ways = spelled(letters.slice(0, size));
    if (ways.length && begins(rest)) return unfinished(ways, rest);
  }
  return [];
}
function unfinished(ways, rest) { return ways.map(function (units) { return { units: units, rest: rest }; }); }

// The files in which a word's associations may stand.
export function shelves(word) {
  var names = [];
  if (/^[a-z]/.test(word.text)) {
    word.ways.forEach(function (way) { names.push(initial(way.units[0][0]) + initial((way.units[1] || "_")[0])); });
    begun(word.text).forEach(function (start) { if (start.units.length) names.push(start.units[0][0] + (start.units[1] || start.rest || "_")[0]); });
  } else word.ways.forEach(function (way) {   // as it is written, and as it may be meant by its look
    if (way.heard || way.meant) return;
    if (way.units.length === 1) names.push(initial(way.units[0]) + "_");
    for (var at = 0; at < Math.min(way.units.length - 1, 8); at++) names.push(initial(way.units[at]) + initial(way.units[at + 1]));
  });
  return names.filter(function (name) { return /^[a-z][a-z_]$/.test(name); });
}

// Whether a name begins as the letters of a word say: by sound, or by initials.
function starts(word, name) {
  var spoken = heard(plain(name));
  return word.ways.some(function (way) { return way.heard && spoken.indexOf("|" + way.units.join("|") + "|") === 0; }) ||
    begun(word.text).some(function (start) { return spoken.indexOf("|" + start.units.concat(start.rest).join("|")) === 0; }) ||
    initials(name).indexOf(word.text) === 0;
}
// Whether a city or a county is called just so, also by its sound: before any village of that name.
function called(row, all) {
  if (row[0].length > 6 || all.length !== 1) return false;
  return [row[1], bare(row[1])].some(function (name) {
    return all[0].text === plain(name) || all[0].ways.some(function (way) { return way.heard && "|" + way.units.join("|") + "|" === heard(plain(name)); });
  });
}
// 0 is best, undefined does not fit; row: code, name, what is above it.
function rank(row, all, want) {
  var name = text(row[1]), where = text(row[2] + " " + row[1]), hit = false, first = false;
  var every = all.every(function (word) {
    if (/^[a-z]+$/.test(word.text)) {
      var begin = starts(word, row[1]);
      hit = hit || begin; first = first || begin;
      return begin || row[2].split(" ").some(function (above) { return starts(word, above); });
    }
    first = first || name.plain.indexOf(word.text) === 0;
    return word.ways.some(function (way) {
      if (within(way, name).number > 0) hit = true;
      return way.units.length > 1 ? within(way, where).whole : name.plain.indexOf(word.text) === 0;
    });
  });
  if (!every || !hit) return undefined;
  if (called(row, all)) return 0;
  if (name.plain === want) return 1;
  return first ? (initials(row[1]).length === want.length ? 2 : 3) : 4;
}

// Letters that are no syllables may be those with which a place's name begins: yx, or jsyx with what is above it.
export function isInitials(word) { return /^[a-z]{2,8}$/.test(word) && !spelled(word).length; }
function begunBy(name, letters) { return initials(name) === letters || initials(bare(name)) === letters; }
export function initialShelves(letters) {
  var names = [letters.slice(0, 2)];
  for (var at = 2; at < letters.length - 1; at++) names.push(letters.slice(at, at + 2));
  return names;
}
// Cities and counties of which the letters are the initials, or what lies below one of which they begin with.
export function lettered(rows, letters) {
  var once = {};
  return rows.filter(function (row) {
    if (once[row[0]] || row[0].length <= 6 && begunBy(row[1], letters)) return !once[row[0]] && (once[row[0]] = true);
    for (var at = 2; at < letters.length - 1; at++) if (begunBy(row[1], letters.slice(at)) && row[2].split(" ").some(function (above) { return begunBy(above, letters.slice(0, at)); })) return once[row[0]] = true;
    return false;
  }).sort(function (a, b) { return a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1); }).slice(0, 3);
}

// What is wanted of associations: the words without 计生协.
export function wanted(query) {
  return plain(simplified(query).replace(/计划生育协会|计生协(?:会(?![员长]))?/g, " ")).replace(/ +/g, " ").trim();
}
export function shelvesOf(query, loosely) {
  var names = {};
  words(wanted(query), loosely).concat(words(wanted(query))).forEach(function (word) { shelves(word).forEach(function (name) { names[name] = 1; }); });
  return Object.keys(names).slice(0, 12);
}
// Of a place's name nothing means the same; and what has another meaning is no place by its sound.
function own(word) {
  var known = !/^[a-z]/.test(word.text) && word.ways.some(function (way) { return way.meant; });
  return { text: word.text, ways: word.ways.filter(function (way) { return way.heard && !known || way.units.join("") === word.text || alike(word.text).indexOf(way.units.join("")) >= 0; }) };
}
// Those of some rows that fit, the best first; each once.
export function ranked(rows, query, loosely) {
  var want = wanted(query), all = words(want, loosely).map(own), best = {}, run = /^[a-z]+(?: [a-z]+)+$/.test(want) ? words(want.replace(/ /g, "")) : null;
  rows.forEach(function (row) {
    var at = rank(row, all, want);
    if (at === undefined && run) at = rank(row, run, want);   // syllables that are typed one by one
    if (at !== undefined && !(best[row[0]] && best[row[0]].at <= at)) best[row[0]] = { at: at, row: row };
  });
  return Object.keys(best).map(function (code) { return best[code]; }).sort(function (a, b) {
    return a.at - b.at || a.row[0].length - b.row[0].length || (a.row[3] ? 1 : 0) - (b.row[3] ? 1 : 0) || a.row[1].length - b.row[1].length || (a.row[0] < b.row[0] ? -1 : 1);
  });
}

// Those whose names stand in a sentence, the fullest said first: 丙镇 in 乙县丙镇有什么. By sound only from three letters on.
export function inSentence(rows, query) {
  var written = wanted(query).replace(/ /g, ""), spoken = heard(written), most = 0, found = {};
  function said(name) { return written.indexOf(name) >= 0 || name.length > 2 && spoken.indexOf(heard(name)) >= 0; }
  rows.forEach(function (row) {
    var short = row[0].length > 6 ? row[1] : bare(row[1]), size = said(row[1]) ? row[1].length : said(short) ? short.length : 0;
    if (size < 2 || row[0].length > 6 && size < 3) return;
    row[2].split(" ").forEach(function (above) { if (said(bare(above))) size += 4; });
    found[row[0]] = { size: size, row: row };
    most = Math.max(most, size);
  });
  return Object.keys(found).map(function (code) { return found[code]; }).filter(function (one) { return one.size === most; })
    .sort(function (a, b) { return a.row[0].length - b.row[0].length || (a.row[0] < b.row[0] ? -1 : 1); });
}

// The nearest at or above an association that has a page.
export function page(code, paged) {
  while (code.length > 6 && paged.indexOf(code) < 0) code = code.length > 9 ? code.slice(0, 9) : code.slice(0, 6);
  return code;
}
