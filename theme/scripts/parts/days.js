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
// The day that the address names, for it may be closed.
export function openNamed() {
  var named = /^#(d(?:-\d{4}-\d\d-\d\d)?)$/.exec(location.hash);
  var day = named && document.getElementById(named[1]), box = day && day.querySelector("details");
  for (; box; box = box.parentNode.closest("details")) box.open = true;
  if (day) day.scrollIntoView();
}
