/* 网上填报: a form page. What is typed is kept on the device at every key; the record is checked and written by the modules of
   record/, a pasted notice is read by those of notice/. */
import { readsPatterns } from "../reading/patterns.js";
import { asked as ofAddress } from "../record/address.js";
import { place } from "../parts/place.js";
import { added, order, question } from "./boxes.js";
import { correct, fresh, keep, newest, open, store, stored } from "./drafts.js";
import { check } from "./outcome.js";
import { paste, taken } from "./paste.js";
import { all, at, form, got, persons, state } from "./state.js";
import { moved, placed, showYear } from "./whose.js";

function asked() {   // a year that has no campaign is none
  var found = ofAddress(location.hash);
  if (found.y && !all("option", at("year")).some(function (one) { return one.value === found.y; })) delete found.y;
  return found;
}

function listen() {
  var wait = 0;
  function early() { if (!state.rules.persons) persons().catch(function () {}); }   // what fails is said when it is needed
  form.addEventListener("focusin", early);
  form.addEventListener("input", early);
  form.addEventListener("input", function (event) {
    if (event.target.closest(".pick")) return;
    if (event.target.type === "checkbox") order(event.target);
    clearTimeout(wait); wait = setTimeout(keep, 200);
  });
  form.addEventListener("change", function (event) {
    if (event.target.closest(".pick")) picked(event.target);
    else if (event.target.closest("#whose")) moved(event.target).then(keep);
    else keep();
  });
  form.addEventListener("click", function (event) {
    var add = event.target.closest("[data-add]"), drop = event.target.closest("[data-drop]"), box, item;
    if (add) {
      box = add.closest("[data-key]"); item = added(question(box), box);
      item.querySelector("input,select,textarea").focus();
    }
    if (drop) {
      box = drop.closest("[data-key]"); item = drop.closest("[data-item]");
      if (state.photos) state.photos.dropped(item);
      item.remove();
      (box.querySelector("[data-add]") || box.querySelector("summary")).focus();
      keep();
    }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); keep(); check(); });
  at("another").addEventListener("click", function () { keep(); open(fresh()).then(function () { form.scrollIntoView(); }); });
  at("clear").addEventListener("click", function () {
    if (!window.confirm("这一份填的都清掉，不能找回。清空吗？")) return;
    var left = stored();
    if (state.photos) state.photos.handed();
    delete left[state.mine];
    store(left);
    open(fresh());
  });
  if (state.photos) state.photos.listen(keep);
  all(".pick input").forEach(function (input) { if (input.type === "text") input.parentNode.hidden = true; });   // a browser without a calendar
  window.addEventListener("pagehide", keep);
  window.addEventListener("beforeunload", function (event) { if (!state.storing) event.preventDefault(); });
  if (at("paste")) {
    at("look").addEventListener("click", paste);
    at("take").addEventListener("click", taken);
  }
}
function picked(input) {   // what was chosen from the calendar or the clock, put into the words: the other half of them stays
  var target = input.closest(".when").querySelector("input[type=text]"), said = /^([0-9-]{10})?(.*)$/.exec(target.value.trim());
  if (input.type === "date") target.value = [input.value, said[1] ? said[2].trim() : ""].filter(Boolean).join(" ");
  else target.value = [said[1], input.value].filter(Boolean).join(" ");
  keep();
}

// notice: what reads a pasted notice, where the page has a box for one; photos: what takes photos, where they go with a record.
export function start(notice, photos) {
  if (!form) return;
  if (!readsPatterns() || !window.fetch || !window.Promise) {   // a browser of before 2018
    at("kept").textContent = "这台手机或浏览器太旧，用不了填报程序。请用 Excel 表填，或者换一台手机、电脑。";
    return;
  }
  state.notice = notice; state.photos = photos;
  waits(true);
  at("kept").textContent = "正在打开填报程序……";
  Promise.all([got("submit/rules.json"), got("submit/" + form.dataset.submit + ".json")]).then(function (found) {
    state.rules = found[0]; state.known = found[1]; state.drafts = stored();
    return begun(asked());
  }).then(function () { waits(false); }).catch(function () { at("kept").textContent = "没有连上网络，填报程序没有打开。请刷新这一页再试。"; });
}
// Nothing can be typed that is wiped a moment later, when what the form begins with has come.
function waits(yes) {
  if (yes) form.setAttribute("inert", ""); else form.removeAttribute("inert");
}
// Open the newest draft, or what the address asks for.
function begun(want) {
  var drafts = newest().filter(function (id) { return !state.drafts[id].changes; });
  state.mine = want.u === undefined && drafts[0] || fresh();
  return open(state.mine).then(function () {
    var home = place(), code = want.u || (!state.drafts[state.mine] && home && home.code) || "";
    if (want.y) { at("year").value = want.y; showYear(); }
    return code ? placed(code) : null;
  }).then(keep).then(function () {
    listen();
    return want.a ? correct(want.a) : null;
  });
}
