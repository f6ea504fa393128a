/* Awards, published pieces and tallies of a pasted text, by submit/draft.json and submit/lists.json; hooks/almanac/intake/pasted_lists.py takes the same
   steps, tests/vectors/ holds both to it. */
import { expression } from "../reading/patterns.js";
import { moment } from "../reading/dates.js";
import { each } from "./finding.js";
import { drafts } from "./notice.js";
import { count } from "./quantities.js";

var MISSING = { tally: ["级别", "截至"], piece: ["媒体", "级别", "标题", "日期", "网址"], award: ["名称", "级别", "授予单位", "日期"] };

// What a text says as records of a kind, in the shape of drafts: a record each, with where it is told.
export function listed(text, rules) {
  var draft = drafts(text, rules.kind === "tally" ? Object.assign({}, rules, { scope: [] }) : rules)[0], records = { tally: tally, piece: pieces, award: awards }[rules.kind](text, rules, draft);
  if (!records.length) return [{ proposed: [], missing: [], personal: draft.personal, notes: [], why: "没有读出来，请在下面自己填。" }];
  return records.map(function (one, n) {
    var have = one.found.map(function (pair) { return pair[0]; });
    return {
      proposed: one.found.map(function (pair) { return { field: pair[0], value: pair[1], source: one.source }; }),
      missing: MISSING[rules.kind].filter(function (field) { return have.indexOf(field) < 0; }),
      personal: n ? [] : draft.personal, notes: [], why: ""
    };
  });
}
// Where something stands, in characters and not in halves of them.
function span(text, found) {
  var start = Array.from(text.slice(0, found.index)).length;
  return [start, start + Array.from(found[0]).length];
}
function first(source, text) { return expression(source, "").exec(text); }
function without(source, text) { return text.replace(expression(source, "g"), " "); }
// A day as a record has it; nothing if it is none.
function day(said, rules) {
  var text = moment(rules.reading, said, Number(rules.year), false, "").text || "";
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ? text : "";
}

function tally(text, rules, draft) {
  var found = [], places = [], until = first(rules.lists.until, text), date;
  draft.proposed.forEach(function (one) {
    var field = one.field.replace(/^成效·/, ""), again = found.some(function (other) { return other[0] === field; });
    if (field !== "其他" && (rules.figures.indexOf(field) < 0 || typeof one.value !== "string" || again)) return;
    found.push([field, one.value]);
    places.push(one.source[0], one.source[1]);
  });
  if (!found.length) return [];
  date = until && day(until.groups.day, rules);
  if (date) found.push(["截至", date]);
  return [{ found: found, source: [Math.min.apply(null, places), Math.max.apply(null, places)] }];
}

function pieces(text, rules) {
  var lists = rules.lists, records = [];
  each(lists.line, text).forEach(function (said) {
    var line = said[0].replace(expression(lists.numbered, ""), ""), web = first(lists.web, line), found;
    var marked = each(lists.title, line).map(function (one) { return one.groups.title; }), title = marked.filter(function (one) { return !isOutlet(one, rules); })[0];
    var bare = without(lists.web, without(lists.title, line)), date = first(lists.day, bare);
    var rest = marked.filter(function (one) { return isOutlet(one, rules); }).concat(without(lists.day, bare)).join(" "), name = outlet(rest, rules);
    if ((!title && !web) || !name) return;
    found = [["媒体", name], ["形式", first(lists.heard, rest) ? "音视频" : "文字"]];
    if (title) found.push(["标题", title]);
    if (web) found.push(["网址", web[0].replace(/[，。）)]+$/, "")]);
    date = date && day(date[0], rules);
    if (date) found.push(["日期", date]);
    records.push({ found: found, source: span(text, said) });
  });
  return records;
}
// Whether what stands in 《》 is an outlet, 《示例日报》, and not a title.
function isOutlet(name, rules) { return rules.outlets.indexOf(name) >= 0 || !!first("^(?:" + rules.lists.outlet + ")$", name); }
// The outlet that a line names: one of the notice's, else what has the name of one.
function outlet(rest, rules) {
  var known = rules.outlets.filter(function (name) { return rest.indexOf(name) >= 0; })[0], found = first(rules.lists.outlet, rest);
  return known || (found ? found[0].replace(expression("^[" + rules.lists.unlike + " ]+", ""), "") : "");
}

function awards(text, rules) {
  var lists = rules.lists, giver = first(lists.gives, text), paper = first(lists.paper, text), records = [];
  each(lists.sentence, text).forEach(function (sentence) {
    if (!first(lists.honours, sentence[0])) return;
    given(sentence[0], rules).forEach(function (one) {
      var found = [["名称", one[0]], ["数量", one[1]], ["单位", one[2]]];
      if (giver) found.push(["授予单位", giver.groups.giver]);
      if (paper) found.push(["文号", paper.groups.paper]);
      records.push({ found: found, source: span(text, sentence) });
    });
  });
  return records;
}
// Each honour of a sentence: its name, how many, and of what.
function given(sentence, rules) {
  var lists = rules.lists, all = [];
  each(rules.number, sentence).forEach(function (number) {
    var unit = lists.units[number.groups.unit], said = count(number.groups, rules), before = sentence.slice(0, number.index);
    var around = before.split(/[，、；]/).pop().replace(expression(lists.upTo, ""), "") + "#" + sentence.slice(number.index + number[0].length);
    if (!unit || !said) return;
    lists.named.some(function (pattern) {
      var found = first(pattern, around), name = found && found.groups.name.replace(/^[“”]+|[“”]+$/g, "");
      if (name && first(lists.honour, name)) all.push([name, said, unit]);
      return !!found;
    });
  });
  return all;
}
