/* A record checked, and handed over: as a text, or with its photos as a zip. */
import { beijing } from "../reading/today.js";
import { between, faults as wrongs } from "../record/checks.js";
import { changed } from "../record/correction.js";
import { sentence } from "../record/faults.js";
import { spelled } from "../record/spelling.js";
import { file, text as yaml } from "../record/yaml.js";
import { boxOf, entry, read, unfold } from "./boxes.js";
import { all, at, form, persons, put, state } from "./state.js";
import { code, folder } from "./whose.js";

var url = "";   // of what is saved

function place(path) {   // where a fault is put right
  var asked = path.length ? boxOf(state.known.questions, path) : null, ofAll = path[0] === "照片" && at("照片-" + path[2]);
  return ofAll || (asked ? entry(asked) : at("whose"));
}
function line(here) { return at(here.id + "-f"); }
function marked(faults) {
  all(".fault").forEach(function (one) { one.hidden = true; });
  all("[aria-invalid]").forEach(function (one) { one.removeAttribute("aria-invalid"); });
  faults.forEach(function (one) {
    var here = place(one.path), said = line(here);
    if (!said) return;
    said.textContent = (said.hidden ? "" : said.textContent + " ") + sentence(state.rules, one) + "（" + one.code + "）";
    said.hidden = false;
    unfold(here);
    if (here.matches("input,select,textarea")) here.setAttribute("aria-invalid", "true");
  });
}
function listed(faults) {
  var list = at("faults");
  list.textContent = "";
  faults.forEach(function (one) {
    var here = place(one.path), link = put("a", one.path.filter(isNaN).join("·") || "整份", put("li", "", list));
    link.href = "#" + here.id;
    link.addEventListener("click", function (event) { event.preventDefault(); unfold(here); here.focus(); here.scrollIntoView({ block: "center" }); });
    link.parentNode.appendChild(document.createTextNode("：" + sentence(state.rules, one)));
    put("span", " " + one.code, link.parentNode).className = "note";
  });
}
// What is asked once of all photos is missing once.
function once(faults) {
  var seen = {};
  return faults.filter(function (one) {
    var key = one.path[0] === "照片" && at("照片-" + one.path[2]) ? one.code + one.path[2] : "";
    if (key && seen[key]) return false;
    seen[key] = true;
    return true;
  });
}
function sign(fault) { return fault.code + fault.path.join("·") + fault.message; }
// What goes with the record: each photo under the name that its item gets, or a fault where it is not there any more.
function withPhotos(value, stem) {
  var files = [], found = [];
  (state.photos ? state.photos.taken() : []).forEach(function (bytes, number) {
    var item = value["照片"][number], name = stem + "-" + (number + 1) + ".jpg";
    if (bytes) { item["文件"] = name; files.push({ name: name, bytes: bytes }); }
    else found.push({ code: "E230", message: "这一页关过，照片“" + item["文件"] + "”已经不在了：请在“选照片”里再选一次，或把这一项删去", example: "", path: ["照片", number] });
  });
  return { files: files, faults: found };
}
function isPrivate(one) { return one.code[1] === "3"; }
// Everything that is found in a record without its photos, personal data first of all.
function faultsOf(value, year) {
  var found = wrongs(state.rules, state.known.questions, value, state.known.listed, year), setting = { year: year, period: state.known.periods[year], code: code() };
  if (form.dataset.submit === "activity") found = found.concat(between(state.rules, value, setting, beijing(Date.now())));
  return found.filter(isPrivate).concat(found.filter(function (one) { return !isPrivate(one); }));
}
// What is known of names comes when the first box is entered; nothing is checked, and so nothing handed over, without it.
export function check() {
  if (state.rules.persons) return checked();
  at("ready").hidden = true; at("done").hidden = false;
  marked([]); listed([]);
  at("found").textContent = "正在取核对姓名用的规则……";
  at("done").focus();
  return persons().then(checked, function () {
    at("found").textContent = "没有连上网络，核对姓名用的规则没有取到，所以还没有核对，也交不了。填的内容都还在；连上网再按一次“核对，写成记录”。";
  });
}
function checked() {
  var year = Number(at("year").value), value = spelled(state.rules, state.known.questions, read(state.known.questions, form), year);
  var name = state.known.file || file(state.rules, value), sent = withPhotos(value, name.replace(/\.yml$/, ""));
  var faults = faultsOf(value, year).concat(sent.faults), before = state.changes ? spelled(state.rules, state.known.questions, state.before, year) : null;
  var change = before && changed(state.known.questions, before, value), known = before ? faultsOf(before, year).map(sign) : [];
  faults = once(faults).filter(function (one) { return known.indexOf(sign(one)) < 0; });   // what stood on the site before is nobody's to put right here
  var wrong = faults.filter(function (one) { return one.code[0] === "E"; }), same = change && !Object.keys(change).length;
  marked(faults); listed(faults);
  at("found").textContent = wrong.length ? "有 " + wrong.length + " 处要改，改好再按一次“核对，写成记录”。填的内容都还在。"
    : same ? "没有改动：和网页上的一样，不用交。" : faults.length ? "可以交了；有 " + faults.length + " 处请再看一眼。" : "没有错，可以交了。";
  at("ready").hidden = wrong.length > 0 || same;
  if (change && !wrong.length && !same) corrected(change, sent.files);
  else if (!wrong.length && !same) written(value, name, sent.files);
  at("done").hidden = false;
  at("done").focus();
}
// The text, and what is saved: the text itself, or a zip of it and the photos.
function ready(text, name, parts, kind) {
  var link = at("download");
  at("text").value = text;
  link.download = name;
  URL.revokeObjectURL(url);
  link.href = url = URL.createObjectURL(new Blob(parts, { type: kind }));
}
// A record with its photos as the parts of a zip; nothing where it has none.
function pack(path, text, files, above) {
  return files.length && state.photos.zip([{ name: path, bytes: new TextEncoder().encode(text) }].concat(files.map(function (one) {
    return { name: above + one.name, bytes: one.bytes };
  })));
}
// What is saved and what is said of it: the text to be copied, or the zip.
function handedOver(text, name, packed, files) {
  if (packed) ready(text, name.replace(/yml$/, "zip"), packed, "application/zip");
  else ready(text, name, [text], "text/yaml;charset=utf-8");
  at("copy").hidden = !!packed;   // a text alone would name photos that nobody has
  at("download").textContent = packed ? "下载压缩包（记录和 " + files.length + " 张照片）" : "下载这个文件";
  at("download").onclick = packed ? state.photos.handed : null;
}
function corrected(change, files) {
  var name = "更正 " + state.changes + ".yml", text = "# 更正 " + state.changes + "\n" + yaml(state.rules, change), packed = pack(name, text, files, "");
  handedOver(text, name, packed, files);
  at("new").hidden = true;
  at("how").textContent = "这是更正，只有改了的几项。" + (packed ? "把压缩包存下来" : "把下面的文字全部复制") + "，用微信或邮件发给上级计生协，就报上了。"
    + (!change["变更"] && (change["开始"] || change["地点"] || change["状态"] === "取消") ? "改期、换地方、不办了的，还要在“更多”的“变更”里加一条：已经加进手机日历的人，靠它知道。" : "");
  at("next").textContent = packed ? "收的人运行 python build.py import 压缩包的文件名，看过改了什么，答“是”，就改好了，照片放在原来的后面。"
    : "收的人用 python build.py import - 粘贴，看过改了什么，答“是”，就改好了。";
}
function written(value, name, files) {
  var path = folder() + "/" + name, text = "# " + path + "\n" + yaml(state.rules, state.known.listed ? [value] : value), link = at("new");
  var packed = pack(path, text, files, folder() + "/");
  handedOver(text, name, packed, files);
  at("how").textContent = packed ? "把压缩包存下来，用微信或邮件发给上级计生协，就报上了；不用解开它。" : "把下面的文字全部复制，用微信或邮件发给上级计生协，就报上了；不用改它。";
  var address = state.known.new.replace("{folder}", folder().split("/").map(encodeURIComponent).join("/")).replace("{name}", encodeURIComponent(name)).replace("{text}", encodeURIComponent(text));
  link.hidden = !state.known.new || address.length > 8000 || !!state.known.file || !!packed;
  link.href = address;
  at("next").textContent = (packed ? "收的人运行 python build.py import 压缩包的文件名，就核对、入库。" : "收的人把它存进收件文件夹，或用 python build.py import - 粘贴，就核对、入库。") + "报完再报别的：上面按“另填一份”。";
}
