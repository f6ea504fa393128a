/* 查找: asks the guide which drawers have the words, looks into the best of them, and shows what it finds, best first.
   How guide and drawers are made: hooks/almanac/search/catalogue.py. Without script the lists on the page serve. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-search]"), look = window.lookup, turn = 0;
  if (!form || !window.fetch) return;
  var list = document.getElementById("hits"), said = document.getElementById("said"), more = document.getElementById("more");
  var LEAVES = 512, MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var DRAWERS = 5, MOST = 8, SHOWN = 20, UNITS = 3;   // looked into at once, at most for one go; rows shown at once
  var STATES = { "计划": "is-plan", "延期": "is-postponed", "已取消": "is-cancelled", "结果还没有报": "is-awaiting" };
  var today = new Date(Date.now() + 288e5).toISOString().slice(0, 10);
  function later(n) { return new Date(Date.parse(today) + n * 864e5).toISOString().slice(0, 10); }
  function mine() { return window.place ? window.place() : null; }

  // ---------------------------------------------------------------- what is asked

  // 5月29日, 2021年, 今天, 周末 are asked of the date; the rest is looked for in the words
  function asked() {
    var dates = [], rest = form.elements.q.value;
    function take(pattern, make) {
      rest = rest.replace(pattern, function () { dates.push(make.apply(null, arguments)); return " "; });
    }
    function days(from, to) { return function (card) { return card.start.length > 9 && on(card, 10, 0, from, to); }; }
    function on(card, size, skip, from, to) {   // at one of its occurrences
      return card.firsts.some(function (first, n) { return first.slice(skip, skip + size) <= to && (card.lasts[n] || first).slice(skip, skip + size) >= from; });
    }
    take(/(\d{1,2})月(?:(\d{1,2})[日号])?/g, function (all, month, day) {
      var want = ("0" + month).slice(-2) + (day ? "-" + ("0" + day).slice(-2) : "");
      return function (card) { return card.start.length > 6 && on(card, want.length, 5, want, want); };
    });
    take(/(^|[^\d])(20\d\d)年?(?!\d)/g, function (all, before, year) { return function (card) { return card.year === year || card.name.indexOf(year) >= 0; }; });
    take(/今天|今日/g, function () { return days(today, today); });
    take(/明天/g, function () { return days(later(1), later(1)); });
    take(/周末|星期六|星期天|星期日/g, function () { var to = (7 - new Date(today).getUTCDay()) % 7; return days(later(Math.max(to - 1, 0)), later(to)); });
    take(/(?:计划生育协会|计生协会?)/g, function () { return function () { return true; }; });
    take(/什么时候|在哪里?|哪里|有哪些|有没有|怎么|[的了吗呢]/g, function () { return function () { return true; }; });
    var when = form.elements.d.value;
    if (when === "coming") dates.push(function (card) { return card.end.slice(0, 10) >= today; });
    else if (when) dates.push(function (card) { return card.year === when; });
    return { words: look.words(rest), dates: dates, kind: form.elements.k.value, where: form.elements.p.value };
  }

  // ---------------------------------------------------------------- which drawers

  function leaf(way, at) { return (look.place(way.units[at]) * 31 + look.place(way.units[at + 1])) % LEAVES; }
  function up(share) { return share.length > 4 ? share.slice(0, 4) : share.slice(0, 2); }
  function same(way, at, first, second) {
    return way.heard ? look.sound(first) === way.units[at] && look.sound(second) === way.units[at + 1] : first === way.units[at] && second === way.units[at + 1];
  }
  function inside(code, where) { return code.indexOf(where) === 0 || where.indexOf(code) === 0; }

  // For each drawer and way: which pairs are in it, and how many of them in a name.
  function note(found, text, way, key, at, where) {
    text.split("\n").forEach(function (line) {
      var cut = line.indexOf(" "), share = line.slice(0, cut);
      if (cut < 0 || !inside(share, where)) return;
      for (var i = cut + 1; i + 3 < line.length; i += 4) if (same(way, at, line[i], line[i + 1])) {
        var has = MARKS.indexOf(line[i + 2]), named = MARKS.indexOf(line[i + 3]);
        for (var bit = 0; bit < 6; bit++) if (has >> bit & 1) {
          var name = bit === 0 ? up(share) : bit === 1 ? share : share + "-" + bit, drawer = found[name] = found[name] || {};
          var one = drawer[key] = drawer[key] || { at: {}, names: 0 };
          one.at[at] = 1; one.names += named >> bit & 1;
        }
      }
    });
  }
  function guide(want) {
    var found = {}, jobs = [], words = want.words.filter(function (word) { return word.text.length > 1; });
    words.forEach(function (word, w) {
      word.ways.forEach(function (way, n) {
        for (var at = 0; at + 1 < way.units.length; at++) jobs.push([way, w + ":" + n, at]);
      });
    });
    return Promise.all(jobs.map(function (job) {
      return look.read("search/guide/" + leaf(job[0], job[2]) + ".txt").then(function (text) { note(found, text, job[0], job[1], job[2], want.where); });
    })).then(function () { return ordered(found, words); });
  }
  // Drawers that may have all the words, the likeliest first; if there are none, those that have most of them.
  function ordered(found, words) {
    var here = mine(), near = here ? here.code : "";
    var all = Object.keys(found).map(function (name) {
      var whole = true, names = 0, number = 0;
      words.forEach(function (word, w) {
        var best = { number: 0, whole: false, names: 0 };
        word.ways.forEach(function (way, n) {
          var one = found[name][w + ":" + n];
          if (!one || way.units.length < 2) return;
          var fit = look.fits(way, function (at) { return one.at[at]; });
          if (fit.whole > best.whole || fit.number > best.number) best = { number: fit.number, whole: fit.whole, names: Math.min(one.names, fit.number) };
        });
        whole = whole && best.whole; number += best.number; names += best.names;
      });
      return { name: name, whole: whole, number: number, names: names, near: near && inside(name.slice(0, 6), near.slice(0, 6)) ? 1 : 0 };
    });
    var full = all.filter(function (one) { return one.whole; });
    return (full.length ? full : all).sort(function (a, b) {
      return b.whole - a.whole || b.number - a.number || b.near - a.near || Math.sign(b.names - a.names) * (full.length ? 1 : 0) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1);
    });
  }

  // ---------------------------------------------------------------- which cards

  function opened(drawer) {
    return look.table("search/" + drawer.name + ".json").then(function (units) {
      var cards = [];
      units.forEach(function (unit) {
        var where = look.text(unit[1] + " " + unit[2]), above = unit[1].split(" ").slice(0, 3);
        unit[3].forEach(function (c) {
          var firsts = c[3].split(" "), lasts = (c[4] || c[3]).split(" ");   // of several occurrences all are said
          cards.push({
            code: unit[0], line: unit[1], where: where, above: above, kind: c[0], path: c[1], name: c[2], start: firsts[0], end: lasts[lasts.length - 1], firsts: firsts, lasts: lasts, when: c[5],
            place: c[6], note: c[7], about: c[9], year: (c[3] || (c[0] === "a" ? c[1] : "")).slice(0, 4),
            texts: [look.text(c[2]), look.text(c[8]), look.text(c[6]), where, look.text(c[9])]
          });
        });
      });
      return cards;
    });
  }
  var WEIGHTS = [5, 3, 2, 2, 1];   // of a name, of forms and audience, of a place, of where it is, of the account
  function worth(way, card) {
    var sum = 0, fit = look.fits(way, function (at) {
      var pair = look.pair(way, at), best = 0;
      card.texts.forEach(function (text, n) { if (WEIGHTS[n] > best && (way.heard ? text.heard : text.plain).indexOf(pair) >= 0) best = WEIGHTS[n]; });
      sum += best;
      return best > 0;
    });
    return { whole: fit.whole, number: fit.number, sum: sum / Math.max(way.units.length - 1, 1) };
  }
  // 浏阳 means 浏阳市 before anything that is only called after it, such as 浏阳河街道.
  var SORT = /(?:(?:土家|苗|侗|瑶)族)*(?:省|市|州|县|区|自治州|自治县)$/;
  function names(word, unit) {
    var bare = unit.replace(SORT, "");
    if (bare.length < 2) bare = unit;
    return word.ways.some(function (way) {
      for (var from = 0; from + bare.length <= way.units.length; from++) {
        var at = 0;
        while (at < bare.length && way.units[from + at] === (way.heard ? look.sound(bare[at]) : bare[at])) at++;
        if (at === bare.length) return true;
      }
      return false;
    });
  }
  function score(card, want) {
    var whole = true, sum = 0, number = 0;
    want.words.forEach(function (word) {
      var best = { whole: false, sum: 0, number: 0 };
      word.ways.forEach(function (way) { var one = worth(way, card); if (one.whole > best.whole || (one.whole === best.whole && one.sum > best.sum)) best = one; });
      whole = whole && best.whole; sum += best.sum; number += best.number;
      var name = card.texts[0].plain.replace(/ /g, "");
      if (name === word.text) sum += 4; else if (name.indexOf(word.text) >= 0) sum += 1;
      if (card.line.split(" ").pop().indexOf(word.text) === 0) sum += 1;   // its own association, not one below it
      if (card.above.some(function (unit) { return names(word, unit); })) sum += 6;   // more than a name can be worth
    });
    var here = mine();
    if (here && inside(card.code.slice(0, 6), here.code.slice(0, 6))) sum += 0.6;
    return { card: card, whole: whole, number: number, sum: sum + (12 - card.code.length) / 40 };
  }
  function suits(card, want) {
    return (!want.kind || card.kind === want.kind) && card.code.indexOf(want.where) === 0 && want.dates.every(function (date) { return date(card); });
  }
  function best(a, b) {
    var comes = (b.card.end >= today) - (a.card.end >= today), later = a.card.start < b.card.start;
    return b.whole - a.whole || (a.whole ? 0 : b.number - a.number) || b.sum - a.sum || comes ||
      (a.card.start === b.card.start ? (a.card.code + a.card.path < b.card.code + b.card.path ? -1 : 1) : later === a.card.end >= today ? -1 : 1);
  }

  // ---------------------------------------------------------------- what is shown

  // The letters that were looked for stand out.
  function marked(thing, text, want) {
    var on = [], letters = text.split(""), i;
    want.words.forEach(function (word) {
      word.ways.forEach(function (way) {
        for (var at = 0; at + 1 < way.units.length; at++) for (i = 0; i + 1 < letters.length; i++)
          if (same(way, at, letters[i].toLowerCase(), letters[i + 1].toLowerCase())) on[i] = on[i + 1] = true;
      });
    });
    for (i = 0; i < letters.length;) {
      var from = i, now = !!on[i];
      while (i < letters.length && !!on[i] === now) i++;
      thing.appendChild(now ? look.made("mark", "", text.slice(from, i)) : document.createTextNode(text.slice(from, i)));
    }
    return thing;
  }
  function address(card) { return look.root + (card.kind === "a" ? "e/" + card.path.slice(0, 5) + card.code + "-" + card.path.slice(5) + "/" : card.path); }
  function draw(hit, want) {
    var card = hit.card, item = look.made("li", "row"), link = look.made("a"), main = look.made("span", "row-main"), badges = look.made("span", "badges");
    var time = look.made("span", "row-time"), named = form.elements.k.querySelector("option[value='" + card.kind + "']");
    link.href = address(card);
    var when = card.when.replace(/^\d{4}年/, ""), day = /^(\d+月\d+日)（(周.)）(.*)$/.exec(when);
    if (card.start) time.appendChild(look.made("b", "", card.start.slice(0, 4) + "年" + (day ? day[1] : "")));
    time.appendChild(document.createTextNode(day ? day[2] + (/^[，—]/.test(day[3]) ? "" : " ") + day[3] : when));
    main.appendChild(marked(look.made("strong", "row-name"), card.name, want));
    var where = [card.place, card.line.replace(/^\S+ /, "")].filter(Boolean).join(" · ");
    if (card.kind !== "w") main.appendChild(marked(look.made("span", "row-sub"), where, want));
    if (card.about) main.appendChild(marked(look.made("span", "row-sub"), card.about.replace(/\s+/g, " ") + (card.about.length > 79 ? "…" : ""), want));
    if (card.kind !== "a") badges.appendChild(look.made("span", "badge", named ? named.textContent : ""));
    if (card.note) card.note.split("·").forEach(function (word) {
      if (card.kind === "a" && (word === "计划" || word === "延期") && card.start.length > 9 && card.end.slice(0, 10) < today) word = "结果还没有报";
      badges.appendChild(look.made("span", "badge " + (STATES[word] || ""), word));
    });
    if (time.textContent) link.appendChild(time);
    link.appendChild(main); link.appendChild(badges); item.appendChild(link);
    return item;
  }

  // ---------------------------------------------------------------- one search

  function run() {
    var round = ++turn, want = asked(), units = [], hits = [], drawers = [], known = [], shown = SHOWN, seen = 0;
    list.hidden = true; more.hidden = true;
    if (!form.elements.q.value.trim()) { said.textContent = ""; return Promise.resolve(); }
    said.textContent = "正在找……";

    function open(most) {   // some drawers more, until there is enough to show
      var some = drawers.slice(seen, seen + DRAWERS);
      seen += some.length;
      return Promise.all(some.map(opened)).then(function (lots) {
        var cards = Array.prototype.concat.apply([], lots).filter(function (card) { return suits(card, want); });
        hits = hits.concat(cards.map(function (card) { return score(card, want); }).filter(function (hit) { return hit.number; }));
        if (hits.filter(function (hit) { return hit.whole; }).length < 5 && seen < Math.min(most, drawers.length)) return open(most);
      });
    }
    function show() {
      if (round !== turn) return;
      var whole = hits.filter(function (hit) { return hit.whole; }), part = !whole.length && !units.length;
      var half = want.words.reduce(function (sum, word) { return sum + Math.max(word.ways[0].units.length - 1, 1); }, 0) / 2;
      var those = (part ? hits.filter(function (hit) { return hit.number >= half; }) : whole).sort(best), rows = units.slice(0, want.kind === "u" ? 30 : UNITS);
      list.textContent = "";
      rows.forEach(function (row) {
        var item = look.unitRow(row, known), badges = look.made("span", "badges");
        badges.appendChild(look.made("span", "badge", "单位")); item.firstChild.appendChild(badges); list.appendChild(item);
      });
      those.slice(0, shown).forEach(function (hit) { list.appendChild(draw(hit, want)); });
      var all = those.length + units.length, further = seen < drawers.length;
      list.hidden = !all;
      more.hidden = !(those.length > shown || further) || !all && !further;
      said.textContent = !all ? (want.words.length ? (further ? "先看过的地方还没有找到，可以再找一找，或者换个说法。" : "没有找到。换个说法，或者少写几个字试试；也可以在下面按地方、月份、类别找。") : "请写上活动、地名或单位的名称；只按日期看，请用活动日历。")
        : part ? "没有全都符合的，下面这些符合一部分。" : "找到 " + all + (further ? " 条以上" : " 条") + "，最合适的在前面。";
    }
    function fail() { if (round === turn) said.textContent = "没有连上网络，请稍后再试，或在下面按地方、月份、类别找。"; }

    more.onclick = function () {
      more.hidden = true; shown += SHOWN;
      (hits.length < shown && seen < drawers.length ? open(seen + MOST) : Promise.resolve()).then(show, fail);
    };
    return look.ready().then(function () {
      want = asked();   // now that the sounds are known
      return Promise.all([
        want.kind && want.kind !== "u" || want.dates.length && !want.words.length ? [] : look.units(form.elements.q.value),
        want.kind === "u" ? [] : guide(want)
      ]);
    }).then(function (both) {
      units = both[0].map(function (one) { return one.row; }).filter(function (row) { return row[0].indexOf(want.where) === 0; });
      drawers = both[1];
      return look.paged(units.slice(0, want.kind === "u" ? 30 : UNITS));
    }).then(function (found) { known = found; return open(MOST); }).then(show).catch(fail);
  }

  // ---------------------------------------------------------------- the form and the address

  function places() {   // the filter's places are those of the list below
    var select = form.elements.p, here = mine();
    if (here) select.appendChild(new Option("我的地方：" + here.name, here.code));
    Array.prototype.forEach.call(document.querySelectorAll("[data-city]"), function (city) {
      select.appendChild(new Option(city.dataset.name, city.dataset.city));
      Array.prototype.forEach.call(city.querySelectorAll("[data-county]"), function (county) {
        select.appendChild(new Option("　" + county.textContent, county.dataset.county));
      });
    });
  }
  function take() {
    new URLSearchParams(location.search).forEach(function (value, key) {
      if (/^[qkpd]$/.test(key)) form.elements[key].value = window.plain ? window.plain(value) : "";
    });
    return run();
  }
  function ask() {
    var query = new URLSearchParams();
    ["q", "k", "p", "d"].forEach(function (key) { if (form.elements[key].value) query.set(key, form.elements[key].value); });
    history.pushState(null, "", "?" + query);
    run();
  }
  document.querySelector(".seek").hidden = true;   // one box is enough
  places();
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  form.addEventListener("change", function (event) { if (event.target.tagName === "SELECT" && form.elements.q.value.trim()) ask(); });
  window.addEventListener("popstate", function () { form.reset(); take(); });
  take();
})();
