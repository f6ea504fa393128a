/* The elder view, light and dark: remembered on this device. */
import { all } from "./page.js";
import { speakHours } from "./spoken.js";

var FEW = 12, LOOKS = { auto: "自动明暗", light: "浅色", dark: "深色" }, root = document.documentElement;

function remembered() { try { return localStorage.look || "auto"; } catch (e) { return "auto"; } }
function wear(look) {
  if (look === "auto") root.removeAttribute("data-theme"); else root.setAttribute("data-theme", look);
}
// Before anything of the page is seen.
export function wearRemembered() {
  root.classList.add("js");
  try { if (localStorage.elder) root.classList.add("elder"); } catch (e) { /* nothing is remembered */ }
  if (/\/search\/(index\.html)?$/.test(location.pathname)) root.classList.add("searching");   // one box is enough
  if (/MicroMessenger/i.test(navigator.userAgent)) root.classList.add("in-wechat");
  wear(remembered());
}
export function switchColours(button) {
  function say() {
    button.textContent = LOOKS[remembered()];
    button.setAttribute("aria-label", "页面颜色：" + LOOKS[remembered()]);
  }
  say();
  button.addEventListener("click", function () {
    var order = ["auto", "light", "dark"], next = order[(order.indexOf(remembered()) + 1) % 3];
    try { localStorage.look = next; } catch (e) { /* private window: for this page only */ }
    wear(next); say();
  });
}
export function switchElder(button) {
  function say() {   // where the month is not shown, its days are, unless they are many
    var elder = root.classList.contains("elder");
    button.textContent = elder ? "普通版" : "长辈版";
    all("details.fold-elder").forEach(function (box) { box.open = !elder; });
    if (elder) all("details.days").forEach(function (box) { box.open = all(".day", box).length <= FEW; });
    root.classList.add("folded");
    speakHours();
  }
  say();
  button.addEventListener("click", function () {
    var on = root.classList.toggle("elder");
    try { if (on) localStorage.elder = "1"; else delete localStorage.elder; } catch (e) { /* for this page only */ }
    say();
  });
}
