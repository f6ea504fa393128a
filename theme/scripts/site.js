/* 5·29会员活动日: the script of every page. Every page reads and works without it. */
import { beijing } from "./reading/today.js";
import { all } from "./parts/page.js";
import { choosePlace, showPlace } from "./parts/place.js";
import { countDown, markDay, markMonth } from "./parts/countdown.js";
import { switchColours, switchElder, wearRemembered } from "./parts/look.js";
import { filter } from "./parts/filter.js";
import { openNamed, openNext, pastLast } from "./parts/days.js";
import { showComing } from "./parts/coming.js";
import { chooseBlocks, showMine, showNearby } from "./parts/nearby.js";
import { copy } from "./parts/copy.js";

var today = beijing(Date.now());

wearRemembered();
chooseBlocks(today);
document.addEventListener("DOMContentLoaded", function () {
  all(".coming").forEach(function (block) { showComing(block, today); });
  all("[data-day]").forEach(function (thing) { markDay(thing, today); });
  all("ol.rows").forEach(function (list) { pastLast(list, today); openNext(list, today); });
  document.documentElement.classList.add("sorted");   // until then a list by day is not painted: nothing in it moves
  openNamed();
  window.addEventListener("hashchange", openNamed);
  all("[data-near]").forEach(function (block) { showNearby(block, today); });
  all("[data-own]").forEach(function (block) { showMine(block, today); });
  markMonth(today);
  all("[data-countdown]").forEach(function (thing) { countDown(thing, today); });
  showPlace();
  all("form[data-filter]").forEach(filter);
  all("[data-copy]").forEach(function (button) { button.setAttribute("aria-live", "polite"); });
  all(".menu a").forEach(function (link, first) {
    var path = location.pathname;
    if (first ? path.indexOf(link.pathname) === 0 : path === link.pathname) link.setAttribute("aria-current", "page");
  });
  all("[data-theme-switch]").forEach(switchColours);
  all("[data-elder-switch]").forEach(switchElder);
  document.addEventListener("click", function (event) {
    var keep = event.target.closest("[data-keep],[data-forget]"), button = event.target.closest("[data-copy],[data-print]");
    if (keep) choosePlace(keep);
    if (button && button.hasAttribute("data-print")) window.print(); else if (button) copy(button);
  });
});
