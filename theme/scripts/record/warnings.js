/* What is odd in an activity as a whole, and what has to be looked at once more: the rules of hooks/almanac/validate/dates.py,
   status.py and limits.py that need no other record; tests/vectors/activities.json holds both to it. */
import { expression } from "../reading/patterns.js";
import { fault } from "./faults.js";
import { count, momentFault } from "./values.js";

function isDated(rules, text) { return !!text && /^[0-9]/.test(text) && !momentFault(rules, text); }
function day(text) { return text.slice(0, 10); }
// The day so many days after one, as text.
function later(text, days) { return new Date(Date.parse(text) + days * 864e5).toISOString().slice(0, 10); }
// The last day of what a text names.
function last(text) { return text.length > 7 ? text : later(new Date(Date.UTC(text.slice(0, 4), text.slice(5, 7), 1)).toISOString().slice(0, 10), -1); }

function dates(rules, value, setting, today, say) {
  var start = value["开始"] || "", end = value["结束"] || "", note = value["时间说明"] || "", state = value["状态"], known = isDated(rules, start);
  var from = known ? day(start) : "", to = isDated(rules, end) ? day(end) : from, period = setting.period, ordinal;
  if (!start || momentFault(rules, start)) return;   // that is told by itself
  if (state === "已举办" && isDated(rules, end) && to.length === 10 && from <= today && today < to) say("still on", ["状态"], { end: end }, "结束 " + end);
  if (from.length < 10 && !note) say("no note", ["开始"], { start: start });
  if (from.length === 10 && note.indexOf("日期待定") === 0) say("old note", ["时间说明"], { start: start });
  ordinal = (value["名称"] || "").indexOf("会员活动日") < 0 ? null : expression(rules.patterns.ordinals, "u").exec(value["名称"]);
  if (ordinal && Number(ordinal[1]) !== setting.year - 1998) {
    say("other ordinal", ["名称"], { found: ordinal[1], right: setting.year - 1998, year: setting.year, name: value["名称"].replace(ordinal[0], ordinal[0].replace(ordinal[1], setting.year - 1998)) });
  }
  if (period && from.slice(0, 4) === String(setting.year) && (from > period[1].slice(0, from.length) || to < period[0].slice(0, to.length))) {
    say("outside", ["开始"], { start: start, period: period[2], first: period[0], last: period[1] });
  }
  if (state === "计划" && !value["待核实"] && today > later(last(to || setting.year + "-12"), 30)) say("long past", ["状态"], { start: end || start });
}

function figures(rules, value, setting, say) {
  var most = rules.limits[setting.code.length || 2];
  ["成效", "预计"].forEach(function (lead) {
    ["宣传", "慰问"].forEach(function (name) {
      var said = (value[lead] || {})[name], path = [lead, name], sessions, people, households, excess;
      if (!said) return;
      sessions = count(rules, said["场次"]); people = count(rules, said["人数"]); households = count(rules, said["户数"]);
      excess = sessions !== null && people && sessions > people;
      [["场次", excess ? null : sessions, most["场次"]], ["人数", people, most[name]], ["户数", households, most["户数"]]].forEach(function (one) {
        if (one[1] !== null && one[1] > one[2]) {
          say("too large " + one[0], path.concat(one[0]), { part: name, found: said[one[0]], level: most.label, most: one[2] % 10000 ? one[2] : one[2] / 10000 + "万" }, name + one[0] + " " + said[one[0]]);
        }
      });
      if (people && sessions === 0) say("no session", path.concat("场次"), { part: name, people: said["人数"] }, name + " 0 场 " + said["人数"] + " 人");
      else if (excess) say("more sessions", path.concat("场次"), { part: name, found: said["场次"], people: said["人数"] }, name + " " + said["场次"] + " 场 " + said["人数"] + " 人");
      if (lead === "成效" && people && households > people && said["户数另计"] !== "是") {
        say("more households", path.concat("户数"), { found: said["户数"], people: said["人数"] }, said["户数"] + " 户 " + said["人数"] + " 人");
      }
    });
  });
}

// setting: {year, period: [first day, last day, words] or nothing, code: empty for the province}; a question that 已核 answers is asked no more.
export function warnings(rules, value, setting, today) {
  var found = [];
  function say(name, path, marks, asked) {
    var one = fault(rules, name, path, marks);
    var answered = asked && (value["已核"] || []).some(function (answer) { return answer["问题"] === one.code && answer["值"] === asked; });
    if (asked) one.asked = asked;
    if (!answered) found.push(one);
  }
  dates(rules, value, setting, today, say);
  figures(rules, value, setting, say);
  return found;
}
