/* The sounds of Han (search/sounds.txt): a line for each syllable, with its Han; after = traditional letters, each with its
   simplified one; after ~ a pattern of what places are, as it stands behind their names. */
var sounds = {}, syllables = [], number = {}, simple = {}, kind = /(?!)/;

export function learn(text) {
  if (!syllables.length) text.split("\n").forEach(function (line, n) {
    if (line[0] === "=") { for (var at = 1; at + 1 < line.length; at += 2) simple[line[at]] = line[at + 1]; return; }
    if (line[0] === "~") { kind = new RegExp(line.slice(1)); return; }
    var syllable = /^[a-z]+/.exec(line)[0];
    syllables.push(syllable); number[syllable] = n;
    line.slice(syllable.length).split("").forEach(function (letter) { sounds[letter] = syllable; });
  });
}
// 乙县 is called 乙, and 江华瑶族自治县 江华.
export function bare(name) {
  var short = name.replace(kind, "");
  return short.length < 2 ? name : short;
}
export function simplified(said) { return said.split("").map(function (letter) { return simple[letter] || letter; }).join(""); }
export function sound(letter) { return sounds[letter] || letter; }
export function initial(letter) { var first = sound(letter)[0]; return /[a-z0-9]/.test(first) ? first : "_"; }
// Of a letter or of a syllable, for shelving.
export function place(unit) {
  var known = number[unit.length > 1 ? unit : sounds[unit]];
  return known === undefined ? syllables.length + unit.charCodeAt(0) : known;
}
// Whether a syllable begins with these letters.
export function begins(letters) { return syllables.some(function (one) { return one.indexOf(letters) === 0; }); }

export function isSyllable(letters) { return letters in number; }

// The ways to read letters as syllables: xian is xian and xi an; the longest first.
export function spelled(letters) {
  var found = [];
  (function go(from, parts) {
    if (found.length > 3) return;
    if (from === letters.length) { found.push(parts); return; }
    for (var size = Math.min(6, letters.length - from); size; size--) {
      var part = letters.slice(from, from + size);
      if (part in number && (size > 1 || /[aeo]/.test(part))) go(from + size, parts.concat(part));
    }
  })(0, []);
  return found;
}
