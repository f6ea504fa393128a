/* What a form page works with: its form, what its script must know, and the draft that is open. */
import { made } from "../parts/made.js";
import { all as every } from "../parts/page.js";

export var form = document.querySelector("form[data-submit]");
// rules: submit/rules.json; known: submit/<kind>.json; mine: the draft that is open; storing: whether drafts are kept;
// notice: what reads a pasted notice, and photos: what takes photos, where the page has a box for them; changes: the number of the activity that is being put
// right, and before: what its page says.
export var state = { rules: null, known: null, drafts: {}, mine: "", storing: true, notice: null, photos: null, changes: "", before: {} };

export function at(id) { return document.getElementById(id); }
export function all(what, from) { return every(what, from || form); }
export function got(path) {
  return fetch(form.dataset.root + path).then(function (answer) { if (!answer.ok) throw Error(path); return answer.json(); });
}
var coming = null;
// How names of persons are known: fetched once, again where it failed.
export function persons() {
  coming = coming || got("submit/persons.json").then(function (found) {
    state.rules.persons = found;
    form.setAttribute("data-persons", "");
  }).catch(function (failed) { coming = null; throw failed; });
  return coming;
}
export function put(tag, text, inside) { return inside.appendChild(made(tag, "", text)); }
