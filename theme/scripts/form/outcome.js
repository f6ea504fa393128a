/* A record checked, and handed over as a text. */
import { beijing } from "../reading/today.js";
import { between, faults as wrongs } from "../record/checks.js";
import { sentence } from "../record/faults.js";
import { spelled } from "../record/spelling.js";
import { file, text as yaml } from "../record/yaml.js";
import { read } from "./boxes.js";
import { changing } from "./drafts.js";
import { all, at, form, put, state } from "./state.js";
import { folder } from "./whose.js";

var url = "";   // of the text, to be saved

function place(path) {   // the box of a fault: the deepest that is there
  for (var size = path.length; size; size--) {
    var found = at(path.slice(0, size).join("·"));
    if (found) return found;
  }
  return at("whose");
}
function marked(faults) {
  all(".fault").forEach(function (one) { one.hidden = true; });
  all("[aria-invalid]").forEach(function (one) { one.removeAttribute("aria-invalid"); });
  faults.forEach(function (one) {
    var here = place(one.path), line = at(here.id + "-f");
    if (!line) return;
    line.textContent = (line.hidden ? "" : line.textContent + " ") + sentence(state.rules, one) + "（" + one.code + "）";
    line.hidden = false;
    if (here.matches("input,select,textarea")) here.setAttribute("aria-invalid", "true");
  });
}
export function check() {
  var year = Number(at("year").value), value = spelled(state.rules, state.known.questions, read(state.known.questions, form), year);
  var faults = wrongs(state.rules, state.known.questions, value, state.known.listed, year);
  if (form.dataset.submit === "activity") faults = faults.concat(between(state.rules, value, at("year").value, beijing(Date.now())));
  var wrong = faults.filter(function (one) { return one.code[0] === "E"; }), list = at("faults");
  marked(faults);
  list.textContent = "";
  faults.forEach(function (one) {
    var here = place(one.path), link = put("a", one.path.filter(isNaN).join("·") || "整份", put("li", "", list));
    link.href = "#" + here.id;
    link.addEventListener("click", function (event) { event.preventDefault(); var more = here.closest("details"); if (more) more.open = true; here.focus(); here.scrollIntoView({ block: "center" }); });
    link.parentNode.appendChild(document.createTextNode("：" + sentence(state.rules, one)));
    put("span", " " + one.code, link.parentNode).className = "note";
  });
  at("found").textContent = wrong.length ? "有 " + wrong.length + " 处要改，改好再按一次“核对，写成记录”。填的内容都还在。"
    : faults.length ? "可以交了；有 " + faults.length + " 处请再看一眼。" : "没有错，可以交了。";
  at("ready").hidden = wrong.length > 0;
  if (!wrong.length) ready(value);
  at("done").hidden = false;
  at("done").focus();
}
function ready(value) {
  var name = changing() ? changing().split(/[/ ]/).pop().replace(/\.yml$/, "") + ".yml" : state.known.file || file(state.rules, value), path = folder() + "/" + name;
  var body = yaml(state.rules, state.known.listed ? [value] : value), text = "# " + (changing() || path) + "\n" + body, link = at("new");
  at("text").value = text;
  at("how").textContent = changing() ? "这是更正，发给上级计生协，请他们对照原记录改。" : "把下面的文字全部复制，用微信或邮件发给上级计生协，就报上了；不用改它。";
  at("download").download = name;
  URL.revokeObjectURL(url);
  at("download").href = url = URL.createObjectURL(new Blob([text], { type: "text/yaml;charset=utf-8" }));
  var address = state.known.new.replace("{folder}", folder().split("/").map(encodeURIComponent).join("/")).replace("{name}", encodeURIComponent(name)).replace("{text}", encodeURIComponent(text));
  link.hidden = !state.known.new || address.length > 8000 || !!state.known.file || !!changing();
  link.href = address;
  at("next").textContent = "收的人把它存进收件文件夹，或用 python build.py import - 粘贴，就核对、入库。报完再报别的：上面按“另填一份”。";
}
