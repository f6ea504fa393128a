/* Whether an activity was held, is planned, put off or called off, by all that its notice says for and against it. */
import { each } from "./finding.js";
import { likeliest } from "./evidence.js";
import { item, spanned } from "./text.js";

// The state that more is said for than for any other, in the part of its activity or else in the whole text; two that are said alike are asked about.
export function state(page, whole, begins) {
  var written = whole.posted || page.rules.today || "", found = ranked(page, written, begins);
  return likeliest(found.length || page === whole ? found : ranked(whole, written, begins));
}
// Each state that anything is said for, with its points; nothing was held on a day that was to come when it was written.
function ranked(page, written, begins) {
  var sure = page.rules.sure, start = begins ? begins.value.slice(0, 10) : "", dated = written && start.length === 10, found = [];
  function add(value, points, words) {
    var had = found.filter(function (one) { return one.said[0].value === value; })[0];
    if (had) had.points += points; else found.push({ points: points, said: [words] });
  }
  page.rules.states.forEach(function (rule) {
    var one = rule[0] === "已举办" && dated && start > written ? null : each(rule[2], page.seen)[0];
    if (one) add(rule[0], rule[1], spanned("状态", rule[0], one));
  });
  if (dated && start < written) add("已举办", sure.past, item("状态", "已举办", begins.start, begins.end));
  if (dated && start > written) add("计划", sure.ahead, item("状态", "计划", begins.start, begins.end));
  return found;
}
