/* 网上填报: a form page. What is typed is kept on the device at every key; the record is checked and written by the modules of
   record/, a pasted notice is read by those of notice/. */
import { readsPatterns } from "../reading/patterns.js";
import { asked as ofAddress } from "../record/address.js";
import { place } from "../parts/place.js";
import { added, order, question } from "./boxes.js";
import { change, fresh, fromPage, keep, newest, open, store, stored } from "./drafts.js";
import { check } from "./outcome.js";
import { paste, taken } from "./paste.js";
import { all, at, form, got, state } from "./state.js";
import { folder, moved, placed, showYear } from "./whose.js";

function asked() {   // a year that has no campaign is none
  var found = ofAddress(location.hash);
  if (found.y && !all("option", at("year")).some(function (one) { return one.value === found.y; })) delete found.y;
  return found;
}

function listen() {
  var wait = 0;
  form.addEventListener("input", function (event) {
    if (event.target.closest(".picks")) return;
    if (event.target.type === "checkbox") order(event.target);
    clearTimeout(wait); wait = setTimeout(keep, 200);
  });
  form.addEventListener("change", function (event) {
    var picks = event.target.closest(".picks");
    if (picks) picked(picks);
    else if (event.target.closest("#whose")) moved(event.target).then(keep);
    else keep();
  });
  form.addEventListener("click", function (event) {
    var add = event.target.closest("[data-add]"), drop = event.target.closest("[data-drop]"), box, item;
    if (add) {
      box = add.closest("[data-key]"); item = added(question(box), box);
      item.querySelector("input,select,textarea").focus();
    }
    if (drop) { box = drop.closest("[data-key]"); drop.closest("[data-item]").remove(); box.querySelector("[data-add]").focus(); keep(); }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); keep(); check(); });
  at("another").addEventListener("click", function () { keep(); open(fresh()).then(function () { form.scrollIntoView(); }); });
  at("clear").addEventListener("click", function () {
    if (!window.confirm("这一份填的都清掉，不能找回。清空吗？")) return;
    var left = stored();
    delete left[state.mine];
    store(left);
    open(fresh());
  });
  window.addEventListener("pagehide", keep);
  window.addEventListener("beforeunload", function (event) { if (!state.storing) event.preventDefault(); });
  if (at("paste")) {
    at("look").addEventListener("click", paste);
    at("take").addEventListener("click", taken);
  }
}
function picked(picks) {   // the calendar's day and the half of the day, put into the words beside them
  var target = picks.parentNode.querySelector("input[type=text]"), day = picks.querySelector("input"), half = picks.querySelector("select");
  if (half && (half.value === "待定" || half.value === "不详")) target.value = half.value;
  else if (day.value) target.value = day.value + (half && half.value ? " " + half.value : "");
  keep();
}

// notice: what reads a pasted notice, where the page has a box for one.
export function start(notice) {
  if (!form) return;
  if (!readsPatterns() || !window.fetch || !window.Promise) {   // a browser of before 2018
    at("kept").textContent = "这台手机或浏览器太旧，用不了填报程序。请用 Excel 表填，或者换一台手机、电脑。";
    return;
  }
  state.notice = notice;
  Promise.all([got("submit/rules.json"), got("submit/" + form.dataset.submit + ".json")]).then(function (found) {
    state.rules = found[0]; state.known = found[1]; state.drafts = stored();
    return begun(asked());
  }).catch(function () { at("kept").textContent = "没有连上网络，填报程序没有打开。请刷新这一页再试。"; });
}
// Open the newest draft, or what the address asks for.
function begun(want) {
  state.mine = want.u === undefined && newest()[0] || fresh();
  listen();
  return open(state.mine).then(function () {
    var home = place(), code = want.u || (!state.drafts[state.mine] && home && home.code) || "";
    if (want.y) { at("year").value = want.y; showYear(); }
    return code ? placed(code) : null;
  }).then(function () {
    if (want.a) change(want.f ? folder() + "/" + want.f : "更正 " + want.a);
    return want.a ? fromPage("e/" + want.a + "/") : null;
  }).then(keep);
}
