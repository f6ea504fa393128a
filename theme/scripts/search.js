/* 查找: asks the guide which drawers have the words, looks into the best of them, and shows what it finds, best first.
   Without script the lists on the page serve. */
import { beijing } from "./reading/today.js";
import { made } from "./parts/made.js";
import { all, plain } from "./parts/page.js";
import { place } from "./parts/place.js";
import { paged, read, ready, root, table, units as associations } from "./search/files.js";
import { leaf, words } from "./search/letters.js";
import { marked } from "./search/marks.js";
import { chosen, parted } from "./search/query.js";
import { best, cards, note, ordered, score, suits } from "./search/ranking.js";
import { unitRow } from "./search/rows.js";

var DRAWERS = 5, MOST = 8, SHOWN = 20, UNITS = 3, REST = 4;   // looked into at once, at most for one go; rows shown at once
var STATES = { "计划": "is-plan", "延期": "is-postponed", "已取消": "is-cancelled", "结果还没有报": "is-awaiting" };
var PARTS = [["honours/", "光荣榜", "受表彰的集体和个人"], ["calendar/", "活动日历", "哪一天、哪里有活动"], ["service/", "办实事", "为群众办了哪些事"], ["health/", "健康知识", "按话题看文章"]];
var form = document.querySelector("form[data-search]"), turn = 0, today = beijing(Date.now());
var list = document.getElementById("hits"), said = document.getElementById("said"), more = document.getElementById("more");

function near() { var mine = place(); return mine ? mine.code : ""; }
function asked(loosely) {
  var of = form.elements, found = parted(of.q.value, today);
  return { words: words(found.rest, loosely), day: found.day, dates: found.dates.concat(chosen(of.d.value, today)), kind: of.k.value, where: of.p.value };
}
function guide(want) {
  var found = {}, jobs = [], some = want.words.filter(function (word) { return word.text.length > 1; });
  some.forEach(function (word, w) {
    word.ways.forEach(function (way, n) {
      for (var at = 0; at + 1 < way.units.length; at++) jobs.push([way, w + ":" + n, at]);
    });
  });
  return Promise.all(jobs.map(function (job) {
    return read("search/guide/" + leaf(job[0], job[2]) + ".txt").then(function (text) { note(found, text, job[0], job[1], job[2], want.where); });
  })).then(function () { return ordered(found, some, near()); });
}
function opened(drawer) { return table("search/" + drawer.name + ".json").then(cards); }

// ---------------------------------------------------------------- what is shown

function address(card) { return root + (card.kind === "a" ? "e/" + card.path.slice(0, 5) + card.code + "-" + card.path.slice(5) + "/" : card.path); }
function draw(hit, want) {
  var card = hit.card, item = made("li", "row"), link = made("a"), main = made("span", "row-main"), badges = made("span", "badges");
  var time = made("span", "row-time"), named = form.elements.k.querySelector("option[value='" + card.kind + "']");
  link.href = address(card);
  var when = card.when.replace(/^\d{4}年/, ""), day = /^(\d+月\d+日)（(周.)）(.*)$/.exec(when);
  if (card.start) time.appendChild(made("b", "", card.start.slice(0, 4) + "年" + (day ? day[1] : "")));
  time.appendChild(document.createTextNode(day ? day[2] + (/^[，—]/.test(day[3]) ? "" : " ") + day[3] : when));
  main.appendChild(marked(made("strong", "row-name"), card.name, want));
  var where = [card.place, card.line.replace(/^\S+ /, "")].filter(Boolean).join(" · ");
  if (card.kind !== "w") main.appendChild(marked(made("span", "row-sub"), where, want));
  if (card.about) main.appendChild(marked(made("span", "row-sub"), card.about.replace(/\s+/g, " ") + (card.about.length > 79 ? "…" : ""), want));
  if (card.kind !== "a") badges.appendChild(made("span", "badge", named ? named.textContent : ""));
  if (card.note) card.note.split("·").forEach(function (word) {
    var ahead = card.kind === "a" && (word === "计划" || word === "延期") && card.start.length > 9;
    if (ahead && card.end.slice(0, 10) < today) word = "结果还没有报";
    badges.appendChild(made("span", "badge " + (STATES[word] || ""), word));
  });
  if (time.textContent) link.appendChild(time);
  link.appendChild(main); link.appendChild(badges); item.appendChild(link);
  return item;
}

function wayTo(path, name, about) {
  var item = made("li", "row"), link = made("a"), main = made("span", "row-main");
  link.href = root + path;
  main.appendChild(made("strong", "row-name", name)); main.appendChild(made("span", "row-sub", about));
  link.appendChild(main); item.appendChild(link);
  return item;
}
function dateOf(want) { return want.day.length > 5 ? want.day : form.dataset.year + "-" + want.day; }
function dayName(date) { return +date.slice(5, 7) + "月" + +date.slice(8) + "日的活动"; }
// The page of the day that is asked for, of the city that is chosen or of the whole province, where something is on.
function wholeDay(want) {
  if (!want.day || want.kind) return null;
  var date = dateOf(want), where = want.where, name = dayName(date);
  return table("data/days.json").then(function (found) {
    var day = found.days.find(function (one) { return one.date === date; });
    var part = day && day.parts.find(function (one) { return one.association.length > 2 && where.indexOf(one.association) === 0; });
    var named = part && found.associations.find(function (one) { return one.association === part.association; });
    return day && wayTo("u/" + (part ? part.association : form.dataset.top) + "/" + date + "/", name, named ? named.name : form.dataset.name + "，可以再选地方");
  }, function () { return null; });
}
// That of the county that is chosen or named, if one of its activities that were found is on that day: then there is one.
function countyDay(want, units, hits) {
  var named = units.filter(function (row) { return row[0].length === 6; })[0], county = want.where.slice(0, 6) || named && named[0] || "";
  var select = form.elements.p, date = dateOf(want), known = named && named[0] === county ? named[1] : select.options[select.selectedIndex].textContent.trim();
  var on = county.length === 6 && hits.some(function (hit) { return hit.card.kind === "a" && hit.card.code.indexOf(county) === 0 && hit.card.firsts.indexOf(date) >= 0; });
  return on ? wayTo("u/" + county + "/" + date + "/", dayName(date), known) : null;
}
// A part of the site that is asked for by its name.
function partOf(query) {
  var found = PARTS.filter(function (one) { return query.indexOf(one[1]) >= 0; })[0];
  return found && wayTo(found[0], found[1], found[2]);
}
// Where to look when nothing was found.
function nearest() {
  var mine = place(), ways = [["calendar/", "活动日历", "哪一天、哪里有活动"], ["units/", "找地方", "找到自己的市、县、乡镇或村"], ["health/", "健康知识", "按话题看文章"]];
  if (mine) ways.unshift(["u/" + mine.page + "/", mine.name + "计生协", "我的地方近期的活动"]);
  return ways.map(function (one) { return wayTo(one[0], one[1], one[2]); });
}

// ---------------------------------------------------------------- one search

// loosely: as words sound, too: after nothing was found as it is written
function run(loosely) {
  var round = ++turn, want = asked(loosely), day = null, units = [], named = [], hits = [], drawers = [], known = [], shown = SHOWN, seen = 0;
  list.hidden = true; more.hidden = true;
  all("[data-own]").forEach(function (block) { block.hidden = !near() || form.elements.q.value.trim() !== ""; });
  if (!form.elements.q.value.trim()) { said.textContent = ""; return Promise.resolve(); }
  said.textContent = "正在找……";

  function open(most) {   // some drawers more, until there is enough to show
    var next = drawers.slice(seen, seen + DRAWERS);
    seen += next.length;
    return Promise.all(next.map(opened)).then(function (lots) {
      var some = Array.prototype.concat.apply([], lots).filter(function (card) { return suits(card, want); });
      hits = hits.concat(some.map(function (card) { return score(card, want, near()); }).filter(function (hit) { return hit.number; }));
      if (hits.filter(function (hit) { return hit.whole; }).length < 5 && seen < Math.min(most, drawers.length)) return open(most);
    });
  }
  // What is left is looked into where it is little, so that the number is true.
  function rest() {
    var left = drawers.length - seen;
    return round === turn && left > 0 && left <= REST ? open(drawers.length).then(show) : null;
  }
  function show() {
    if (round !== turn) return;
    var whole = hits.filter(function (hit) { return hit.whole; }), partly = !whole.length && !units.length, asks = partOf(form.elements.q.value);
    if (partly && want.words.length && !loosely) return run(true);
    if (partly) units = named;
    var half = want.words.reduce(function (pairs, word) { return pairs + Math.max(word.ways[0].units.length - 1, 1); }, 0) / 2;
    var most = Math.min(half, Math.max.apply(null, hits.map(function (hit) { return hit.number; }).concat(1)));
    var those = (partly ? hits.filter(function (hit) { return hit.number >= most; }) : whole).sort(function (a, b) { return best(a, b, today); }), rows = units.slice(0, want.kind === "u" ? 30 : UNITS);
    day = day && countyDay(want, units, hits) || day;
    list.textContent = "";
    if (asks) list.appendChild(asks);
    if (day && !want.words.length) list.appendChild(day);
    rows.forEach(function (row) {
      var item = unitRow(row, known), badges = made("span", "badges");
      badges.appendChild(made("span", "badge", "单位")); item.firstChild.appendChild(badges); list.appendChild(item);
    });
    those.slice(0, shown).forEach(function (hit) { list.appendChild(draw(hit, want)); });
    var sum = those.length + units.length, further = seen < drawers.length;
    if (day && want.words.length) list.appendChild(day);
    if (!sum && !day) nearest().forEach(function (row) { list.appendChild(row); });
    list.hidden = !list.children.length;
    more.hidden = !(those.length > shown || further) || !sum && !further;
    said.textContent = !sum ? (day ? "这一天的活动都在下面这一页。" : further ? "先看过的地方还没有找到，可以再找一找，或者换个说法；也可以看下面这些。" : "没有找到。换个说法，或者少写几个字试试；也可以看下面这些。")
      : partly ? "没有全都符合的，下面这些符合一部分。"
      : (loosely ? "没有一字不差的，读音、意思相近的" : "") + "找到 " + sum + (further ? " 条以上" : " 条") + "，最合适的在前面。";
  }
  function fail() { if (round === turn) said.textContent = "没有连上网络，请稍后再试，或在下面按地方、月份、种类找。"; }

  more.onclick = function () {
    more.hidden = true; shown += SHOWN;
    (hits.length < shown && seen < drawers.length ? open(seen + MOST) : Promise.resolve()).then(show, fail);
  };
  return ready().then(function () {
    want = asked(loosely);   // now that the sounds are known
    return Promise.all([
      want.kind && want.kind !== "u" || want.dates.length && !want.words.length ? { fit: [], named: [] } : associations(parted(form.elements.q.value, today).rest, loosely),
      want.kind === "u" ? [] : guide(want)
    ]);
  }).then(function (both) {
    function there(lot) { return lot.map(function (one) { return one.row; }).filter(function (row) { return row[0].indexOf(want.where) === 0; }); }
    units = there(both[0].fit); named = there(both[0].named).slice(0, UNITS);
    drawers = both[1];
    return Promise.all([paged(units.slice(0, want.kind === "u" ? 30 : UNITS).concat(named)), wholeDay(want)]);
  }).then(function (found) { known = found[0]; day = found[1]; return open(MOST); }).then(show).then(rest).catch(fail);
}

// ---------------------------------------------------------------- the form and the address

function places() {   // the filter's places are those of the list below
  var select = form.elements.p, here = place();
  if (here) select.appendChild(new Option("我的地方：" + here.name, here.code));
  all("[data-city]").forEach(function (city) {
    select.appendChild(new Option(city.dataset.name, city.dataset.city));
    all("[data-county]", city).forEach(function (county) {
      select.appendChild(new Option("　" + county.textContent, county.dataset.county));
    });
  });
}
function take() {
  new URLSearchParams(location.search).forEach(function (value, key) {
    if (/^[qkpd]$/.test(key)) form.elements[key].value = plain(value);
  });
  return run(false);
}
function ask() {
  var query = new URLSearchParams();
  ["q", "k", "p", "d"].forEach(function (key) { if (form.elements[key].value) query.set(key, form.elements[key].value); });
  history.pushState(null, "", "?" + query);
  run(false);
}

if (form && window.fetch) {
  places();
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  form.addEventListener("change", function (event) { if (event.target.tagName === "SELECT" && form.elements.q.value.trim()) ask(); });
  window.addEventListener("popstate", function () { form.reset(); take(); });
  take();
}
