/* 网上填报: a form page. What is typed is kept on the device at every key; the record is checked and written by record.js,
   a pasted notice is read by draft.js. The page's structure is told in theme/stamps/submit.html. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-submit]");
  if (!form) return;
  if (!window.record || !window.fetch || !window.Promise) {   // a browser of before 2018 could not read record.js
    document.getElementById("kept").textContent = "这台手机或浏览器太旧，用不了填报程序。请用 Excel 表填，或者换一台手机、电脑。";
    return;
  }
  var root = form.dataset.root, slug = form.dataset.submit, engine, known, drafts, mine, made = {}, storing = true;

  function at(id) { return document.getElementById(id); }
  function all(what, from) { return Array.prototype.slice.call((from || form).querySelectorAll(what)); }
  function got(path) {
    return fetch(root + path).then(function (answer) { if (!answer.ok) throw Error(path); return answer.json(); });
  }
  function put(tag, text, inside) { var made = inside.appendChild(document.createElement(tag)); made.textContent = text; return made; }
  function today() { return new Date(Date.now() + 288e5).toISOString().slice(0, 10); }

  // ---------------------------------------------------------------- what stands in the form

  function box(key, inside) {   // the question of this key that belongs to a part, an item or the form itself
    return all("[data-key]", inside).filter(function (one) {
      return one.dataset.key === key && one.parentNode.closest("[data-key],[data-item],form") === inside;
    })[0];
  }
  function field(one, asked) { return asked.querySelector("textarea,input[type=text],select:not([aria-label])"); }
  function ticks(asked) { return asked.querySelector(".ticks"); }
  function items(asked) { return asked.querySelector(".items"); }
  function ticked(asked) { return (asked.dataset.ticked || "").split("\n").filter(Boolean); }

  // The form's words as they were typed (raw), to be kept; or as the values of a record.
  function read(questions, inside, raw) {
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
    said = field(one, asked).value;
    if (raw) return said || undefined;
    if (!one.many) return engine.tidy(said, one.sort === "prose") || undefined;
    list = said.split(one.sort === "line" ? /[、\n]/ : /\n/).map(function (each) { return engine.tidy(each, false); }).filter(Boolean);
    return list.length ? list : undefined;
  }

  function write(questions, inside, value, gently) {   // gently: what is there already stays
    questions.forEach(function (one) { if (one.key in value) answered(one, box(one.key, inside), value[one.key], gently); });
  }
  function answered(one, asked, said, gently) {
    var more = asked.closest("details");
    if (one.inner && one.many) {
      if (gently && items(asked).children.length) return;
      said.forEach(function (item) { write(one.inner, added(one, asked), item); });
    } else if (one.inner) write(one.inner, asked, said, gently);
    else if (ticks(asked)) {
      if (gently && ticked(asked).length) return;
      [].concat(said).forEach(function (word) {
        var tick = all("input", asked).filter(function (each) { return each.value === word; })[0];
        if (tick && !tick.checked) { tick.checked = true; order(tick); }
      });
    } else {
      if (gently && field(one, asked).value.trim()) return;
      field(one, asked).value = Array.isArray(said) ? said.join(one.sort === "line" ? "、" : "\n") : said;
    }
    if (more) more.open = true;
  }
  function order(tick) {   // ticked words in the order of ticking: the first category is the main one
    var asked = tick.closest("[data-key]"), words = ticked(asked).filter(function (word) { return word !== tick.value; });
    if (tick.checked) words.push(tick.value);
    asked.dataset.ticked = words.join("\n");
    var told = asked.querySelector(".ticked");
    told.hidden = words.length < 2;
    told.textContent = "次序：" + words.join("、");
  }
  function added(one, asked) {
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
  function question(asked) {   // the question that a box asks, found by the keys that lead to it
    var keys = [], here = asked;
    for (; here && here !== form; here = here.parentNode) if (here.dataset && here.dataset.key) keys.unshift(here.dataset.key);
    return keys.reduce(function (found, key) {
      return (found.inner || found).filter(function (one) { return one.key === key; })[0];
    }, known.questions);
  }
  function emptied() {
    form.reset();
    all("[data-item]").forEach(function (item) { item.remove(); });
    all("[data-ticked]").forEach(function (asked) { delete asked.dataset.ticked; asked.querySelector(".ticked").hidden = true; });
    all(".fault").forEach(function (one) { one.hidden = true; });
    at("done").hidden = true;
  }

  // ---------------------------------------------------------------- whose record

  var PLACES = ["city", "county", "town", "village"], units = {};
  function code() {
    return PLACES.map(function (id) { return at(id).value; }).filter(Boolean).pop() || "";
  }
  function folder() {
    var names = PLACES.filter(function (id) { return at(id).value; }).map(function (id) { return at(id).selectedOptions[0].textContent; });
    return [at("year").value].concat(names).join("/");
  }
  function choices(select, found, chosen) {
    all("option", select).slice(1).forEach(function (one) { one.remove(); });
    found.forEach(function (unit) { put("option", unit[1], select).value = unit[0]; });
    select.value = chosen || "";
    if (select.selectedIndex < 0) select.value = "";
    select.disabled = !found.length;
  }
  function below(county) {
    if (!county) return Promise.resolve([]);
    units[county] = units[county] || got("units/below-" + county + ".json").catch(function () { delete units[county]; return []; });
    return units[county];
  }
  function placed(want) {   // want: a code; everything that leads to it is chosen
    var city = at("city"), county = at("county");
    city.value = want.slice(0, 4).length === 4 ? want.slice(0, 4) : "";
    narrowed();
    county.value = want.length >= 6 ? want.slice(0, 6) : "";
    return below(county.value).then(function (found) { town(found, want.slice(0, 9), want); });
  }
  function narrowed() {   // the counties of the city that was chosen
    all("optgroup", at("county")).forEach(function (group) {
      var mine = group.querySelector("option").value.slice(0, 4) === at("city").value;
      group.hidden = group.disabled = !mine;
    });
    at("county").disabled = !at("city").value;
  }
  function town(found, chosen, village) {
    choices(at("town"), found.filter(function (unit) { return unit[0].length === 9; }), chosen);
    villages(found, village);
  }
  function villages(found, chosen) {
    var above = at("town").value;
    choices(at("village"), above ? found.filter(function (unit) { return unit[0].length === 12 && unit[0].slice(0, 9) === above; }) : [], chosen);
    where();
  }
  function where() {
    at("where").textContent = code() ? "记到：" + folder() : "不选就是全省；多数填报要选到自己的县市区、乡镇或村。";
  }
  function moved(select) {
    if (select.id === "city") { narrowed(); at("county").value = ""; }
    if (select.id === "city" || select.id === "county") return below(at("county").value).then(function (found) { town(found, "", ""); });
    if (select.id === "town") return below(at("county").value).then(function (found) { villages(found, ""); });
    if (select.id === "year") year();
    where();
    return Promise.resolve();
  }
  function year() {   // a campaign's categories
    all("label[data-years]").forEach(function (label) {
      label.hidden = label.dataset.years.split(" ").indexOf(at("year").value) < 0;
    });
  }

  // ---------------------------------------------------------------- drafts

  function stored() {
    try { return JSON.parse(localStorage["submit:" + slug] || "{}"); } catch (e) { return {}; }
  }
  function store(found) {
    drafts = found;
    try { localStorage["submit:" + slug] = JSON.stringify(drafts); storing = true; } catch (e) { storing = false; }
  }
  function newest() { return Object.keys(drafts).sort(function (a, b) { return drafts[b].at - drafts[a].at; }); }
  function keep() {
    var raw = read(known.questions, form, true), found = stored();
    if (Object.keys(raw).length || changing()) found[mine] = { at: Date.now(), year: at("year").value, code: code(), raw: raw, changes: changing() };
    else delete found[mine];
    store(found);
    at("kept").textContent = storing ? "填的内容随时存在这台手机或电脑里，关掉页面也不会丢。"
      : "这台手机或电脑不让网页存东西：没有填完、没有复制以前，请不要关这一页。";
    listed();
  }
  function listed() {
    var list = at("drafts");
    list.textContent = "";
    newest().filter(function (id) { return id !== mine; }).slice(0, 20).forEach(function (id) {
      var one = drafts[id], button = put("button", "接着填：" + (one.raw["名称"] || one.raw["标题"] || "没有写名称的"), put("li", "", list));
      button.type = "button"; button.className = "button plain";
      button.addEventListener("click", function () { open(id); });
    });
    at("another").hidden = at("clear").hidden = !drafts[mine];
  }
  function open(id) {
    var one = stored()[id] || { raw: {}, code: code(), year: at("year").value };
    mine = id;
    emptied();
    at("year").value = one.year; year();
    write(known.questions, form, one.raw);
    change(one.changes || "");
    return placed(one.code).then(keep);
  }
  function fresh() { return Date.now().toString(36); }

  // ---------------------------------------------------------------- a correction of what is on the site

  function changing() { return form.dataset.changes || ""; }
  function change(file) {
    file = window.record.named(file);
    form.dataset.changes = file;
    at("change").hidden = !file;
    at("change-said").textContent = "要改的是 " + file + "。下面是网页上有的几项，改成对的；没有显示的项目，收的人会照原记录保留。";
  }
  function fromPage(path) {
    return fetch(root + path).then(function (answer) { return answer.text(); }).then(function (text) {
      var found = new DOMParser().parseFromString(text, "text/html"), said = found.querySelector('script[type="application/ld+json"]');
      var events = said ? [].concat(JSON.parse(said.textContent)) : [{}], event = events[0], value = {};   // one an occurrence
      function moment(time) { return (time || "").replace("T", " ").slice(0, 16); }
      value["名称"] = event.name || found.querySelector("h1").textContent.trim();
      if (event.startDate) value["开始"] = moment(event.startDate);
      if (events.length === 1 && event.endDate) value["结束"] = moment(event.endDate);   // of several the record has the whole
      if (events.length === 1 && event.location && event.location.name) value["地点"] = event.location.name;
      write(known.questions, form, value, true);
    }).catch(function () { /* the page is not there: what was asked for is typed by hand */ });
  }
  function asked() {   // a year that has no campaign is none
    var found = window.record.asked(location.hash);
    if (found.y && !all("option", at("year")).some(function (one) { return one.value === found.y; })) delete found.y;
    return found;
  }

  // ---------------------------------------------------------------- the notice that is pasted

  function paste() {
    var draft = window.draft && at("paste") ? got("submit/draft.json") : Promise.reject();
    return draft.then(function (rules) {
      rules.year = Number(at("year").value);
      var text = at("paste").value, said = window.draft(rules).proposed(text), letters = Array.from(text), list = at("proposed");
      list.textContent = "";
      said.proposed.forEach(function (one) {
        var value = typeof one.value === "string" ? one.value : Object.keys(one.value).map(function (key) { return one.value[key]; }).filter(Boolean).join(" ");
        var item = put("li", "", list);
        put("b", one.field.split("·").pop() + "：" + value, item);
        put("span", "原话：“" + letters.slice(one.source[0], one.source[1]).join("").replace(/\s+/g, " ") + "”", item).className = "note";
      });
      at("read").textContent = (said.proposed.length ? "读出 " + said.proposed.length + " 项，请对照原话。" : "没有读出时间、地点、人数，请在下面自己填。")
        + (said.missing.length ? "原文没有说：" + said.missing.join("、") + "。" : "")
        + (said.personal.length ? "看到个人信息 " + said.personal.length + " 处（" + said.personal.map(function (one) { return one.value; }).filter(function (one, n, these) { return these.indexOf(one) === n; }).join("、") + "），不会填进去。" : "");
      at("take").hidden = !said.proposed.length;
      made.proposed = said.proposed;
    }).catch(function () { at("read").textContent = "没有连上网络，读不了；请稍后再试，或在下面自己填。"; });
  }
  function taken() {
    var value = {};
    made.proposed.forEach(function (one) {
      var keys = one.field.split("·"), last = keys.pop(), here = value, asked = known.questions;
      keys.forEach(function (key) { here = here[key] = here[key] || {}; asked = asked.filter(function (q) { return q.key === key; })[0].inner; });
      var q = asked.filter(function (each) { return each.key === last; })[0];
      if (q.many) (here[last] = here[last] || []).push(one.value); else if (!(last in here)) here[last] = one.value;
    });
    write(known.questions, form, value, true);
    keep();
    at("read").textContent = "填好了，请往下核对；已经填过的没有动。";
    at("take").hidden = true;
  }

  // ---------------------------------------------------------------- checking and handing over

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
      line.textContent = (line.hidden ? "" : line.textContent + " ") + engine.sentence(one) + "（" + one.code + "）";
      line.hidden = false;
      if (here.matches("input,select,textarea")) here.setAttribute("aria-invalid", "true");
    });
  }
  function check() {
    var value = read(known.questions, form), faults = engine.faults(known.questions, value, known.listed);
    if (slug === "activity") faults = faults.concat(engine.between(value, at("year").value, today()));
    var wrong = faults.filter(function (one) { return one.code[0] === "E"; }), list = at("faults");
    marked(faults);
    list.textContent = "";
    faults.forEach(function (one) {
      var here = place(one.path), link = put("a", one.path.filter(isNaN).join("·") || "整份", put("li", "", list));
      link.href = "#" + here.id;
      link.addEventListener("click", function (event) { event.preventDefault(); var more = here.closest("details"); if (more) more.open = true; here.focus(); here.scrollIntoView({ block: "center" }); });
      link.parentNode.appendChild(document.createTextNode("：" + engine.sentence(one)));
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
    var name = changing() ? changing().split(/[/ ]/).pop().replace(/\.yml$/, "") + ".yml" : known.file || engine.file(value), path = folder() + "/" + name;
    var body = engine.text(known.listed ? [value] : value), text = "# " + (changing() || path) + "\n" + body, link = at("new");
    at("text").value = text;
    at("how").textContent = changing() ? "这是更正，发给上级计生协，请他们对照原记录改。" : "把下面的文字全部复制，用微信或邮件发给上级计生协，就报上了；不用改它。";
    at("download").download = name;
    URL.revokeObjectURL(made.url);
    at("download").href = made.url = URL.createObjectURL(new Blob([text], { type: "text/yaml;charset=utf-8" }));
    var address = known.new.replace("{folder}", folder().split("/").map(encodeURIComponent).join("/")).replace("{name}", encodeURIComponent(name)).replace("{text}", encodeURIComponent(text));
    link.hidden = !known.new || address.length > 8000 || !!known.file || !!changing();
    link.href = address;
    at("next").textContent = "收的人把它存进收件文件夹，或用 python build.py import - 粘贴，就核对、入库。报完再报别的：上面按“另填一份”。";
  }

  // ---------------------------------------------------------------- all of it

  function listen() {
    var wait = 0;
    form.addEventListener("input", function (event) {
      if (event.target.closest(".picks")) return;
      if (event.target.type === "checkbox") order(event.target);
      clearTimeout(wait); wait = setTimeout(keep, 200);
    });
    form.addEventListener("change", function (event) {
      var picks = event.target.closest(".picks");
      if (picks) picked(picks);
      else if (event.target.closest("#whose")) moved(event.target).then(keep);
      else keep();
    });
    form.addEventListener("click", function (event) {
      var add = event.target.closest("[data-add]"), drop = event.target.closest("[data-drop]"), asked, item;
      if (add) {
        asked = add.closest("[data-key]"); item = added(question(asked), asked);
        item.querySelector("input,select,textarea").focus();
      }
      if (drop) { asked = drop.closest("[data-key]"); drop.closest("[data-item]").remove(); asked.querySelector("[data-add]").focus(); keep(); }
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); keep(); check(); });
    at("another").addEventListener("click", function () { keep(); open(fresh()).then(function () { form.scrollIntoView(); }); });
    at("clear").addEventListener("click", function () {
      if (!window.confirm("这一份填的都清掉，不能找回。清空吗？")) return;
      var left = stored();
      delete left[mine];
      store(left);
      open(fresh());
    });
    window.addEventListener("pagehide", keep);
    window.addEventListener("beforeunload", function (event) { if (!storing) event.preventDefault(); });
    if (at("paste")) {
      at("look").addEventListener("click", paste);
      at("take").addEventListener("click", taken);
    }
  }
  function picked(picks) {   // the calendar's day and the half of the day, put into the words beside them
    var target = picks.parentNode.querySelector("input[type=text]"), day = picks.querySelector("input"), half = picks.querySelector("select");
    if (half && (half.value === "待定" || half.value === "不详")) target.value = half.value;
    else if (day.value) target.value = day.value + (half && half.value ? " " + half.value : "");
    keep();
  }

  Promise.all([got("submit/rules.json"), got("submit/" + slug + ".json")]).then(function (found) {
    engine = window.record(found[0]); known = found[1];
    drafts = stored();
    var want = asked();
    mine = want.u === undefined && newest()[0] || fresh();
    listen();
    return open(mine).then(function () {
      var home = window.place && window.place(), start = want.u || (!drafts[mine] && home && home.code) || "";
      if (want.y) { at("year").value = want.y; year(); }
      return start ? placed(start) : null;
    }).then(function () {
      if (want.a) change(want.f ? folder() + "/" + want.f : "更正 " + want.a);
      return want.a ? fromPage("e/" + want.a + "/") : null;
    }).then(keep);
  }).catch(function () { at("kept").textContent = "没有连上网络，填报程序没有打开。请刷新这一页再试。"; });
})();
