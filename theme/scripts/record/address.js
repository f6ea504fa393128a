/* What addresses bring into a page. Anybody can make an address: what has not the form of what it stands for is not there. */
import { expression } from "../reading/patterns.js";

var FORMS = {
  a: "^[0-9]{4}-(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})-[0-9a-z-]{1,80}$",
  u: "^(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$",
  y: "^[0-9]{4}$"
};

// A text if it has the form of what the letter stands for, else nothing.
export function address(letter, text) { return expression(FORMS[letter], "").test(text || "") ? text : ""; }

// What the address of a form page asks for (#a=2021-990101-0529-shili: an activity that is on the site; #u=990101&y=2021: an
// association).
export function asked(hash) {
  var found = {};
  hash.replace(/^#/, "").split("&").forEach(function (pair) {
    var cut = pair.indexOf("="), key = pair.slice(0, Math.max(cut, 0)), said;
    if (!Object.prototype.hasOwnProperty.call(FORMS, key)) return;
    try { said = decodeURIComponent(pair.slice(cut + 1)); } catch (e) { return; }
    if (address(key, said)) found[key] = said;
  });
  return found;
}
