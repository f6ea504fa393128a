/* The letters that were looked for stand out. */
import { made } from "../parts/made.js";
import { same } from "./letters.js";

export function marked(thing, text, want) {
  var on = [], letters = text.split(""), i;
  function look(way) {
    for (var at = 0; at + 1 < way.units.length; at++) for (i = 0; i + 1 < letters.length; i++)
      if (same(way, at, letters[i].toLowerCase(), letters[i + 1].toLowerCase())) on[i] = on[i + 1] = true;
  }
  want.words.forEach(function (word) { word.ways.forEach(look); });
  for (i = 0; i < letters.length;) {
    var from = i, now = !!on[i];
    while (i < letters.length && !!on[i] === now) i++;
    thing.appendChild(now ? made("mark", "", text.slice(from, i)) : document.createTextNode(text.slice(from, i)));
  }
  return thing;
}
