/* An association as a row of a list. */
import { made } from "../parts/made.js";
import { page } from "./names.js";
import { root } from "./files.js";

export function unitRow(row, known) {
  var item = made("li", "row"), link = made("a"), main = made("span", "row-main"), there = page(row[0], known);
  var where = [row[2], row[3] ? "也叫" + row[1] : "", there === row[0] ? "" : "还没有活动记录，点开看" + (there.length > 6 ? "所在的乡镇" : "所在的县")];
  link.href = root + "u/" + there + "/";
  main.appendChild(made("strong", "row-name", (row[3] || row[1]) + "计生协"));
  main.appendChild(made("span", "row-sub", where.filter(Boolean).join("，")));
  link.appendChild(main); item.appendChild(link);
  return item;
}
