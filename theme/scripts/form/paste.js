/* The notice that is pasted: what was read of it, and put into the form where nothing stands yet. */
import { write } from "./boxes.js";
import { keep } from "./drafts.js";
import { at, form, got, put, state } from "./state.js";

var proposed = [];   // what was read last

export function paste() {
  var draft = state.notice && at("paste") ? got("submit/draft.json") : Promise.reject();
  return draft.then(function (rules) {
    rules.year = Number(at("year").value);
    var text = at("paste").value, said = state.notice(text, rules), letters = Array.from(text), list = at("proposed");
    list.textContent = "";
    said.proposed.forEach(function (one) {
      var value = typeof one.value === "string" ? one.value : Object.keys(one.value).map(function (key) { return one.value[key]; }).filter(Boolean).join(" ");
      var item = put("li", "", list);
      put("b", one.field.split("·").pop() + "：" + value, item);
      put("span", "原话：“" + letters.slice(one.source[0], one.source[1]).join("").replace(/\s+/g, " ") + "”", item).className = "note";
    });
    at("read").textContent = (said.proposed.length ? "读出 " + said.proposed.length + " 项，请对照原话。" : "没有读出时间、地点、人数，请在下面自己填。")
      + (said.missing.length ? "原文没有说：" + said.missing.join("、") + "。" : "")
      + (said.personal.length ? "看到个人信息 " + said.personal.length + " 处（" + said.personal.map(function (one) { return one.value; }).filter(function (one, n, these) { return these.indexOf(one) === n; }).join("、") + "），不会填进去。" : "");
    at("take").hidden = !said.proposed.length;
    proposed = said.proposed;
  }).catch(function () { at("read").textContent = "没有连上网络，读不了；请稍后再试，或在下面自己填。"; });
}
export function taken() {
  var value = {};
  proposed.forEach(function (one) {
    var keys = one.field.split("·"), last = keys.pop(), here = value, asked = state.known.questions;
    keys.forEach(function (key) { here = here[key] = here[key] || {}; asked = asked.filter(function (question) { return question.key === key; })[0].inner; });
    var q = asked.filter(function (question) { return question.key === last; })[0];
    if (q.many) (here[last] = here[last] || []).push(one.value); else if (!(last in here)) here[last] = one.value;
  });
  write(state.known.questions, form, value, true);
  keep();
  at("read").textContent = "填好了，请往下核对；已经填过的没有动。";
  at("take").hidden = true;
}
