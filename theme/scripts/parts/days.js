/* What of a list is over goes below what is to come; the page itself has one order, by date. */
import { all } from "./page.js";
import { made } from "./made.js";

export function pastLast(list, today) {
  var heads = all(".day-head[data-date]", list);
  var past = heads.filter(function (head) { return head.dataset.date < today; });
  if (!past.length || past.length === heads.length) return;
  var before = after(heads[heads.length - 1]);   // what has no day stays at the end
  list.insertBefore(made("li", "row-note past", "已经过去的"), before);
  past.forEach(function (head) {
    var end = after(head), thing = head, next;
    for (; thing !== end; thing = next) { next = thing.nextElementSibling; list.insertBefore(thing, before); }
  });
}
// The first thing of a list that belongs to a day no more; null at its end.
function after(head) {
  var thing = head.nextElementSibling;
  while (thing && !thing.classList.contains("day-head") && !thing.classList.contains("past")) thing = thing.nextElementSibling;
  return thing;
}
