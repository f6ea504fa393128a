/* Whose record it is: year, city, county, township, village. */
import { all, at, got, put } from "./state.js";

var PLACES = ["city", "county", "town", "village"], units = {};
export function code() {
  return PLACES.map(function (id) { return at(id).value; }).filter(Boolean).pop() || "";
}
export function folder() {
  var names = PLACES.filter(function (id) { return at(id).value; }).map(function (id) { return at(id).selectedOptions[0].textContent; });
  return [at("year").value].concat(names).join("/");
}
function choices(select, found, chosen) {
  all("option", select).slice(1).forEach(function (one) { one.remove(); });
  found.forEach(function (unit) { put("option", unit[1], select).value = unit[0]; });
  select.value = chosen || "";
  if (select.selectedIndex < 0) select.value = "";
  select.disabled = !found.length;
}
function area() {   // the county, also one in the place of a city
  var city = at("city").value;
  return at("county").value || (city.length === 6 ? city : "");
}
function below(county) {
  if (!county) return Promise.resolve([]);
  units[county] = units[county] || got("units/below-" + county + ".json").catch(function () { delete units[county]; return []; });
  return units[county];
}
export function placed(want) {   // want: a code; everything that leads to it is chosen
  var city = at("city"), county = at("county");
  city.value = want.length < 4 ? "" : want.slice(0, 4);
  if (city.selectedIndex < 0) city.value = want.length < 6 ? "" : want.slice(0, 6);   // files with the province itself
  narrowed();
  county.value = want.length >= 6 ? want.slice(0, 6) : "";
  return below(area()).then(function (found) { town(found, want.slice(0, 9), want); });
}
function narrowed() {   // the counties of the city that was chosen
  all("optgroup", at("county")).forEach(function (group) {
    var own = group.querySelector("option").value.slice(0, 4) === at("city").value;
    group.hidden = group.disabled = !own;
  });
  at("county").disabled = at("city").value.length !== 4;
}
function town(found, chosen, village) {
  choices(at("town"), found.filter(function (unit) { return unit[0].length === 9; }), chosen);
  villages(found, village);
}
function villages(found, chosen) {
  var above = at("town").value;
  choices(at("village"), above ? found.filter(function (unit) { return unit[0].length === 12 && unit[0].slice(0, 9) === above; }) : [], chosen);
  where();
}
function where() {
  PLACES.forEach(function (id) { at(id).parentNode.hidden = at(id).disabled; });
  at("where").textContent = code() ? "记到：" + folder() : "不选就是" + at("city").options[0].textContent + "；多数填报要选到自己的县市区、乡镇或村。";
}
export function moved(select) {
  if (select.id === "city") { narrowed(); at("county").value = ""; }
  if (select.id === "city" || select.id === "county") return below(area()).then(function (found) { town(found, "", ""); });
  if (select.id === "town") return below(area()).then(function (found) { villages(found, ""); });
  if (select.id === "year") showYear();
  where();
  return Promise.resolve();
}
export function showYear() {   // a campaign's categories, and its year in the calendars
  var year = at("year").value;
  all('[data-key="开始"] [type="date"],[data-key="结束"] [type="date"]').forEach(function (day) { day.min = year + "-01-01"; day.max = year + "-12-31"; });
  all("label[data-years]").forEach(function (label) {
    label.hidden = label.dataset.years.split(" ").indexOf(year) < 0;
  });
}
