/* What is on nearby: where a place has nothing for some days, what those above and beside it have. */
import { later } from "../reading/calendar.js";
import { markDay, next } from "./countdown.js";
import { all } from "./page.js";
import { place } from "./place.js";
import { speakHours } from "./spoken.js";

var ROWS = 6, MINE = 60;   // rows; days that the reader's own place looks ahead

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

// A row as the site itself has drawn it, with how far away it is.
function drawn(row, today) {
  var item = new DOMParser().parseFromString(row, "text/html").querySelector("li");
  markDay(item, today);
  return item;
}

// At the head of pages that every reader comes to, what the reader's own place has, and the way to subscribe to it; where it
// has nothing, what its town or its county has.
export function showMine(block, today) {
  var mine = place(), root = block.dataset.own, list = block.querySelector("ol"), link = block.querySelector("a"), words = block.querySelector("p");
  if (!mine) return;
  link.textContent = mine.name; link.href = root + "u/" + mine.page + "/";
  block.querySelector("[data-feed]").href = root + "u/" + mine.page + "/#subscribe";
  fetch(root + "units/near-" + mine.code.slice(0, 6) + ".json").then(function (answer) { return answer.ok ? answer.json() : []; }).then(function (rows) {
    var found = [], wide = [mine.code, mine.code.slice(0, 9), mine.code.slice(0, 6)].filter(function (code) {
      return !found.length && (found = coming(rows, code, today, MINE)).length;
    })[0];
    words.textContent = !found.length ? "近" + MINE + "天还没有活动。" : wide === mine.code ? "" : "近" + MINE + "天没有活动，附近的有：";
    words.hidden = !words.textContent;
    found.slice(0, ROWS).forEach(function (row) {
      list.appendChild(drawn(row[3].replace(/(href|src)="\.\.\/\.\.\//g, '$1="' + root), today));
    });
    speakHours(list);
    list.hidden = !found.length;
  }).catch(function () { /* the way to the place stays */ }).then(function () {
    block.classList.add("done");
    try { localStorage.mineHigh = shape() + " " + steps(block); } catch (e) { /* it keeps no place next time */ }
  });
}
// What the height of the reader's own place hangs on: it is kept from page to page, in steps of 5 rem for which the style
// sheet has rules, so that nothing below it moves.
function shape() { return [place().code, window.innerWidth, document.documentElement.className.indexOf("elder")].join("/"); }
function steps(block) { return Math.round(block.offsetHeight / parseFloat(window.getComputedStyle(document.documentElement).fontSize) / 5); }
function keptHigh() {
  try { var kept = (localStorage.mineHigh || "").split(" "); return kept[0] === shape() ? kept[1] : ""; } catch (e) { return ""; }
}

// Whether a block has a use is said as soon as it is read, before the page is painted. The reader's own place shows once it
// is chosen, and on the page of results where nothing is looked for. What is nearby goes where the place has something of
// its own in these days, or nothing in the county is yet to come.
export function chooseBlocks(today) {
  function choose() {
    all("[data-own]:not(.done)").forEach(function (block) {
      block.hidden = !place() || /[?&]q=[^&]/.test(location.search);
      if (!block.hidden) block.dataset.high = keptHigh();
    });
    all("[data-near]").forEach(function (block) {
      var own = ["", block.dataset.firsts, block.dataset.lasts];
      block.hidden = block.dataset.until < today || own[1] && coming([own], "", today, +block.dataset.within).length > 0;
    });
  }
  var watch = new MutationObserver(choose);
  watch.observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () { watch.disconnect(); choose(); });
}

// A block with ways to those above becomes a list of what they have, or goes.
export function showNearby(block, today) {
  var links = all("a[data-code]", block), above = links.map(function (link) { return link.dataset.code; });
  if (block.hidden) return;
  fetch(block.dataset.near).then(function (answer) { return answer.ok ? answer.json() : []; }).then(function (rows) {
    var found = nearest(rows, block.dataset.code, above, today, +block.dataset.within), list = block.querySelector("ol");
    block.hidden = !found[0];
    if (block.hidden) return;
    var name = links[above.indexOf(found[0])].textContent;
    block.querySelector("p").textContent =
      block.dataset.name + "近" + block.dataset.within + "天没有活动。" + name + "各单位近期的有：";
    found[1].forEach(function (row) { list.appendChild(drawn(row[3], today)); });
    speakHours(list);
    list.hidden = false;
  }).catch(function () { /* the ways to those above stay */ }).then(function () { block.classList.add("done"); });
}
