/* 查单位: finds an association by its name in the small files of /units/; without script the lists on the page serve. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-finder]"), kept = {}, turn = 0;
  if (!form || !window.fetch) return;
  var box = form.elements.q, list = document.getElementById("found"), said = document.getElementById("said");

  function read(name) {
    if (!kept[name]) kept[name] = fetch(name + ".json").then(function (answer) { return answer.ok ? answer.json() : []; }, function () { delete kept[name]; throw new Error(name); });
    return kept[name];
  }

  function fits(rows, want) {
    var first = [], then = [];
    rows.forEach(function (row) {
      if (row[1].indexOf(want) === 0) first.push(row);
      else if ((row[2] + row[1]).indexOf(want) >= 0) then.push(row);
    });
    first.sort(function (a, b) { return a[1].length - b[1].length || (a[0] < b[0] ? -1 : 1); });
    return first.concat(then);
  }

  function page(code, paged) {
    while (code.length > 6 && paged.indexOf(code) < 0) code = code.length > 9 ? code.slice(0, 9) : code.slice(0, 6);
    return code;
  }

  function draw(row, paged) {
    var item = document.createElement("li"), link = document.createElement("a"), main = document.createElement("span");
    var name = document.createElement("strong"), where = document.createElement("span"), there = page(row[0], paged);
    item.className = "row"; main.className = "row-main"; name.className = "row-name"; where.className = "row-sub";
    link.href = form.dataset.root + "u/" + there + "/";
    name.textContent = row[1];
    where.textContent = (row[2] || "湖南省") + (there === row[0] ? "" : "（还没有活动记录，点开看所在的乡镇或县）");
    main.appendChild(name); main.appendChild(where); link.appendChild(main); item.appendChild(link);
    return item;
  }

  function find() {
    var want = box.value.trim(), mine = ++turn;
    list.hidden = true; list.textContent = ""; said.textContent = "";
    if (!want) return;
    read(String(want.charCodeAt(0) % 64)).then(function (rows) {
      var found = fits(rows, want), some = found.slice(0, 30), counties = {};
      some.forEach(function (row) { if (row[0].length > 6) counties[row[0].slice(0, 6)] = 1; });
      return Promise.all(Object.keys(counties).map(function (code) { return read("paged-" + code); })).then(function (lists) {
        if (mine !== turn) return;
        var paged = Array.prototype.concat.apply([], lists);
        some.forEach(function (row) { list.appendChild(draw(row, paged)); });
        list.hidden = !some.length;
        said.textContent = !found.length ? "没有找到“" + want + "”。请只写最后一级的名称，如“天和村”；或在下面按市州、县市区找。"
          : found.length > some.length ? "找到 " + found.length + " 个，先列出 30 个，请把名称写全一些。" : "找到 " + found.length + " 个。";
      });
    }).catch(function () { if (mine === turn) said.textContent = "没有连上网络，请稍后再试，或在下面按市州、县市区找。"; });
  }

  var wait = 0;
  box.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(find, 250); });
  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(wait); find(); });
})();
