/* What a day is to the reader: past, today, near, in how many days. The page's own words stay where the script says none. */
import { daysBetween } from "../reading/today.js";
import { all } from "./page.js";

// past, today, soon (within a week), later; of days as the page has them.
export function nearness(from, to, today) {
  var n = daysBetween(today, from);
  return to < today ? "past" : n > 0 ? (n < 8 ? "soon" : "later") : "today";
}
export function nearWords(from, to, today) {
  var n = daysBetween(today, from), is = nearness(from, to, today);
  return { past: "结果还没有报", today: from === to ? "今天" : "正在进行" }[is] || (n === 1 ? "明天" : "还有 " + n + " 天");
}

// Of several occurrences, first and last days as the page has them, the next; after all, the last.
export function next(firsts, lasts, today) {
  var at = 0;
  while (at < firsts.length - 1 && lasts[at] < today) at++;
  return [firsts[at], lasts[at]];
}
export function markDay(thing, today) {
  var coming = next(thing.dataset.day.split(" "), (thing.dataset.end || thing.dataset.day).split(" "), today);
  var from = coming[0], to = coming[1];
  if (!/^\d{4}-\d\d-\d\d$/.test(from)) return;
  thing.classList.add("is-" + nearness(from, to, today));
  all(".when-mark", thing).forEach(function (box) { box.textContent = nearWords(from, to, today); });
  if (to < today && thing.hasAttribute("data-invites")) {   // the page of a plan that is over asks nobody to come
    all(".invites").forEach(function (part) { part.hidden = true; });
    all(".banner.awaiting").forEach(function (part) { part.hidden = false; });
  }
}
export function countDown(thing, today) {
  var n = daysBetween(today, thing.dataset.countdown), end = thing.dataset.end || thing.dataset.countdown;
  if (n > 0) {
    thing.textContent = "还有 ";
    thing.appendChild(document.createElement("b")).textContent = n;
    thing.appendChild(document.createTextNode(" 天"));
  } else if (n === 0) thing.textContent = "就是今天";
  else if (end >= today) thing.textContent = "正在进行";
}
export function markMonth(today) {
  all('[data-month="' + today.slice(0, 7) + '"] td:not(.out)').forEach(function (cell, n) {
    if (n + 1 === +today.slice(8)) cell.classList.add("is-today");
  });
}
