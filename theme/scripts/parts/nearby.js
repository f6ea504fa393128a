/* What is on nearby: where a place has nothing for some days, what those above and beside it have. */
import { later } from "../reading/calendar.js";
import { next } from "./countdown.js";
import { all } from "./page.js";

var ROWS = 6;

// Of rows [code, first days, last days, ...], in order of their days, those at or below a place that come within so many days.
export function coming(rows, code, today, within) {
  var until = later(today, within), found = [];
  rows.forEach(function (row, n) {
    var one = next(row[1].split(" "), row[2].split(" "), today);
    if (row[0].indexOf(code) === 0 && one[1] >= today && one[0] <= until)
      found.push([one[0] < today ? "" : one[0], n, row]);
  });
  found.sort(function (a, b) { return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]; });
  return found.map(function (each) { return each[2]; });
}
// The nearest of some places above that has something, and the first of it; nothing where the place itself has.
export function nearest(rows, code, above, today, within) {
  if (coming(rows, code, today, within).length) return ["", []];
  for (var at = 0; at < above.length; at++) {
    var found = coming(rows, above[at], today, within);
    if (found.length) return [above[at], found.slice(0, ROWS)];
  }
  return ["", []];
}

// A block with ways to those above becomes a list of what they have, or goes.
export function showNearby(block, today) {
  var links = all("a[data-code]", block), above = links.map(function (link) { return link.dataset.code; });
  fetch(block.dataset.near).then(function (answer) { return answer.ok ? answer.json() : []; }).then(function (rows) {
    var found = nearest(rows, block.dataset.code, above, today, +block.dataset.within), list = block.querySelector("ol");
    block.hidden = !found[0];
    if (block.hidden) return;
    var name = links[above.indexOf(found[0])].textContent;
    block.querySelector("p").textContent =
      block.dataset.name + "近" + block.dataset.within + "天没有登记的活动。" + name + "各单位近期的有：";
    found[1].forEach(function (row) {   // as the site itself has drawn it
      list.appendChild(new DOMParser().parseFromString(row[3], "text/html").querySelector("li"));
    });
    list.hidden = false;
  }).catch(function () { /* the ways to those above stay */ }).then(function () { block.classList.add("done"); });
}
