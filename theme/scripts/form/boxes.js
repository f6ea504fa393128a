/* What stands in the form, as it was typed or as the values of a record; the page's structure is told in theme/stamps/submit.html. */
import { several } from "../record/spelling.js";
import { tidy } from "../record/tidy.js";
import { all, at, form, state } from "./state.js";

function box(key, inside) {   // the question of this key that belongs to a part, an item or the form itself
  return all("[data-key]", inside).filter(function (one) {
    return one.dataset.key === key && one.parentNode.closest("[data-key],[data-item],form") === inside;
  })[0];
}
function field(asked) { return asked.querySelector("textarea,input[type=text],select"); }
function ticks(asked) { return asked.querySelector(".ticks"); }
function items(asked) { return asked.querySelector(".items"); }
function ticked(asked) { return (asked.dataset.ticked || "").split("\n").filter(Boolean); }

// The form's words as they were typed (raw), to be kept; or as the values of a record.
export function read(questions, inside, raw) {
  var value = {};
  questions.forEach(function (one) {
    var said = answer(one, box(one.key, inside), raw);
    if (said !== undefined) value[one.key] = said;
  });
  return value;
}
function answer(one, asked, raw) {
  var said, list;
  if (one.inner && one.many) {
    list = all("[data-item]", items(asked)).filter(function (item) { return item.parentNode === items(asked); })
      .map(function (item) { return read(one.inner, item, raw); });
    list = raw ? list : list.filter(function (item) { return Object.keys(item).length; });
    return list.length ? list : undefined;
  }
  if (one.inner) {
    said = read(one.inner, asked, raw);
    return Object.keys(said).length ? said : undefined;
  }
  if (ticks(asked)) return ticked(asked).length ? ticked(asked) : undefined;
  said = field(asked).value;
  if (raw) return said || undefined;
  if (!one.many) return tidy(state.rules, said, one.sort === "prose") || undefined;
  list = several(state.rules, one, said).map(function (line) { return tidy(state.rules, line, false); }).filter(Boolean);
  return list.length ? list : undefined;
}

export function write(questions, inside, value, gently) {   // gently: what is there already stays
  questions.forEach(function (one) { if (one.key in value) answered(one, box(one.key, inside), value[one.key], gently); });
}
function answered(one, asked, said, gently) {
  if (one.inner && one.many) {
    if (gently && items(asked).children.length) return;
    said.forEach(function (item) { write(one.inner, added(one, asked), item); });
  } else if (one.inner) write(one.inner, asked, said, gently);
  else if (ticks(asked)) {
    if (gently && ticked(asked).length) return;
    [].concat(said).forEach(function (word) {
      var tick = all("input", asked).filter(function (input) { return input.value === word; })[0];
      if (tick && !tick.checked) { tick.checked = true; order(tick); }
    });
  } else {
    if (gently && field(asked).value.trim()) return;
    field(asked).value = Array.isArray(said) ? said.join(one.sort === "line" ? "、" : "\n") : said;
  }
  unfold(asked);
}
export function unfold(asked) {   // what is folded around a box
  for (var fold = asked.closest("details"); fold; fold = fold.parentNode.closest("details")) fold.open = true;
}
// The box of an answer, by the keys and numbers that lead to it: the deepest that is there.
export function boxOf(questions, path) {
  var here = form, asked = null, list = questions, one, some;
  path.every(function (step) {
    if (typeof step === "number") {
      some = asked && one.inner && items(asked) ? filled(one, asked)[step] : null;
      if (some) here = some;
      return some;
    }
    one = list.filter(function (each) { return each.key === step; })[0];
    some = one && box(step, here);
    if (!some) return false;
    asked = here = some;
    list = one.inner || [];
    return true;
  });
  return asked;
}
function filled(one, asked) {   // the items that say something, as they are counted in a record
  return all("[data-item]", items(asked)).filter(function (item) { return item.parentNode === items(asked) && Object.keys(read(one.inner, item)).length; });
}
// Where something is typed into a box: its field, or the box itself.
export function entry(asked) { return ticks(asked) || items(asked) || asked.matches("fieldset") ? asked : field(asked); }
export function order(tick) {   // ticked words in the order of ticking: the first category is the main one
  var asked = tick.closest("[data-key]"), words = ticked(asked).filter(function (word) { return word !== tick.value; });
  if (tick.checked) words.push(tick.value);
  asked.dataset.ticked = words.join("\n");
  var told = asked.querySelector(".ticked");
  told.hidden = words.length < 2;
  told.textContent = "次序：" + words.join("、");
}
export function added(one, asked) {
  var place = items(asked), number = place.children.length, copy = asked.querySelector("template").content.cloneNode(true);
  while (at(asked.id + "·" + number + "·" + one.inner[0].key)) number++;
  renamed(copy, asked.id + "·#", asked.id + "·" + number);
  var item = copy.querySelector("[data-item]");
  place.appendChild(copy);
  return item;
}
function renamed(from, mark, name) {   // ids within a new item, and within the templates it holds
  all("[id],[for],[aria-describedby]", from).forEach(function (one) {
    ["id", "for", "aria-describedby"].forEach(function (kind) {
      if (one.hasAttribute(kind)) one.setAttribute(kind, one.getAttribute(kind).split(mark).join(name));
    });
  });
  all("template", from).forEach(function (inner) { renamed(inner.content, mark, name); });
}
export function question(asked) {   // the question that a box asks, found by the keys that lead to it
  var keys = [], here = asked;
  for (; here && here !== form; here = here.parentNode) if (here.dataset && here.dataset.key) keys.unshift(here.dataset.key);
  return keys.reduce(function (found, key) {
    return (found.inner || found).filter(function (one) { return one.key === key; })[0];
  }, state.known.questions);
}
export function emptied() {
  form.reset();
  all("[data-item]").forEach(function (item) { item.remove(); });
  all("[data-ticked]").forEach(function (asked) { delete asked.dataset.ticked; asked.querySelector(".ticked").hidden = true; });
  all(".fault").forEach(function (one) { one.hidden = true; });
  at("done").hidden = true;
}
