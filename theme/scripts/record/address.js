/* What addresses bring into a page. Anybody can make an address: what has not the form of what it stands for is not there. */
import { expression } from "../reading/patterns.js";

var FORMS = {
  a: "^[0-9]{4}-(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})-[0-9a-z-]{1,80}$",
  f: "^(?![-. ])[\\p{L}\\p{N}_（）·“”《》、，. -]{1,60}\\.yml$",
  u: "^(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$",
  y: "^[0-9]{4}$"
};

// What the address of a form page asks for (#a=2021-990101-0529-shili&f=0529-示例.yml: an activity that is on the site;
// #u=990101&y=2021: an association).
export function asked(hash) {
  var found = {};
  hash.replace(/^#/, "").split("&").forEach(function (pair) {
    var cut = pair.indexOf("="), key = pair.slice(0, Math.max(cut, 0)), said;
    if (!Object.prototype.hasOwnProperty.call(FORMS, key)) return;
    try { said = decodeURIComponent(pair.slice(cut + 1)); } catch (e) { return; }
    if (expression(FORMS[key], "u").test(said)) found[key] = said;
  });
  if (found.a) { found.y = found.a.split("-")[0]; found.u = found.a.split("-")[1]; } else delete found.f;
  return found;
}
// What is being put right, as the first line of a text names it: one line of what can be seen, or nothing.
export function named(text) {
  return expression("^[^\\p{C}\\p{Zl}\\p{Zp}]{1,300}$", "u").test(text) ? text : "";
}
