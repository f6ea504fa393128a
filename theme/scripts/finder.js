/* 找地方: finds an association by name, pinyin or initials, and remembers the reader's own; without script the lists serve. */
import { made } from "./parts/made.js";
import { paged, ready, units } from "./search/files.js";
import { page } from "./search/names.js";
import { unitRow } from "./search/rows.js";

var SOME = 30, form = document.querySelector("form[data-finder]"), turn = 0, wait = 0;
var list = document.getElementById("found"), said = document.getElementById("said");

function draw(row, known) {
  var item = unitRow(row, known), keep = made("button", "keep", "设为我的地方");
  keep.type = "button";
  keep.dataset.keep = row[0]; keep.dataset.name = row[3] || row[1]; keep.dataset.page = page(row[0], known);
  keep.setAttribute("aria-label", "把" + keep.dataset.name + "设为我的地方");
  item.appendChild(keep);
  return item;
}
function find() {
  var want = form.elements.q.value.trim(), mine = ++turn;
  list.hidden = true; list.textContent = ""; said.textContent = "";
  if (!want) return;
  ready().then(function () { return units(want); }).then(function (both) {
    var found = both.fit.length ? both.fit : both.named;
    var some = found.slice(0, SOME).map(function (one) { return one.row; });
    return paged(some).then(function (known) {
      if (mine !== turn) return;
      some.forEach(function (row) { list.appendChild(draw(row, known)); });
      list.hidden = !some.length;
      said.textContent = !found.length ? "没有找到“" + want + "”。可以只写名称的前两个字，如“清水”；或在下面按市州、县市区找。"
        : "找到 " + found.length + " 个" + (found.length > SOME ? "，先列出 " + SOME + " 个，请把名称写全一些。" : "。");
    });
  }).catch(function () { if (mine === turn) said.textContent = "没有连上网络，请稍后再试，或在下面按市州、县市区找。"; });
}

if (form && window.fetch) {
  form.elements.q.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(find, 250); });
  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(wait); find(); });
  if (form.elements.q.value) find();
}
