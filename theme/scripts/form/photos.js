/* Photos that go with a record: chosen on the device, made small there, handed over with the record in one zip. */
import { added, question, read } from "./boxes.js";
import { forget, keep as store, kept } from "./kept.js";
import { zip } from "../record/zip.js";
import { all, at, form, state } from "./state.js";

// As hooks/almanac/intake/photo_files.py keeps them, and as large as an outlet of the press takes one.
var LONGEST = 2560, MOST = 5000000, pictures = [];   // {item, bytes}

function box() { return form.querySelector("[data-photos]"); }
function say(words) { at("照片-说").textContent = words; }
function word(item, key) { return item.querySelector("[data-key='" + key + "'] input,[data-key='" + key + "'] select"); }
function draft() { return form.dataset.submit + " " + state.mine; }
function has(item) { return pictures.filter(function (one) { return one.item === item; })[0]; }
// Whether the browser can turn a photo as it was held and make it small; one of before 2020 cannot.
function able() {
  return window.createImageBitmap && window.HTMLCanvasElement.prototype.toBlob && window.CSS && window.CSS.supports("image-orientation", "from-image");
}

function small(canvas, quality) {
  return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", quality); }).then(function (blob) {
    return blob.size > MOST && quality > 0.5 ? small(canvas, quality - 0.15) : blob.arrayBuffer();
  }).then(function (bytes) { return new Uint8Array(bytes); });
}
// The photo drawn upright on white, its long side at most so long; of what the camera noted nothing is left.
function drawn(file) {
  return window.createImageBitmap(file, { imageOrientation: "from-image" }).then(function (photo) {
    var scale = Math.min(1, LONGEST / Math.max(photo.width, photo.height)), canvas = document.createElement("canvas"), ink = canvas.getContext("2d");
    canvas.width = Math.round(photo.width * scale); canvas.height = Math.round(photo.height * scale);
    ink.fillStyle = "#fff"; ink.fillRect(0, 0, canvas.width, canvas.height);
    ink.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    return canvas;
  });
}
// A photo that was kept, drawn again from its bytes.
function again(item, bytes) {
  return drawn(new Blob([bytes], { type: "image/jpeg" })).then(function (canvas) {
    if (!form.contains(item) || has(item)) return;
    pictures.push({ item: item, bytes: bytes });
    preview(item, canvas);
  });
}
function preview(item, canvas) {
  var shown = item.querySelector("canvas") || item.insertBefore(document.createElement("canvas"), item.children[1]);
  var scale = 160 / Math.max(canvas.width, canvas.height);
  shown.width = canvas.width * scale; shown.height = canvas.height * scale;
  shown.getContext("2d").drawImage(canvas, 0, 0, shown.width, shown.height);
}
// The item of a photo: one that was kept with its words and waits for its photo, else a new one.
function itemOf(file) {
  var asked = at("照片");
  var item = all("[data-item]", asked).filter(function (one) { return !has(one) && word(one, "文件").value === file.name; })[0] || added(question(asked), asked);
  word(item, "文件").value = free(file.name, item);
  named(item);
  return item;
}
// The name of a photo, with a number where another photo of the draft has it already.
function free(name, item) {
  var used = all("[data-item]", at("照片")).filter(function (one) { return one !== item; }).map(function (one) { return word(one, "文件").value; }), said = name, n = 2;
  while (used.indexOf(said) >= 0) said = name + "（" + n++ + "）";
  return said;
}
// An item is called by its photo's own name, which the record does not keep.
function named(item) {
  item.querySelector(".item-head b").textContent = "照片 " + word(item, "文件").value;
  item.querySelector("[data-key='文件']").hidden = true;
}
function take(file) {
  return drawn(file).then(function (canvas) {
    return small(canvas, 0.85).then(function (bytes) {
      var item = itemOf(file);
      pictures.push({ item: item, bytes: bytes });
      preview(item, canvas);
      canvas.width = 0;   // gives its memory back
      return store(draft(), word(item, "文件").value, bytes).then(function () { return ""; });
    });
  }).catch(function () { return "“" + file.name + "”打不开，没有放进来；请换成 .jpg 再选。"; });
}
// One after another: an old phone has no room for several photos at once.
function chosen(files) {
  return files.reduce(function (before, file) {
    return before.then(function (words) { say("正在缩小“" + file.name + "”……"); return take(file).then(function (wrong) { return words + wrong; }); });
  }, Promise.resolve("")).then(function (wrong) {
    consent(false);
    say(wrong + (gone().length ? "还有 " + gone().length + " 张以前选过的要再选一次。" : "") + "共 " + pictures.length + " 张，请在每张下面写“说明”。");
  });
}
// Asked once, written at every photo; lacking: only where nothing is said.
function consent(lacking) {
  all("[data-item]", at("照片")).forEach(function (item) {
    ["同意", "未成年人"].forEach(function (key) { if (at("照片-" + key).value && !(lacking && word(item, key).value)) word(item, key).value = at("照片-" + key).value; });
  });
}
function gone() { return all("[data-item]", at("照片")).filter(function (item) { return word(item, "文件").value && !has(item); }); }

function listen(keep) {
  if (!able()) {
    box().disabled = true;
    say("这台手机或浏览器太旧，缩不了照片：请把照片和写好的记录发在同一个聊天里。");
    return;
  }
  box().addEventListener("change", function () {
    var files = Array.prototype.slice.call(box().files);
    box().value = "";
    chosen(files).then(keep);
  });
  ["同意", "未成年人"].forEach(function (key) { at("照片-" + key).addEventListener("change", function () { consent(false); }); });
  consent(true);   // what was chosen before anybody listened
}
// The items of a draft that was opened get the photos that were kept; the others wait until they are chosen again.
function opened() {
  var id = draft();
  all("[data-item]", at("照片")).forEach(named);
  Promise.all(gone().map(function (item) {
    return kept(id, word(item, "文件").value).then(function (bytes) { return bytes && again(item, bytes); }).catch(function () { return undefined; });
  })).then(function () {
    if (id === draft()) say(gone().length ? "以前选过的 " + gone().length + " 张照片要再选一次：写的说明还在。" : "");
  });
}
// Nothing is kept of a photo that was taken out, nor of a draft that was handed over or cleared.
function dropped(item) {
  var name = at("照片").contains(item) && word(item, "文件").value;
  if (name) forget(draft(), name);
}
function handed() { forget(draft()); }
// The photos of a record as it is handed over, in the order of the items that say something: each has its bytes, or none.
function taken() {
  var asked = at("照片");
  pictures = pictures.filter(function (one) { return form.contains(one.item); });
  return all("[data-item]", asked).filter(function (item) { return Object.keys(read(question(asked).inner, item)).length; }).map(function (item) {
    return (has(item) || { bytes: null }).bytes;
  });
}
export var photographs = { listen: listen, opened: opened, dropped: dropped, handed: handed, taken: taken, zip: zip };
