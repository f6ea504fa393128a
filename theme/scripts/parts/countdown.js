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
  return { past: "已结束", today: from === to ? "今天" : "正在进行" }[is] || (n === 1 ? "明天" : "还有 " + n + " 天");
}

export function markDay(thing, today) {
  var from = thing.dataset.day, to = thing.dataset.end || from;
  if (!/^\d{4}-\d\d-\d\d$/.test(from)) return;
  thing.classList.add("is-" + nearness(from, to, today));
  all(".when-mark", thing).forEach(function (box) { box.textContent = nearWords(from, to, today); });
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
