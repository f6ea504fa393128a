/* Hours as people say them, for the elder view: 上午9点到11点半; hooks/almanac/views/announcement.py says the same,
   tests/vectors/ holds both to it. */
import { all } from "./page.js";

var PARTS_OF_DAY = [[6, "凌晨"], [12, "上午"], [13, "中午"], [18, "下午"], [24, "晚上"]];

function part(hour) { return PARTS_OF_DAY.filter(function (one) { return hour < one[0]; })[0][1]; }
function clock(hour, minute) { return (hour <= 12 ? hour : hour - 12) + "点" + (minute === "00" ? "" : minute === "30" ? "半" : minute + "分"); }

// Of a text that has hours as 9:30—11:30.
export function spoken(said) {
  return said.replace(/(\d{1,2}):(\d\d)(?:—(\d{1,2}):(\d\d))?/g, function (whole, hour, minute, last, end) {
    var words = part(+hour) + clock(+hour, minute);
    return last ? words + "到" + (part(+last) === part(+hour) ? "" : part(+last)) + clock(+last, end) : words;
  });
}
// In the elder view, of the rows and facts of a page or of a part of it; else they are as they were.
export function speakHours(from) {
  var elder = document.documentElement.classList.contains("elder");
  all(".row-time,.when dd,[aria-label='分场安排'] td:first-child", from).forEach(function (time) {
    Array.prototype.slice.call(time.childNodes).forEach(function (node) {
      if (node.nodeType !== 3) return;
      node.asWritten = node.asWritten || node.nodeValue;
      node.nodeValue = elder ? spoken(node.asWritten) : node.asWritten;
    });
  });
}
