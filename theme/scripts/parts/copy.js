/* A button that copies a text, an address, or what stands in another element. */
export function copy(button) {
  var what = button.dataset.copy, from = what[0] === "#" && document.querySelector(what);
  var text = from ? from.value || from.textContent.trim() : what || location.href, label = button.textContent;
  function done(ok) {
    if (button.dataset.busy) return;
    button.dataset.busy = 1;
    button.textContent = ok ? "已复制" : "请长按文字复制";
    setTimeout(function () { button.textContent = label; delete button.dataset.busy; }, 2000);
  }
  function byHand() {
    var box = document.body.appendChild(document.createElement("textarea")), ok = false;
    box.value = text; box.readOnly = true; box.className = "visually-hidden";
    box.select(); box.setSelectionRange(0, text.length);
    try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
    box.remove(); button.focus(); done(ok);
  }
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { done(true); }, byHand); else byHand();
}
