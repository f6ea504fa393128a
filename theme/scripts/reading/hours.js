/* Hours as people say them; hooks/almanac/parse/dates.py reads the same, tests/vectors/ holds both to it. */
import { small } from "./numbers.js";
import { two } from "./calendar.js";

var PARTS = { "半": "30", "整": "00", "一刻": "15", "三刻": "45" };

// 08:30 from the half of the day, the hour and its part (30, 半, 5分); empty if none is said or there is none such.
export function clock(half, hour, part) {
  if (!hour) return "";
  var number = small(hour), minute = PARTS[part || "整"] || two(small((part || "").replace(/分.*$/, "")));
  if (half === "晚上" && (number === 12 || number < 5)) return "";   // of midnight nobody knows which day is meant
  if (((half === "下午" || half === "晚上") && number < 12) || (half === "中午" && number < 3)) number += 12;
  return number < 24 ? two(number) + ":" + minute : "";
}
