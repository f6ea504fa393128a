/* What is on at a glance, at the head of a page: today, this week, then; after all, what was held last. */
import { daysBetween } from "../reading/today.js";
import { next } from "./countdown.js";
import { made } from "./made.js";
import { all } from "./page.js";

var FEW = 4, ENOUGH = 6;

// Of rows [first days, last days, ...] what is to come, by nearness: 今天, 本周, 接下来; the soonest first.
export function grouped(rows, today) {
  var groups = [["今天", []], ["本周", []], ["接下来", []]], sunday = 6 - (daysBetween("2001-01-01", today) % 7 + 7) % 7, found = [];
  rows.forEach(function (row, n) {
    var one = next(row[0].split(" "), row[1].split(" "), today), away = Math.max(0, daysBetween(today, one[0]));
    if (one[1] >= today) found.push([away, n, row]);
  });
  found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
  found.forEach(function (each) { groups[each[0] === 0 ? 0 : each[0] <= sunday ? 1 : 2][1].push(each[2]); });
  var near = Math.min(groups[0][1].length, FEW) + Math.min(groups[1][1].length, FEW);
  return groups.map(function (group, n) { return [group[0], group[1].slice(0, n < 2 ? FEW : Math.max(1, ENOUGH - near))]; })
    .filter(function (group) { return group[1].length; });
}

// The rows of a page that anybody may come to, each once: those of the block itself, else those of its lists.
function open(block) {
  var seen = {}, own = all("li.row[data-day]", block);
  return (own.length ? own : all("main li.row[data-day]:not([data-inside])")).map(function (row) {
    return [row.dataset.day, row.dataset.end || row.dataset.day, row];
  }).filter(function (row) {
    var key = row[0] + row[2].querySelector("a").getAttribute("href");
    return !seen[key] && (seen[key] = true);
  });
}
// What is over, of lists by day: what was held last, and only if that is little, plans of which nothing is reported yet;
// what nobody is invited to and still goes on is neither.
function latest(today) {
  var lots = [[], []];
  all("main .section:not(.coming) li.day[data-date]").forEach(function (day, n) {
    if (day.dataset.date < today) all("li.row", day).forEach(function (row) {
      var last = (row.dataset.end || row.dataset.day || "").split(" ").pop();
      if (!row.querySelector(".is-cancelled")) lots[row.dataset.day ? 1 : 0].push([day.dataset.date, n, row, last]);
    });
  });
  return over(lots[0], lots[1], today);
}
// The groups of rows [day, place of the day, row, last day]: each its newest day first.
export function over(held, silent, today) {
  var left = FEW;
  return [["最近办的", held], ["结果还没有报", silent]].map(function (group) {
    var rows = group[1].filter(function (row) { return row[3] < today; }).sort(function (a, b) { return a[0] < b[0] ? 1 : a[0] > b[0] ? -1 : a[1] - b[1]; }).slice(0, left);
    left -= rows.length;
    return [group[0], rows];
  }).filter(function (group) { return group[1].length; });
}

// Fills the block; whether anything in it is yet to come.
export function showComing(block, today) {
  var groups = grouped(open(block), today), list = block.querySelector("ol.rows"), ahead = groups.length > 0;
  if (!ahead && list.children.length) return false;
  if (!ahead) groups = latest(today);
  var rows = [];
  groups.forEach(function (group) {
    rows.push(made("li", "row day-head", group[0]));
    group[1].forEach(function (row) { rows.push(row[2].cloneNode(true)); });
  });
  list.textContent = "";
  rows.forEach(function (row) { list.appendChild(row); });
  list.hidden = false;
  block.hidden = !rows.length;
  return ahead;
}
