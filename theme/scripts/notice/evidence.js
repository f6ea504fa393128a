/* What the sentence around a candidate says for and against it, and which of several it leaves; a candidate is { points, said }. */
import { expression } from "../reading/patterns.js";

var FAR = 200;   // so many letters before and after it may say something of it
var MARGIN = 1;   // with fewer points above another, neither is filled in

// The sum of the signs that its sentence has; the candidate stands between # and ⊢.
export function points(signs, text, start, end) {
  var first = Math.max(0, start - FAR), last = Math.min(text.length, end + FAR);
  "。!?；\n".split("").forEach(function (sign) {
    var before = start ? text.lastIndexOf(sign, start - 1) + 1 : 0, after = text.indexOf(sign, end);
    first = Math.max(first, before);
    if (after >= 0) last = Math.min(last, after);
  });
  var around = text.slice(first, start) + "#" + text.slice(start, end) + "⊢" + text.slice(end, last);
  return signs.reduce(function (sum, sign) { return sum + (expression(sign[1], "").test(around) ? sign[0] : 0); }, 0);
}
// What more is said for than for any other; of some for which as much is said each is asked about; nothing that more is said against than for.
export function likeliest(found) {
  var most = found.reduce(function (sum, one) { return Math.max(sum, one.points); }, -1), top = found.filter(function (one) { return one.points === most; });
  if (most < 0) return [];
  var best = top.reduce(function (one, other) { return alike(top[0].said[0], other.said[0]) && Array.from(other.said[0].value).length > Array.from(one.said[0].value).length ? other : one; });
  var fuller = found.filter(function (one) { return one.points >= 0 && one.said[0].value.indexOf(best.said[0].value + " ") === 0; });   // 延至6月1日举行。6月1日上午……
  if (fuller.length && fuller.every(function (one) { return one.said[0].value === fuller[0].said[0].value; })) best = fuller[0];
  var rivals = found.filter(function (one) { return most - one.points < MARGIN && !alike(best.said[0], one.said[0]); });
  var among = [best].concat(rivals).sort(function (one, other) { return one.said[0].start - other.said[0].start; });
  return rivals.length ? among.map(function (one) { return Object.assign({}, one.said[0], { field: one.said[0].field + "?" }); }) : best.said;
}
// Whether two say the same, one perhaps more exactly: a day and its hour, a hall and its village.
function alike(one, other) {
  var mine = one.value.split(" ")[0], theirs = other.value.split(" ")[0];
  return mine.indexOf(theirs) >= 0 || theirs.indexOf(mine) >= 0;
}
