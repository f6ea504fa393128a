/* 湖南5·29会员活动日: all the script there is. Every page reads and works without it. */
(function () {
  "use strict";
  var root = document.documentElement, looks = { auto: "自动明暗", light: "浅色", dark: "深色" };
  function remembered() { try { return localStorage.look || "auto"; } catch (e) { return "auto"; } }
  function wear(look) {
    if (look === "auto") root.removeAttribute("data-theme"); else root.setAttribute("data-theme", look);
  }
  root.classList.add("js");
  try { if (localStorage.elder) root.classList.add("elder"); } catch (e) { /* nothing is remembered */ }
  if (/MicroMessenger/i.test(navigator.userAgent)) root.classList.add("in-wechat");
  wear(remembered());

  // my place: an association's code and name and the nearest page, remembered on this device only
  window.place = function (chosen) {
    try {
      if (chosen === null) localStorage.removeItem("place"); else if (chosen) localStorage.place = JSON.stringify(chosen);
      return JSON.parse(localStorage.place || "null");
    } catch (e) { return null; }
  };
  function home() {   // my place in the head of the page, and on buttons that choose it
    var place = window.place();
    all("[data-mine]").forEach(function (link) {
      link.dataset.mine = link.dataset.mine || link.getAttribute("href");
      link.textContent = place ? "去" + place.name : "选我的地方";
      if (place) link.setAttribute("aria-label", "我的地方，去" + place.name); else link.removeAttribute("aria-label");
      link.href = place ? link.dataset.mine.replace(/units\/$/, "u/" + place.page + "/") : link.dataset.mine;
    });
    all("[data-keep]").forEach(function (button) {
      var own = place && place.code === button.dataset.keep;
      button.textContent = own ? "✓ 我的地方" : "设为我的地方";
      button.setAttribute("aria-pressed", own ? "true" : "false");
    });
    all("[data-home]").forEach(function (box) {
      box.hidden = !place;
      if (place) all("a", box).forEach(function (link) { link.textContent = place.name + "计生协"; link.href = box.dataset.home + "u/" + place.page + "/"; });
    });
  }

  function all(what, from) { return Array.prototype.slice.call((from || document).querySelectorAll(what)); }
  var today = new Date(Date.now() + 288e5).toISOString().slice(0, 10);   // Beijing, whatever the phone's zone
  function days(day) { return Math.round((Date.parse(day) - Date.parse(today)) / 864e5); }

  function mark(thing) {
    var firsts = thing.dataset.day.split(" "), lasts = (thing.dataset.end || thing.dataset.day).split(" "), next = 0;
    while (next < firsts.length - 1 && lasts[next] < today) next++;   // of several occurrences the next, or the last
    var from = firsts[next], to = lasts[next], n = days(from);
    if (!/^\d{4}-\d\d-\d\d$/.test(from)) return;
    var is = to < today ? "past" : n > 0 ? (n < 8 ? "soon" : "later") : "today";
    thing.classList.add("is-" + is);
    var words = { past: "结果还没有报", today: from === to ? "今天" : "正在进行" }[is] || (n === 1 ? "明天" : "还有 " + n + " 天");
    all(".when-mark", thing).forEach(function (place) { place.textContent = words; });
    if (is === "past" && thing.hasAttribute("data-invites")) {   // the page of a plan that is over asks nobody to come
      all(".invites").forEach(function (part) { part.hidden = true; });
      all(".banner.awaiting").forEach(function (part) { part.hidden = false; });
    }
  }

  function count(thing) {
    var n = days(thing.dataset.countdown), end = thing.dataset.end || thing.dataset.countdown;
    if (n > 0) {
      thing.textContent = "还有 ";
      thing.appendChild(document.createElement("b")).textContent = n;
      thing.appendChild(document.createTextNode(" 天"));
    } else if (n === 0) thing.textContent = "就是今天";
    else if (end >= today) thing.textContent = "正在进行";
  }

  window.plain = function (said) {   // words that an address puts into a box: few, on one line, nothing in them unseen
    return /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]{0,60}$/.test(said) ? said : "";
  };
  function filter(form) {
    var list = document.querySelector(form.dataset.filter), said = form.querySelector("output");
    if (!list) return;
    var box = list.closest(".tabs") || list, rows = all("[data-c],[data-l],[data-a],[data-p]", box);
    var fields = all("select[name],input[name]", form), notes = all(".row-note, .day-head .num", box);
    function fits(row) {
      return fields.every(function (field) {
        var want = field.value.trim();
        if (!want) return true;
        if (field.name === "q") return row.textContent.indexOf(want) >= 0;
        return (" " + (row.dataset[field.name] || "") + " ").indexOf(" " + want + " ") >= 0;
      });
    }
    function apply(event) {
      var shown = 0, state = [];
      rows.forEach(function (row) { row.hidden = !fits(row); if (row.offsetParent) shown++; });
      notes.forEach(function (note) { note.hidden = fields.some(function (field) { return field.value.trim(); }); });
      all(".day-head", box).forEach(function (head) {
        var next = head.nextElementSibling, any = false;
        for (; next && !next.classList.contains("day-head"); next = next.nextElementSibling) any = any || !next.hidden;
        head.hidden = !any;
      });
      if (said) said.textContent = shown ? "共 " + shown + " 项" : "没有符合的，请放宽条件";
      fields.forEach(function (field) { if (field.value) state.push(field.name + "=" + encodeURIComponent(field.value)); });
      if (event) history.replaceState(null, "", state.length ? "#" + state.join("&") : location.pathname + location.search);
    }
    location.hash.slice(1).split("&").forEach(function (pair) {
      var cut = pair.indexOf("="), field = cut > 0 && fields.filter(function (f) { return f.name === pair.slice(0, cut); })[0];
      try { if (field) field.value = window.plain(decodeURIComponent(pair.slice(cut + 1))); } catch (e) { field.value = ""; }
    });
    form.addEventListener("input", apply);
    form.addEventListener("change", apply);
    box.addEventListener("change", apply);   // another tab: what is counted is what is seen
    form.addEventListener("submit", function (event) { event.preventDefault(); apply(event); });
    form.addEventListener("reset", function (event) { setTimeout(apply, 0, event); });
    apply();
  }

  function copy(button) {
    var what = button.dataset.copy, from = what[0] === "#" && document.querySelector(what);
    var text = from ? from.value || from.textContent.trim() : what || location.href, label = button.textContent;
    function done(ok) {
      if (button.dataset.busy) return;
      button.dataset.busy = 1;
      button.textContent = ok ? "已复制" : "请长按文字复制";
      setTimeout(function () { button.textContent = label; delete button.dataset.busy; }, 2000);
    }
    function byHand() {
      var box = document.body.appendChild(document.createElement("textarea")), ok = false;
      box.value = text; box.readOnly = true; box.className = "visually-hidden";
      box.select(); box.setSelectionRange(0, text.length);
      try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
      box.remove(); button.focus(); done(ok);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { done(true); }, byHand); else byHand();
  }

  document.addEventListener("DOMContentLoaded", function () {
    all("[data-day]").forEach(mark);
    all('[data-month="' + today.slice(0, 7) + '"] td:not(.out)').forEach(function (cell, place) {
      if (place + 1 === +today.slice(8)) cell.classList.add("is-today");
    });
    all("[data-countdown]").forEach(count);
    home();
    all("form[data-filter]").forEach(filter);
    all("[data-copy]").forEach(function (button) { button.setAttribute("aria-live", "polite"); });
    all(".menu a").forEach(function (link, first) {
      var path = location.pathname;
      if (first ? path.indexOf(link.pathname) === 0 : path === link.pathname) link.setAttribute("aria-current", "page");
    });
    all("[data-theme-switch]").forEach(function (button) {
      function say() {
        button.textContent = looks[remembered()];
        button.setAttribute("aria-label", "页面颜色：" + looks[remembered()]);
      }
      say();
      button.addEventListener("click", function () {
        var order = ["auto", "light", "dark"], next = order[(order.indexOf(remembered()) + 1) % 3];
        try { localStorage.look = next; } catch (e) { /* private window: for this page only */ }
        wear(next); say();
      });
    });
    all("[data-elder-switch]").forEach(function (button) {
      function say() { button.textContent = root.classList.contains("elder") ? "普通版" : "长辈版"; }
      say();
      button.addEventListener("click", function () {
        var on = root.classList.toggle("elder");
        try { if (on) localStorage.elder = "1"; else delete localStorage.elder; } catch (e) { /* for this page only */ }
        say();
      });
    });
    document.addEventListener("click", function (event) {
      var keep = event.target.closest("[data-keep],[data-forget]"), place = window.place();
      if (keep) {
        var same = keep.hasAttribute("data-forget") || place && place.code === keep.dataset.keep;
        window.place(same ? null : { code: keep.dataset.keep, name: keep.dataset.name, page: keep.dataset.page || keep.dataset.keep });
        home();
      }
      var button = event.target.closest("[data-copy],[data-print]");
      if (button) button.hasAttribute("data-print") ? window.print() : copy(button);
    });
  });
})();
