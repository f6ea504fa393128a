/* Lists that can be narrowed: by category, level, audience, place or words; the choice stands in the address. */
import { all, plain } from "./page.js";

export function filter(form) {
  var list = document.querySelector(form.dataset.filter), said = form.querySelector("output");
  if (!list) return;
  var rows = all("[data-c],[data-l],[data-a],[data-p]", list), days = all("li.day", list);
  var fields = all("select[name],input[name]", form), notes = all(".row-note, .day-head .num", list);
  days.forEach(function (day) { var box = day.querySelector("details"); if (box.open) box.setAttribute("data-opened", ""); });
  function fits(row) {
    return fields.every(function (field) {
      var want = field.value.trim();
      if (!want) return true;
      if (field.name === "q") return row.textContent.indexOf(want) >= 0;
      return (" " + (row.dataset[field.name] || "") + " ").indexOf(" " + want + " ") >= 0;
    });
  }
  function apply(event) {
    var shown = 0, state = [], narrowed = fields.some(function (field) { return field.value.trim(); });
    rows.forEach(function (row) { row.hidden = !fits(row); if (!row.hidden) shown++; });
    notes.forEach(function (note) { note.hidden = narrowed; });
    if (narrowed && list.closest("details")) list.closest("details").open = true;
    days.forEach(function (day) {   // what is looked for is seen, whatever was closed
      var box = day.querySelector("details");
      day.hidden = !all("li.row", day).some(function (row) { return !row.hidden; });
      if (narrowed || event) box.open = narrowed || box.hasAttribute("data-opened");
      if (narrowed) all(".fold", day).forEach(function (more) { more.open = true; });
    });
    if (said) said.textContent = shown ? "共 " + shown + " 项" : "没有符合的，请放宽条件";
    fields.forEach(function (field) { if (field.value) state.push(field.name + "=" + encodeURIComponent(field.value)); });
    if (event) history.replaceState(null, "", state.length ? "#" + state.join("&") : location.pathname + location.search);
  }
  location.hash.slice(1).split("&").forEach(function (pair) {
    var cut = pair.indexOf("="), field = cut > 0 && fields.filter(function (f) { return f.name === pair.slice(0, cut); })[0];
    try { if (field) field.value = plain(decodeURIComponent(pair.slice(cut + 1))); } catch (e) { field.value = ""; }
  });
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(event); });
  form.addEventListener("reset", function (event) { setTimeout(apply, 0, event); });
  apply();
}
