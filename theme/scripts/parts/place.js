/* The reader's place: an association's code and name and the nearest page, remembered on this device only. */
import { all } from "./page.js";

// place(): the place, or null; place(chosen) keeps it, place(null) forgets it.
export function place(chosen) {
  try {
    if (chosen === null) localStorage.removeItem("place"); else if (chosen) localStorage.place = JSON.stringify(chosen);
    return JSON.parse(localStorage.place || "null");
  } catch (e) { return null; }
}

// The place in the head of the page, and on buttons that choose it.
export function showPlace() {
  var mine = place();
  all("[data-mine]").forEach(function (link) {
    link.dataset.mine = link.dataset.mine || link.getAttribute("href");
    link.textContent = mine ? "去" + mine.name : "选我的地方";
    if (mine) link.setAttribute("aria-label", "我的地方，去" + mine.name); else link.removeAttribute("aria-label");
    link.href = mine ? link.dataset.mine.replace(/units\/$/, "u/" + mine.page + "/") : link.dataset.mine;
  });
  all("[data-keep]").forEach(function (button) {
    var own = mine && mine.code === button.dataset.keep;
    button.textContent = own ? "✓ 我的地方" : "设为我的地方";
    button.setAttribute("aria-pressed", own ? "true" : "false");
  });
  all("[data-home]").forEach(function (box) {
    box.hidden = !mine;
    if (mine) all("a", box).forEach(function (link) { link.textContent = mine.name + "计生协"; link.href = box.dataset.home + "u/" + mine.page + "/"; });
  });
}
export function choosePlace(button) {
  var mine = place(), same = button.hasAttribute("data-forget") || mine && mine.code === button.dataset.keep;
  place(same ? null : { code: button.dataset.keep, name: button.dataset.name, page: button.dataset.page || button.dataset.keep });
  showPlace();
}
