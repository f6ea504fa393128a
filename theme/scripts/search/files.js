/* Files of the site that a search reads, each once. */
import { learn } from "./sounds.js";
import { inSentence, initialShelves, lettered, ranked, shelvesOf } from "./names.js";

export var root = document.currentScript.getAttribute("src").replace(/assets\/.*$/, "");
var kept = {};

export function read(path) {
  if (!kept[path]) kept[path] = fetch(root + path).then(function (answer) {
    if (!answer.ok) throw new Error(path);
    return answer.text();
  }).catch(function (error) { delete kept[path]; throw error; });
  return kept[path];
}
export function table(path) { return read(path).then(JSON.parse); }
function tables(paths) {
  return Promise.all(paths.map(table)).then(function (lists) { return Array.prototype.concat.apply([], lists); });
}

// The sounds of Han are known.
export function ready() { return read("search/sounds.txt").then(learn); }
// Associations that fit, the best first; if none does, those that are named in what is asked.
export function units(query, loosely) {
  var paths = shelvesOf(query, loosely).map(function (name) { return "units/" + name + ".json"; });
  return tables(paths).then(function (rows) {
    var found = ranked(rows, query, loosely);
    return { fit: found, named: found.length ? [] : inSentence(rows, query) };
  });
}
// Places by the letters that their names begin with; a shelf that is not there has none.
export function byInitials(letters) {
  var paths = initialShelves(letters).map(function (name) { return "units/" + name + ".json"; });
  return Promise.all(paths.map(function (path) { return table(path).catch(function () { return []; }); })).then(function (lists) {
    return lettered(Array.prototype.concat.apply([], lists), letters);
  });
}
// Which associations of the counties of some rows have a page.
export function paged(rows) {
  var counties = {};
  rows.forEach(function (row) { if (row[0].length > 6) counties[row[0].slice(0, 6)] = 1; });
  return tables(Object.keys(counties).map(function (code) { return "units/paged-" + code + ".json"; }));
}
