/* What of a list is over goes below what is to come; the page itself has one order, by date. A day that is led to opens. */
import { all } from "./page.js";
import { made } from "./made.js";

export function pastLast(list, today) {
  var days = all("li.day[data-date]", list), past = days.filter(function (day) { return day.dataset.date < today; });
  if (!past.length || past.length === days.length) return;
  var before = days[days.length - 1].nextElementSibling;   // what has no day stays at the end
  var box = made("details"), under = made("ol"), item = made("li", "past");
  box.appendChild(made("summary", "row-note", "已经过去的（" + past.length + "天）"));
  past.forEach(function (day) { under.appendChild(day); });
  box.appendChild(under);
  item.appendChild(box);
  list.insertBefore(item, before);
}
// Where nothing else says what is on, the first day that is to come and has something of its own is open; where all is over, the first.
export function openNext(list, today) {
  var days = all("li.day[data-date]", list);
  if (list.closest("details") || document.querySelector(".coming") || all("details[open]", list).length) return;
  days = days.filter(function (day) { return day.querySelector("li.row"); });
  var next = days.filter(function (day) { return day.dataset.date >= today; })[0] || days[0];
  if (next) next.querySelector("details").open = true;
}
// What the address names, for it may be closed: a day, a list of days, or a part of the page.
export function openNamed() {
  var named = /^#[\w-]+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  var box = named && (named.tagName === "DETAILS" ? named : /^#d(-|$)/.test(location.hash) && named.querySelector("details") || named.closest("details"));
  if (!box) return;
  for (; box; box = box.parentNode.closest("details")) box.open = true;
  named.scrollIntoView();
}
