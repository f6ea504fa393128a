/* 查单位: finds an association by name, pinyin or initials, and remembers the reader's own; without script the lists serve. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-finder]"), look = window.lookup, turn = 0, wait = 0, SOME = 30;
  if (!form || !window.fetch) return;
  var box = form.elements.q, list = document.getElementById("found"), said = document.getElementById("said");

  function draw(row, known) {
    var item = look.unitRow(row, known), keep = look.made("button", "keep", "设为我的地方");
    keep.type = "button";
    keep.dataset.keep = row[0]; keep.dataset.name = row[3] || row[1]; keep.dataset.page = look.page(row[0], known);
    keep.setAttribute("aria-label", "把" + keep.dataset.name + "设为我的地方");
    item.appendChild(keep);
    return item;
  }
  function find() {
    var want = box.value.trim(), mine = ++turn;
    list.hidden = true; list.textContent = ""; said.textContent = "";
    if (!want) return;
    look.ready().then(function () { return look.units(want); }).then(function (found) {
      var some = found.slice(0, SOME).map(function (one) { return one.row; });
      return look.paged(some).then(function (known) {
        if (mine !== turn) return;
        some.forEach(function (row) { list.appendChild(draw(row, known)); });
        list.hidden = !some.length;
        said.textContent = !found.length ? "没有找到“" + want + "”。可以只写名称的前两个字，如“天和”；或在下面按市州、县市区找。"
          : "找到 " + found.length + " 个" + (found.length > SOME ? "，先列出 " + SOME + " 个，请把名称写全一些。" : "。");
      });
    }).catch(function () { if (mine === turn) said.textContent = "没有连上网络，请稍后再试，或在下面按市州、县市区找。"; });
  }

  box.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(find, 250); });
  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(wait); find(); });
  if (box.value) find();
})();
