/* Hours as people say them, for the elder view: 上午9点到11点半; hooks/almanac/views/announcement.py says the same,
   tests/vectors/ holds both to it. */
import { all } from "./page.js";

function part(hour) { return hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour < 13 ? "中午" : hour < 18 ? "下午" : "晚上"; }
function clock(hour, minute) { return (hour > 12 ? hour - 12 : +hour) + "点" + (minute === "00" ? "" : minute === "30" ? "半" : minute + "分"); }

// Of a text that has hours as 9:30—11:30.
export function spoken(said) {
  return said.replace(/(\d{1,2}):(\d\d)(?:—(\d{1,2}):(\d\d))?/g, function (whole, hour, minute, last, end) {
    return part(hour) + clock(hour, minute) + (last ? "到" + (part(last) === part(hour) ? "" : part(last)) + clock(last, end) : "");
  });
}
// In the elder view, of the rows and facts of a page or of a part of it; else they are as they were.
export function speakHours(from) {
  var elder = document.querySelector("html.elder");
  all(".row-time,.when dd,td.when", from).forEach(function (time) {
    [].forEach.call(time.childNodes, function (node) {
      if (node.nodeType !== 3) return;
      node.asWritten = node.asWritten || node.nodeValue;
      node.nodeValue = elder ? spoken(node.asWritten) : node.asWritten;
    });
  });
}
