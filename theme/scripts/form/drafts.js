/* Drafts, kept on the device at every key, and a correction of what is on the site. */
import { named } from "../record/address.js";
import { emptied, read, write } from "./boxes.js";
import { at, form, put, state } from "./state.js";
import { code, placed, showYear } from "./whose.js";

export function stored() {
  try { return JSON.parse(localStorage["submit:" + form.dataset.submit] || "{}"); } catch (e) { return {}; }
}
export function store(found) {
  state.drafts = found;
  try { localStorage["submit:" + form.dataset.submit] = JSON.stringify(found); state.storing = true; } catch (e) { state.storing = false; }
}
export function newest() {
  var drafts = state.drafts;
  return Object.keys(drafts).sort(function (a, b) { return drafts[b].at - drafts[a].at; });
}
export function keep() {
  var raw = read(state.known.questions, form, true), found = stored();
  if (Object.keys(raw).length || changing()) found[state.mine] = { at: Date.now(), year: at("year").value, code: code(), raw: raw, changes: changing() };
  else delete found[state.mine];
  store(found);
  at("kept").textContent = state.storing ? "填的内容随时存在这台手机或电脑里，关掉页面也不会丢。"
    : "这台手机或电脑不让网页存东西：没有填完、没有复制以前，请不要关这一页。";
  listed();
}
function listed() {
  var list = at("drafts");
  list.textContent = "";
  newest().filter(function (id) { return id !== state.mine; }).slice(0, 20).forEach(function (id) {
    var one = state.drafts[id], button = put("button", "接着填：" + (one.raw["名称"] || one.raw["标题"] || "没有写名称的"), put("li", "", list));
    button.type = "button"; button.className = "button plain";
    button.addEventListener("click", function () { open(id); });
  });
  at("another").hidden = at("clear").hidden = !state.drafts[state.mine];
}
export function open(id) {
  var one = stored()[id] || { raw: {}, code: code(), year: at("year").value };
  state.mine = id;
  emptied();
  at("year").value = one.year; showYear();
  write(state.known.questions, form, one.raw);
  change(one.changes || "");
  return placed(one.code).then(keep);
}
export function fresh() { return Date.now().toString(36); }

// ---------------------------------------------------------------- a correction of what is on the site

export function changing() { return form.dataset.changes || ""; }
export function change(file) {
  file = named(file);
  form.dataset.changes = file;
  at("change").hidden = !file;
  at("change-said").textContent = "要改的是 " + file + "。下面是网页上有的几项，改成对的；没有显示的项目，收的人会照原记录保留。";
}
export function fromPage(path) {
  return fetch(form.dataset.root + path).then(function (answer) { return answer.text(); }).then(function (text) {
    var found = new DOMParser().parseFromString(text, "text/html"), said = found.querySelector('script[type="application/ld+json"]');
    var events = said ? [].concat(JSON.parse(said.textContent)) : [{}], event = events[0], value = {};   // one an occurrence
    function moment(time) { return (time || "").replace("T", " ").slice(0, 16); }
    value["名称"] = event.name || found.querySelector("h1").textContent.trim();
    if (event.startDate) value["开始"] = moment(event.startDate);
    if (events.length === 1 && event.endDate) value["结束"] = moment(event.endDate);
    if (events.length === 1 && event.location && event.location.name) value["地点"] = event.location.name;   // of several the record has them
    write(state.known.questions, form, value, true);
  }).catch(function () { /* the page is not there: what was asked for is typed by hand */ });
}
