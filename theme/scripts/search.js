/* 查找: what a question finds, drawn best first. Without script the lists on the page serve. */
import { beijing } from "./reading/today.js";
import { made } from "./parts/made.js";
import { all, plain } from "./parts/page.js";
import { speakHours } from "./parts/spoken.js";
import { place } from "./parts/place.js";
import { root } from "./search/files.js";
import { rows, search } from "./search/finding.js";
import { marked } from "./search/marks.js";
import { address } from "./search/ranking.js";
import { unitRow } from "./search/rows.js";

var SHOWN = 20;   // rows shown at once
var STATES = { "计划": "is-plan", "延期": "is-postponed", "已取消": "is-cancelled", "结果还没有报": "is-awaiting" };
var form = document.querySelector("form[data-search]"), turn = 0, today = beijing(Date.now());
var list = document.getElementById("hits"), said = document.getElementById("said"), more = document.getElementById("more");

function near() { var mine = place(); return mine ? mine.code : ""; }

// ---------------------------------------------------------------- what is shown

function draw(hit, want) {
  var card = hit.card, item = made("li", "row"), link = made("a"), main = made("span", "row-main"), badges = made("span", "badges");
  var time = made("span", "row-time"), named = form.elements.k.querySelector("option[value='" + card.kind + "']");
  link.href = root + address(card);
  var when = card.when.replace(/^\d{4}年/, ""), day = /^(\d+月\d+日)（(周.)）(.*)$/.exec(when);
  if (card.start) time.appendChild(made("b", "", card.start.slice(0, 4) + "年" + (day ? day[1] : "")));
  time.appendChild(document.createTextNode(day ? day[2] + (/^[，—]/.test(day[3]) ? "" : " ") + day[3] : when));
  main.appendChild(marked(made("strong", "row-name"), card.name, want));
  var where = [card.place, card.line.replace(/^\S+ /, "")].filter(Boolean).join(" · ");
  if (card.kind !== "w" && card.kind !== "t") main.appendChild(marked(made("span", "row-sub"), where, want));
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
function dayRow(day) {
  var select = form.elements.p, option = select.options[select.selectedIndex], name = day.name || (form.elements.p.value ? option.textContent.trim() : form.dataset.name + "，可以再选地方");
  return wayTo("u/" + day.code + "/" + day.date + "/", +day.date.slice(5, 7) + "月" + +day.date.slice(8) + "日的活动", name);
}
// ---------------------------------------------------------------- one search

function asked() {
  var of = form.elements;
  return { query: of.q.value, kind: of.k.value, where: of.p.value, when: of.d.value, near: near(), today: today, year: form.dataset.year, top: form.dataset.top };
}
// Each sort of row, drawn.
var DRAWN = {
  way: function (way) { return wayTo(way.path, way.name, way.about); },
  day: dayRow,
  unit: function (row, found) {
    var item = unitRow(row, found.known), badges = made("span", "badges");
    badges.appendChild(made("span", "badge", "单位")); item.firstChild.appendChild(badges);
    return item;
  },
  hit: function (hit, found) { return draw(hit, found.want); }
};
function show(found, shown) {
  var day = found.day;
  list.textContent = "";
  rows(found, shown, place()).forEach(function (one) { list.appendChild(DRAWN[one.sort](one.thing, found)); });
  speakHours(list);
  list.hidden = !list.children.length;
  more.hidden = !(found.hits.length > shown || found.further) || !found.sum && !found.further;
  said.textContent = !found.sum ? (day ? "这一天的活动都在下面这一页。" : found.further ? "先看过的地方还没有找到，可以再找一找，或者换个说法；也可以看下面这些。" : "没有找到。换个说法，或者少写几个字试试；也可以看下面这些。")
    : found.partly ? "没有全都符合的，下面这些符合一部分。"
    : (found.want.loosely ? "没有一字不差的，读音、意思相近的" : "") + "找到 " + found.sum + (found.further ? " 条以上" : " 条") + "，最合适的在前面。";
}
function run() {
  var round = ++turn, shown = SHOWN, asks = asked();
  list.hidden = true; more.hidden = true;
  all("[data-own]").forEach(function (block) { block.hidden = !near() || asks.query.trim() !== ""; });
  if (!asks.query.trim()) { said.textContent = ""; return Promise.resolve(); }
  said.textContent = "正在找……";
  function fail() { if (round === turn) said.textContent = "没有连上网络，请稍后再试，或在下面按地方、月份、种类找。"; }
  return search(asks).then(function (results) {
    function drawn() { if (round === turn) show(results.now(), shown); }
    more.onclick = function () {
      more.hidden = true; shown += SHOWN;
      (results.now().hits.length < shown ? results.more() : Promise.resolve()).then(drawn, fail);
    };
    drawn();
    var rest = round === turn && results.rest();
    return rest && rest.then(drawn);
  }).catch(fail);
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
  return run();
}
function ask() {
  var query = new URLSearchParams();
  ["q", "k", "p", "d"].forEach(function (key) { if (form.elements[key].value) query.set(key, form.elements[key].value); });
  history.pushState(null, "", "?" + query);
  run();
}

if (form && window.fetch) {
  places();
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  form.addEventListener("change", function (event) { if (event.target.tagName === "SELECT" && form.elements.q.value.trim()) ask(); });
  window.addEventListener("popstate", function () { form.reset(); take(); });
  take();
}
