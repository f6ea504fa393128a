/* The notice that is pasted: what was read of it, and put into the form where nothing stands yet. */
import { write } from "./boxes.js";
import { keep } from "./drafts.js";
import { beijing } from "../reading/today.js";
import { all, at, form, got, put, state } from "./state.js";

var proposed = [];   // what was read last, or of several records the one that was chosen
var figures = [];    // the fields of the statistics: a number of theirs is filled in by who has compared it with its words

export function paste() {
  var needed = form.dataset.submit === "activity" ? ["draft"] : ["draft", "lists"];
  var draft = state.notice && at("paste") ? Promise.all(needed.map(function (name) { return got("submit/" + name + ".json"); })) : Promise.reject();
  return draft.then(function (parts) {
    var rules = Object.assign({ reading: state.rules.dates, numbers: state.rules.numbers }, parts[0], parts[1]);
    rules.kind = form.dataset.submit; rules.year = Number(at("year").value); rules.today = beijing(Date.now()); rules.own = own();
    var text = at("paste").value, found = state.notice(text, rules), letters = Array.from(text), list = at("proposed"), first = found[0];
    list.textContent = "";
    figures = rules.figures;
    found.forEach(function (part, n) {
      var among = found.length > 1 && n;
      if (found.length > 1) several(part, n, list);
      part.proposed.forEach(function (one, m) {
        if (isFigure(one)) maybe("统计的数，对了才填：", one, letters, list, among);
        else told(one, letters, list, m && String(part.proposed[m - 1].source) === String(one.source));
      });
      (part.asked || []).forEach(function (one) { maybe("拿不准，没有填：", one, letters, list, among); });
      part.notes.forEach(function (note) { put("li", "请看：" + note, list); });
    });
    at("read").textContent = (first.personal.length ? "看到个人信息 " + first.personal.length + " 处（" + first.personal.map(function (one) { return one.value; }).filter(function (one, n, these) { return these.indexOf(one) === n; }).join("、") + "），不会填进去。" : "") + said(found);
    at("take").hidden = found.length > 1 || first.proposed.every(isFigure);
    proposed = first.proposed;
  }).catch(function () { at("read").textContent = "没有连上网络，读不了；请稍后再试，或在下面自己填。"; });
}
function isFigure(one) { return figures.indexOf(one.field.replace(/^成效·/, "")) >= 0; }
// What was read, in one sentence.
function said(found) {
  var first = found[0];
  if (first.why) return first.why;
  if (found.length > 1) return "读出 " + found.length + " " + counted() + state.known.kind + "，一份填一" + counted() + "：先选一" + counted() + "填进去，填完按“另填一份”，再填下一" + counted() + "。";
  return (first.proposed.length ? "读出 " + first.proposed.length + " 项，请对照原话。" : "没有读出来，请在下面自己填。")
    + (first.missing.length ? "原文没有说：" + first.missing.join("、") + "。" : "");
}
function counted() { return form.dataset.submit === "activity" ? "场" : "条"; }
// One of several, with a button that fills it in.
function several(part, n, list) {
  var item = put("li", "", list), button = put("button", "填第 " + (n + 1) + " " + counted(), item);
  button.type = "button"; button.className = "button";
  button.addEventListener("click", function () {
    proposed = part.proposed;
    all("[data-part]", list).forEach(function (one) { one.hidden = one.dataset.part !== String(n); });
    taken();
  });
}
function told(one, letters, list, again) {   // again: the words are those of the value before
  var value = typeof one.value === "string" ? one.value : Object.keys(one.value).map(function (key) { return one.value[key]; }).filter(Boolean).join(" ");
  var item = put("li", "", list);
  put("b", one.field.split("·").pop() + "：" + value, item);
  if (!again) put("span", "原话：“" + letters.slice(one.source[0], one.source[1]).join("").replace(/\s+/g, " ") + "”", item).className = "note";
  return item;
}
// What may be meant, and each number of the statistics, is shown with its words and filled in by whoever says so; of one of several
// records (part: its number, else false) when that one is in the form.
function maybe(why, one, letters, list, part) {
  var item = told({ field: one.field.replace("成效·", "").replace("·", ""), value: one.value, source: one.source }, letters, list, false), button = put("button", "是，填进去", item);
  item.insertBefore(document.createTextNode(why), item.firstChild);
  button.type = "button"; button.className = "button plain";
  if (part !== false) { button.dataset.part = part; button.hidden = true; }
  button.addEventListener("click", function () { filled([one]); button.remove(); });
}
// How the association that files calls itself.
function own() {
  var name = ["village", "town", "county", "city"].map(function (id) {
    var list = at(id);
    return list && list.value ? list.options[list.selectedIndex].text : "";
  }).filter(Boolean)[0] || "";
  return name ? [name, /街道$|社区$/.test(name) ? name.slice(-2) : name.slice(-1)].reduce(function (found, one) { return found.concat(one + "计生协", one + "计划生育协会"); }, []) : [];
}
export function taken() {
  filled(proposed.filter(function (one) { return !isFigure(one); }));
  at("read").textContent = "填好了，请往下核对；已经填过的没有动。" + (proposed.some(isFigure) ? "统计的数请对着原话，一个一个点“是，填进去”。" : "");
  at("take").hidden = true;
}
function filled(those) {
  var value = {};
  those.forEach(function (one) {
    var keys = one.field.split("·"), last = keys.pop(), here = value, asked = state.known.questions;
    keys.forEach(function (key) { here = here[key] = here[key] || {}; asked = asked.filter(function (question) { return question.key === key; })[0].inner; });
    var q = asked.filter(function (question) { return question.key === last; })[0];
    if (q.many) (here[last] = here[last] || []).push(one.value); else if (!(last in here)) here[last] = one.value;
  });
  write(state.known.questions, form, value, true);
  keep();
}
