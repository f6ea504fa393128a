// Says on a button for two seconds what came of it.
function told(button, words) {
  var label = button.textContent;
  if (button.dataset.busy) return;
  button.dataset.busy = 1;
  button.textContent = words;
  setTimeout(function () { button.textContent = label; delete button.dataset.busy; }, 2000);
}

// Puts a text into the clipboard by a box that is marked; for what else should go there, `put` is asked.
function byHand(button, text, put) {
  var box = document.body.appendChild(document.createElement("textarea")), ok = false;
  box.value = text; box.readOnly = true; box.className = "visually-hidden";
  box.select(); box.setSelectionRange(0, text.length);
  if (put) document.addEventListener("copy", put);
  try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
  if (put) document.removeEventListener("copy", put);
  box.remove(); button.focus();
  return ok;
}

// A button that copies a text, an address, or what stands in another element.
export function copy(button) {
  var what = button.dataset.copy, from = what[0] === "#" && document.querySelector(what);
  var text = from ? from.value || from.textContent.trim() : what || location.href;
  function done(ok) { told(button, ok ? "已复制" : "请长按文字复制"); }
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { done(true); }, function () { done(byHand(button, text)); });
  else done(byHand(button, text));
}

// A button that copies a page's text with its looks, as HTML and as plain words; it is fetched when its fold is opened.
export function rich(button, plain, fold) {
  var html = "", words = plain.textContent.trim();
  function fetched() {
    if (html || !fold.open || !window.fetch) return;
    fetch(button.dataset.paste).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (page) {
      html = page.slice(page.indexOf("<!--正文-->") + 9, page.indexOf("<!--正文完-->"));
    }, function () {});
  }
  fold.addEventListener("toggle", fetched); fetched();
  button.addEventListener("click", function () {
    var ok = html && byHand(button, words, function (event) {
      event.clipboardData.setData("text/html", html);
      event.clipboardData.setData("text/plain", words);
      event.preventDefault();
    });
    told(button, ok ? "已复制，去公众号粘贴" : "没有复制成；请打开“公众号排版”全选、复制");
  });
}
