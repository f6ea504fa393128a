/* Counts in a notice with their 余 多 近 约, each in the field that the words around it say. */
import { each, finds } from "./finding.js";
import { expression } from "../reading/patterns.js";
import { count } from "./quantities.js";
import { item, words as plain } from "./text.js";

var ENDS = "。!?；\n";
var FAR = 200;   // letters before and after a number that may say what it counts
var TOTAL = /共|合计|总|全天|累计/;
var FEWEST = 10;   // people of whom nobody says who they are, that may be those who came
var LOOSE = "人";   // the field of a number of persons of which no rule says who they are
var HOMES = "户";   // and of one of households
var NEXT = 2;   // sentences that end between two numbers, of which one is none of the neighbours of the other
var BESIDE = 40;   // so many letters may stand between two numbers that are added up

export function numbers(page, planned, sure) {
  var found = [];
  each(page.rules.number, page.seen).forEach(function (number) {
    var text = count(number.groups, page.rules);
    if (text) found = found.concat(counted(page, number, text, planned));
  });
  var others = agreed(found, "成效·结对").concat(of(found, "成效·其他")), ahead = agreed(found, "预计·宣传·人数");
  var doubtful = found.filter(isAsked);
  found = publicity(found, page.seen).concat(visits(found, page.rules.numbers.most, page.seen), others);
  if (!sure) found = doubted(found);
  if (!planned) return found.concat(ahead, doubtful);
  ahead = ahead.filter(function (one) { return !isAsked(one); });
  if (ahead.length) return ahead;
  found = found.filter(function (one) { return one.field === "成效·宣传·人数"; });
  found.forEach(function (one) { one.field = "预计·宣传·人数"; });
  return found;
}
// Of an activity of which nobody knows whether it was held, each number of the statistics is asked about.
function doubted(found) {
  return found.filter(function (one) { return !/^成效·(宣传|慰问)/.test(one.field) || isAsked(one) || /(人数|户数|场次)$/.test(one.field); }).map(function (one) {
    return /^成效·(宣传|慰问)/.test(one.field) && !isAsked(one) ? item(one.field + "?", one.value, one.start, one.end) : one;
  });
}
function counted(page, number, text, planned) {
  var start = number.index, end = start + number[0].length, seen = page.seen, first = 0, stop = seen.length;
  ENDS.split("").forEach(function (sign) {
    var before = start ? seen.lastIndexOf(sign, start - 1) + 1 : 0, after = seen.indexOf(sign, end);
    first = Math.max(first, before);
    if (after >= 0) stop = Math.min(stop, after);
  });
  first = Math.max(first, start - FAR); stop = Math.min(stop, end + FAR);
  var around = "⊢" + seen.slice(first, start) + "#" + seen.slice(end, stop + 1), mark = start - first + 1, counts = page.rules.counts;
  function place(index) { return index <= mark ? index + first - 1 : index - mark - 1 + end; }
  var unit = number.groups.unit === "人(次)" ? "人次" : number.groups.unit;
  for (var i = 0; i < counts.length; i++) {
    var field = counts[i][0];
    if (counts[i][1].split("|").indexOf(unit) < 0) continue;
    var one = finds(counts[i][2], around)[0];
    if (!one) continue;
    if (!planned) field = settled(page, field, around);
    if (!field || (field === "宣传·场次" && number.groups.han === "一") || (text === "1" && field.indexOf("宣传·人") === 0)) return [];   // 放了一场电影, 一位大姐说
    var named = around.slice(one[1], one[2]) === "#" ? "" : plain(page, place(one[1]), place(one[2]));
    var ends = named ? [start, end, place(one[1]), place(one[2])] : [start, end];
    if (field === "表彰") ends.push(place(Math.max(one[0], 1)));
    return [entry(field, text, unit, named, Math.min.apply(null, ends), Math.max.apply(null, ends))];
  }
  if (unit === HOMES && text !== "1") return [item(HOMES, text, start, end)];
  return /^(人|名|位|人次|个人)$/.test(unit) ? [item(LOOSE, text, start, end)] : [];
}
// The field, asked about or empty where the words around the number speak against it.
function settled(page, field, around) {
  var doubts = page.rules.doubts.concat(page.rules.scope).filter(function (one) { return field.indexOf(one[0]) === 0 && expression(one[2], "").test(around); });
  if (doubts.some(function (one) { return !one[1]; })) return "";
  return doubts.length ? field.replace(/[?]$/, "") + "?" : field;
}
function entry(field, text, unit, named, start, end) {
  if (field === "预计") return item("预计·宣传·人数", text, start, end);
  if (field.indexOf("其他:") === 0) named = field.slice(3);
  field = field.replace(/([人户])[?]$/, "$1数?");
  if (isAsked({ field: field }) || field === "宣传·场次" || field === "慰问·场次" || field === "结对") return item("成效·" + field, text, start, end);
  var group = /^(宣传|慰问)/.test(field) ? field : "其他", value = {};
  value[group === "其他" ? "项目" : "对象"] = field === "表彰" ? "表彰" + named : named;
  value["数量"] = text; value["单位"] = unit.replace(/^号/, "");
  return item("成效·" + group, value, start, end);
}
// Shown with its words and not filled in.
export function isAsked(one) { return /[?]$/.test(one.field); }
function of(found, field) { return found.filter(function (one) { return one.field === field; }); }
// What is said of a field that takes one number; where the text says several, each is asked about.
function agreed(found, field) {
  var said = of(found, field);
  return said.every(function (one) { return one.value === said[0].value; }) ? said : asked(said, field);
}
// Numbers that may be that of a field, to be chosen from.
function asked(said, field) {
  return said.map(function (one) { return item(field + "?", typeof one.value === "string" ? one.value : one.value["数量"], one.start, one.end); });
}
var ROUND = { "百": 100, "千": 1000, "万": 10000 };
// A number as it counts: 30000 of 3万, 800 of 800余, 1000 of 近千.
function worth(one) {
  var text = typeof one.value === "string" ? one.value : one.value["数量"], digits = text.replace(/[^0-9.]/g, "");
  return digits ? Math.round(Number(digits) * (text.indexOf("万") < 0 ? 1 : ROUND["万"])) : ROUND[text.charAt(1)];
}
// Numbers of persons of whom nobody says who they are, that may be those who came.
function some(found) { return of(found, LOOSE).filter(function (one) { return worth(one) >= FEWEST; }); }
// Numbers of persons of whom nobody says who they are, larger than half of those who came, in their sentence or the next to it.
function more(found, came, text) {
  var most = Math.max.apply(null, came.map(worth));
  return of(found, LOOSE).filter(function (one) {
    return 2 * worth(one) > most && came.some(function (other) { return sentences(one, other, text) < NEXT; });
  });
}
// How many sentences end between two.
function sentences(one, other, text) {
  return (text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)).match(/[。!?；\n]+/g) || []).length;
}
// Whether not all of it is said in one sentence.
function isApart(said, text) { return /[。!?；\n]/.test(text.slice(said[0].end, said[said.length - 1].start)); }
function publicity(found, text) {
  var came = of(found, "成效·宣传·人");
  var again = came.length === 1 || (came.length && isApart(came, text) && came.every(function (one) { return one.value["数量"] === came[0].value["数量"]; }));   // said twice, it is one
  var asks = of(found, "成效·宣传·人数?"), others = came.length ? more(found, came, text) : asks.length ? [] : some(found);
  var doubts = others.length > 0 || asks.some(function (one) { return came.every(function (other) { return other.value["数量"] !== one.value; }); });
  var total = doubts || !came.length ? "" : sumSaid(came, came.map(function (one) { return one.value["数量"]; }), text);
  if (total) return agreed(found, "成效·宣传·场次").concat(item("成效·宣传·人数", total, came[0].start, came[came.length - 1].end));
  if (others.length || (came.length && (doubts || (!again && isApart(came, text))))) return agreed(found, "成效·宣传·场次").concat(asked(came.concat(others), "成效·宣传·人数"));
  return agreed(found, "成效·宣传·场次").concat((again ? came.slice(0, 1) : came).map(function (one) {
    return again ? item("成效·宣传·人数", one.value["数量"], one.start, one.end) : item("成效·宣传·分项", one.value, one.start, one.end);
  }));
}
// The number that is the sum of all the others, where a total is spoken of; empty if none is.
function sumSaid(said, counts, text) {
  if (counts.length < 3 || !TOTAL.test(text.slice(said[0].end, said[said.length - 1].end))) return "";
  var most = Math.max.apply(null, counts.map(Number)), sum = counts.reduce(function (all, one) { return all + Number(one); }, 0);
  return counts.every(exact) && 2 * most === sum ? String(most) : "";
}
// Whether two numbers stand beside one another under one verb: 6户特殊家庭和14户困难家庭.
function joined(between) { return between.length <= BESIDE && !/[，；:]/.test(between); }
function exact(number) { return /^[0-9]+$/.test(number); }
function visits(found, most, text) {
  var sums = [], groups = [];
  [["人", "人数"], ["户", "户数"]].forEach(function (sort) {
    var said = of(found, "成效·慰问·" + sort[0]), own = said.filter(function (one) { return "这述".indexOf(text.charAt(one.start - 1)) < 0; }), all;
    said = own.length ? own : said;   // 这12户: those of before
    all = said.map(function (one) { return one.value["数量"]; });
    var apart = said.length && isApart(said, text);
    var beside = said.every(function (one, n) { return !n || joined(text.slice(said[n - 1].end, one.start)); });
    var again = said.length === 1 || (apart && all.every(function (one) { return one === all[0]; }));   // said twice, it is one
    var total = sumSaid(said, all, text), spoken = said.length && TOTAL.test(text.slice(said[0].end, said[said.length - 1].start));
    if (!total && (again || (said.length && !apart && beside && !spoken && all.every(exact)))) total = again ? all[0] : String(all.reduce(function (sum, one) { return sum + Number(one); }, 0));
    var doubts = of(found, "成效·慰问·" + sort[1] + "?").concat(sort[0] === HOMES ? of(found, HOMES) : []).some(function (one) {
      return all.indexOf(one.value) < 0 && said.some(function (other) { return !isApart(one.start < other.start ? [one, other] : [other, one], text); });
    });
    if (total && !doubts && !(Number(total) > most)) sums.push(item("成效·慰问·" + sort[1], total, said[0].start, said[said.length - 1].end));
    else sums = sums.concat(asked(said, "成效·慰问·" + sort[1]));
    said.forEach(function (one) { if (one.value["对象"]) groups.push(item("成效·慰问·分组", one.value, one.start, one.end)); });
  });
  var unlike = groups.some(function (one) { return one.value["单位"] === "户"; }) && groups.some(function (one) { return one.value["单位"] !== "户"; });
  groups.sort(function (a, b) { return a.start - b.start; });
  unlike = unlike && !groups.some(function (one, n) { return n && text.slice(groups[n - 1].end, one.start) === "的"; });   // the 20名儿童 of 15户 are theirs
  if (unlike) unlike = [item("成效·慰问·户数另计", "是", groups[0].start, Math.max.apply(null, groups.map(function (one) { return one.end; })))];
  return agreed(found, "成效·慰问·场次").concat(sums, groups, unlike || []);
}

