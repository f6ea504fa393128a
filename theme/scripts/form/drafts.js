/* Drafts, kept on the device at every key, and corrections of what is on the site. */
import { address } from "../record/address.js";
import { emptied, read, write } from "./boxes.js";
import { all, at, form, got, put, state } from "./state.js";
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
  if (Object.keys(raw).length || state.changes) found[state.mine] = { at: Date.now(), year: at("year").value, code: code(), raw: raw, changes: state.changes, before: state.before };
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
    var one = state.drafts[id], name = one.raw["名称"] || one.raw["标题"] || "没有写名称的";
    var button = put("button", (one.changes ? "接着更正：" : "接着填：") + name, put("li", "", list));
    button.type = "button"; button.className = "button plain";
    button.addEventListener("click", function () { open(id); });
  });
  at("another").hidden = at("clear").hidden = !state.drafts[state.mine];
}
export function open(id) {
  var one = stored()[id] || { raw: {}, code: code(), year: at("year").value };
  state.mine = id;
  emptied();
  if (all("option", at("year")).some(function (choice) { return choice.value === one.year; })) at("year").value = one.year;
  showYear();
  write(state.known.questions, form, one.raw);
  if (state.photos) state.photos.opened();
  correcting(address("a", one.changes), one.before || {});
  return placed(one.code).then(keep);
}
export function fresh() { return Date.now().toString(36); }

// ---------------------------------------------------------------- a correction of what is on the site

// changes: the number of the activity; before: what its page says, as the form reads it.
function correcting(changes, before) {
  state.changes = changes; state.before = before;
  at("change").hidden = !changes;
  at("change-said").textContent = !changes ? "" : "编号 " + changes + "。网页上有的都填好了，把不对的改对；交的时候只写改了的几项。" + (state.photos ? "要添照片，在“照片”里选，加在原来的后面。" : "");
  at("whose").hidden = !!changes;
}
// Begin to correct an activity, or go on with what was begun.
export function correct(changes) {
  var begun = newest().filter(function (id) { return state.drafts[id].changes === changes; })[0], parts = changes.split("-");
  if (begun) return open(begun);
  return got("submit/filed/" + parts[1].slice(0, 6) + ".json").then(function (filed) {
    if (!Object.prototype.hasOwnProperty.call(filed, changes)) throw Error(changes);
    return open(fresh()).then(function () {
      at("year").value = parts[0]; showYear();
      write(state.known.questions, form, filed[changes]);
      correcting(changes, read(state.known.questions, form));
      return placed(parts[1]);
    });
  }).then(keep).catch(function () {
    at("kept").textContent = "没有打开要更正的活动：没有连上网络，或者网站上没有这个编号（" + changes + "）。请从活动的网页上再点一次。";
  });
}
