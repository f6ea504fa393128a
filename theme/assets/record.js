/* A record in the browser: a value put right, checked, and written as YAML. What is said, and by which patterns a mistake is
   known, comes from the program that checks records (submit/rules.json, made by hooks/almanac/intake/form_messages.py); the writing
   is that of hooks/almanac/parse/yaml_writer.py. No page is touched here. */
window.record = function (rules) {
  "use strict";
  var made = {};
  function pattern(name, how) {   // of the rules; an old browser that cannot read it never finds anything by it
    var id = name + how;
    if (!(id in made)) made[id] = made_of(rules.patterns[name], how);
    return made[id];
  }
  function made_of(text, how) {
    try { return new RegExp(how === "whole" ? "^(?:" + text + ")$" : text, how === "all" ? "gu" : "u"); } catch (e) { return /(?!)/g; }
  }
  function letters(text) { return Array.from(text); }

  // ---------------------------------------------------------------- a text as it is meant

  function plain(letter) {
    var text = (rules.radicals[letter] || letter).normalize("NFKC");
    return text.replace(/(?![0-9])\p{Nd}/gu, function (digit) {
      var code = digit.codePointAt(0), value = 0;
      while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
      return String(value);
    }).trim();
  }
  // Without what nobody sees, with the letters that are meant; long: over several lines.
  function tidy(text, long) {
    text = text.replace(/\r\n?/g, "\n").replace(pattern("break", "all"), "\n").replace(pattern("invisible", "all"), "")
      .replace(pattern("control", "all"), "").replace(pattern("hollow", "all"), "").replace(pattern("blank", "all"), " ").replace(/\t/g, " ")
      .replace(pattern("twin", "all"), plain).replace(pattern("wide", "all"), plain).normalize("NFC");
    if (long) text = text.replace(/[ \u3000]+$/gm, "").replace(/^\n+|\n+$/g, "").replace(/^[ \u3000]+/, "");
    if (long) return is_block(text) ? text : text.replace(pattern("ordinal", "all"), plain);
    return text.replace(pattern("ordinal", "all"), plain).replace(/\n+/g, " ").replace(/^[ \u3000]+|[ \u3000]+$/g, "");
  }

  // ---------------------------------------------------------------- what is wrong

  function shown(text, most) {
    var found = letters(text).slice(0, most + 1).map(function (one) { return /[\p{C}\p{Z}]/u.test(one) && one !== " " && one !== "\u3000" ? "\ufffd" : one; });
    return found.length <= most ? found.join("") : found.slice(0, most - 1).join("") + "…";
  }
  function fault(name, path, marks) { return filled(rules.words[name], path, marks); }
  function filled(answer, path, marks) {
    function put(text) { return text.replace(/\{(\w+)\}/g, function (mark, name) { return name in marks ? marks[name] : mark; }); }
    return { code: answer[0], message: put(answer[1]), example: put(answer[2]), path: path };
  }
  function masked(text) {
    return text.replace(pattern("long number", "all"), function (found) { return found.slice(0, 3) + "*".repeat(found.length - 5) + found.slice(-2); });
  }
  function sentence(one) {
    var message = one.message.replace(/\n/g, " ").replace(/。+$/, ""), example = one.example.split(/\s+/).filter(Boolean).join(" ");
    return masked(message + (/[？！…]$/.test(message) ? "" : "。") + (example ? "例：" + example : ""));
  }

  function sounds(word) { return word.normalize("NFKC").toLowerCase().replace(/[\s\p{Cf}]/gu, ""); }
  function stem(word) {
    word = word.replace(pattern("office", ""), "") || word;
    var found = pattern("peoples", "").exec(word) || pattern("suffix", "").exec(word);
    return found ? found[1] : word;
  }
  function slip(a, b) {   // one letter added, dropped or replaced, or two neighbours that changed places
    var start = 0;
    if (Math.abs(a.length - b.length) > 1 || Math.max(a.length, b.length) < 2) return false;
    while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
    a = a.slice(start); b = b.slice(start);
    return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a.slice(0, 2) === (b[1] || "") + b[0] && a.slice(2) === b.slice(2));
  }
  function closest(word, choices) {
    var mine = sounds(letters(word).slice(0, 80).join("")), bare = stem(mine), ranked = [[], [], []];
    choices.forEach(function (choice) {
      var other = sounds(choice);
      if (mine === other) ranked[0].push(choice);
      else if (bare === other || bare === stem(other) || mine === stem(other)) ranked[1].push(choice);
      else if (slip(mine, other)) ranked[2].push(choice);
    });
    var found = ranked.filter(function (some) { return some.length; })[0];
    return found && found.length === 1 ? found[0] : "";
  }

  function count(text) {   // the name of what is wrong with a count
    if (/^[近约超上][百千万]$/.test(text)) return "";
    var found = pattern("count", "whole").exec(text), part, value;
    if (!found || (found[4] && found[6]) || (found[1] && found[5])) return "number";
    part = found[3] || "";
    if (part && !found[4] && !found[6]) return "broken";
    value = Number(found[2].replace(/,/g, "")) * (found[4] || found[6] ? 10000 : 1) + (part ? Math.floor(Number(part) * 10000 / Math.pow(10, part.length)) : 0);
    return value > rules.most ? "huge" : "";
  }
  function moment(text) {
    if (text === "待定" || text === "不详") return "";
    var found = pattern("when", "whole").exec(text), day = found && Number(found[3] || 1), clock = found && /^(..):(..)$/.exec(found[4] || "");
    if (!found) return "moment";
    var leap = found[1] % 4 === 0 && (found[1] % 100 !== 0 || found[1] % 400 === 0), month = Number(found[2]);
    var last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] || 0;
    return Number(found[1]) < 1 || day < 1 || day > last || (clock && (clock[1] > 23 || clock[2] > 59)) ? "no day" : "";
  }
  function date(text) {
    return moment(text) || (/^[0-9-]+$/.test(text) ? "" : "date");
  }
  function web(text) { return /^https?:\/\/[!-~]+$/.test(text) ? "" : "web"; }
  function source(text) { return /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text) && web(text) ? "source" : ""; }
  var CHECKS = { number: count, moment: moment, date: date, web: web, source: source };

  // What is wrong with one text of a question, at most one thing.
  function field(one, text, path) {
    var marks = { key: one.key, right: one.right, found: text, most: one.most }, name = "", near;
    if (CHECKS[one.sort]) name = CHECKS[one.sort](text);
    else if (one.choices && one.choices.indexOf(text) < 0) {
      near = closest(text, one.choices);
      marks.found = shown(text, 20); marks.near = near; marks.choices = one.choices.join("、"); marks.first = one.choices[0];
      name = near ? "near" : "unlisted";
    } else if (one.most && letters(text).length > one.most) name = "long";
    else if (one.pattern && !new RegExp(one.pattern, "u").test(text)) {
      name = text.indexOf("\n") >= 0 ? "lines" : "form";
      marks.found = shown(text, 24);
    }
    return name ? [fault(name, path, marks)] : [];
  }
  // What is odd in the letters of a text, and what in it is personal.
  function reading(text, path) {
    var found = [], own = pattern("own", "").exec(text);
    if (pattern("lost", "").test(text)) found.push(fault("lost", path, { found: shown(text, 24) }));
    if (own) found.push(fault("own", path, { found: own[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0") }));
    return found.concat(personal(text, path));
  }

  // ---------------------------------------------------------------- personal data

  function day(digits) {
    return !moment(digits.slice(0, 4) + "-" + digits.slice(4, 6) + "-" + digits.slice(6)) && digits.slice(0, 4) >= 1900 && digits.slice(0, 4) <= 2100;
  }
  var HOLDS = {
    bool: function () { return true; },
    _is_identity: function (digits) {
      var weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], total = 0;
      if (rules.provinces.indexOf(Number(digits.slice(0, 2))) < 0) return false;
      if (digits.length === 15) return day("19" + digits.slice(6, 12));
      weights.forEach(function (weight, at) { total += weight * digits[at]; });
      return day(digits.slice(6, 14)) && "10X98765432"[total % 11] === digits[17].toUpperCase();
    },
    _is_card: function (digits) {
      var total = 0;
      digits.split("").reverse().forEach(function (digit, at) { var value = digit * (at % 2 ? 2 : 1); total += value > 9 ? value - 9 : value; });
      return total % 10 === 0 && /[^0]/.test(digits) && !/^(.)\1*$/.test(digits);
    },
    _is_passport: function (digits) { return !day(digits.slice(-8)); },
    _is_plate: function (plate) { return (plate.slice(2).match(/\p{Nd}/gu) || []).length >= 3; }
  };
  function hidden(datum) { return datum.slice(0, datum.length >= 11 ? 3 : 1) + "****" + (datum.length >= 8 ? datum.slice(-2) : ""); }
  function spans(text, expression) {
    var found, all = [];
    while ((found = expression.exec(text)) && found[0]) all.push(found);
    return all;
  }
  function personal(text, path) {
    var half = text.replace(/[\uff01-\uff5e]/g, function (wide) { return /[０-９Ａ-Ｚａ-ｚ．＝－]/.test(wide) ? String.fromCharCode(wide.charCodeAt(0) - 0xfee0) : wide; })
      .replace(/[–—―]/g, "-").replace(/\u3000/g, " "), taken = [], found = [];
    var urls = spans(half, /https?:\/\/[!-~]+/g).map(function (url) { return [url.index, url.index + url[0].length]; });
    (rules.private || []).forEach(function (sort) {
      var expression;
      try { expression = new RegExp(sort.pattern, sort.small ? "giu" : "gu"); } catch (e) { return; }
      if (sort.hint && !new RegExp(sort.hint, "u").test(half)) return;
      spans(half, expression).forEach(function (one) {
        var datum = one.length > 1 && one[1] ? one[1] : one[0], start = one.index + one[0].lastIndexOf(datum), end = start + datum.length;
        var bare = datum.replace(/[ ._·-]/g, "");
        if (!HOLDS[sort.holds](bare) || taken.some(function (span) { return start < span[1] && span[0] < end; })) return;
        if (!sort.urls && urls.some(function (url) { return url[0] <= start && start < url[1]; })) return;
        taken.push([start, end]);
        found.push(filled(sort.answer, path, { found: hidden(bare) }));
      });
    });
    spans(text, pattern("named", "all")).forEach(function (one) {
      var made = filled(rules.group, path, { part: one[1], found: one[2][0] });
      if (one[1].slice(0, 2) === "小学") made.example = filled(rules.group, path, { part: "学生" }).example;
      found.push(made);
    });
    return found;
  }

  // ---------------------------------------------------------------- a whole record

  // Everything wrong with a record, in the order of its questions; inside: the part that is being looked at.
  function faults(questions, value, path, inside) {
    var found = [];
    path = path || [];
    questions.forEach(function (one) {
      var here = path.concat(one.key), said = value[one.key];
      if (said === undefined) {
        if (one.required) found.push(fault(inside ? "missing inside" : "missing", here, { key: one.key, right: one.right, part: inside }));
        return;
      }
      (one.many ? said : [said]).forEach(function (item, at) {
        var there = one.many ? here.concat(at) : here;
        if (one.inner) found = found.concat(faults(one.inner, item, there, one.key));
        else found = found.concat(field(one, item, there), reading(item, there));
      });
    });
    return found;
  }
  function whole(questions, value, listed) {
    var size = new TextEncoder().encode(text(listed ? [value] : value)).length, found = faults(questions, value);
    if (size > rules.largest) found.push(fault("large", [], { found: Math.ceil(size / 1024) }));
    return found;
  }

  // What several fields of an activity say together: the rules of hooks/almanac/validate/dates.py and state.py that need no other record.
  function between(value, year, today) {
    var start = value["开始"] || "", end = value["结束"], state = value["状态"], held = state === "已举办", planned = state === "计划";
    var results = value["成效"], off = ["延期", "取消", "撤下"].indexOf(state) >= 0, found = [];
    function say(name, key) {
      var said = typeof value[key] === "string" ? value[key] : "";
      found.push(fault(name, [key], { key: key, found: said, start: start, end: end, state: state, today: today, year: year, other: said.slice(0, 4), rest: said.slice(4, 10) }));
    }
    function dated(text) { return text && !moment(text) && /^[0-9]/.test(text); }
    if (dated(end) && dated(start) && before(end, start)) say("ends before", "结束");
    ["开始", "结束"].forEach(function (key) { if (dated(value[key]) && value[key].slice(0, 4) !== year) say("another year", key); });
    if (held && dated(start) && start.slice(0, 10) > today.slice(0, Math.min(start.length, 10))) say("not held yet", "状态");
    if (start === "不详" && planned) say("day not known", "开始");
    if (start === "待定" && held) say("day not set", "开始");
    if (results && planned) say("no results yet", "成效");
    if (results && (state === "延期" || state === "取消")) say("no results", "成效");
    if (off && !value["变更"]) say("no change", "状态");
    return found;
  }
  // Whether an end is surely before a start: days as far as both are known, on one day the latest and the earliest hour.
  function before(end, start) {
    var size = Math.min(end.length, start.length, 10);
    if (end.slice(0, size) !== start.slice(0, size) || size < 10) return end.slice(0, size) < start.slice(0, size);
    function hour(said, at, silent) { return /^[0-9]/.test(said) ? said : rules.halves[said] ? rules.halves[said][at] : silent; }
    return hour(end.slice(11), 1, "23:59") < hour(start.slice(11), 0, "00:00");
  }

  // ---------------------------------------------------------------- writing

  function length(line) { return letters(line).length; }
  function flow(value) {
    if (Array.isArray(value)) return "[" + value.map(flow).join(", ") + "]";
    if (typeof value === "object") return "{" + Object.keys(value).map(function (key) { return key + ": " + flow(value[key]); }).join(", ") + "}";
    var bare = pattern("bare", "whole").test(value) && value === value.trim() && !/: |:\?/.test(value) && !/[:：]$/.test(value);
    var marks = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r" };
    return bare ? value : '"' + value.replace(/[\\"\n\t\r]/g, function (sign) { return marks[sign]; }) + '"';
  }
  function is_block(value) {
    var lines = value.replace(/\n+$/, "").split("\n");
    return lines.length > 1 && lines[0].slice(0, 1).trim() !== "" && lines.every(function (line) { return line === line.trimEnd() && !/[\t\r]/.test(line); });
  }
  function indented(line) { return line ? "  " + line : ""; }
  function entry(lines, indent) {
    return lines.map(function (line, at) { return at ? (line ? indent + "  " + line : "") : indent + "- " + line; });
  }
  function pair(key, value) {
    var line = key + ": " + flow(value), found;
    if (typeof value === "string") return is_block(value) ? [key + ": |"].concat(value.replace(/\n+$/, "").split("\n").map(indented)) : [line];
    if (length(line) <= rules.width || !Object.keys(value).length) return [line];
    if (!Array.isArray(value)) return [key + ":"].concat(mapping(value).map(indented));
    found = [key + ":"];
    value.forEach(function (item) {
      var fits = typeof item === "string" || length(flow(item)) <= rules.width;
      found = found.concat(entry(fits ? [flow(item)] : mapping(item), "  "));
    });
    return found;
  }
  function mapping(value) { return Array.prototype.concat.apply([], Object.keys(value).map(function (key) { return pair(key, value[key]); })); }
  function text(value) {
    if (Array.isArray(value)) return value.map(function (item) { return entry(mapping(item), "").join("\n") + "\n"; }).join("");
    return mapping(value).join("\n") + "\n";
  }
  // 0529-天和广场健康义诊.yml
  function file(value) {
    var day = /^[0-9]{4}-([0-9]{2})-([0-9]{2})/.exec(value["开始"] || ""), name = (value["名称"] || "").replace(pattern("stem", "all"), "");
    name = letters(name).slice(0, 24).join("").replace(/^-+|-+$/g, "");
    return ([day ? day[1] + day[2] : "", name].filter(Boolean).join("-") || "活动") + ".yml";
  }

  return { tidy: tidy, field: field, reading: reading, faults: whole, between: between, sentence: sentence, text: text, file: file };
};

/* What the address of a form page asks for (#a=2021-430181-0529-shili&f=0529-示例.yml: an activity that is on the site;
   #u=430181&y=2021: an association). Anybody can make such an address: what has not the form of what it stands for is not there. */
window.record.asked = function (hash) {
  "use strict";
  var forms = {
    a: /^[0-9]{4}-(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})-[0-9a-z-]{1,80}$/,
    f: /^(?![-. ])[\p{L}\p{N}_（）·“”《》、，. -]{1,60}\.yml$/u,
    u: /^(?:[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$/,
    y: /^[0-9]{4}$/
  }, found = {};
  hash.replace(/^#/, "").split("&").forEach(function (pair) {
    var cut = pair.indexOf("="), key = pair.slice(0, Math.max(cut, 0)), said = "";
    if (!Object.prototype.hasOwnProperty.call(forms, key)) return;
    try { said = decodeURIComponent(pair.slice(cut + 1)); } catch (e) { return; }
    if (forms[key].test(said)) found[key] = said;
  });
  if (found.a) { found.y = found.a.split("-")[0]; found.u = found.a.split("-")[1]; } else delete found.f;
  return found;
};
// What is being put right, as the first line of a text names it: one line of what can be seen, or nothing.
window.record.named = function (text) {
  "use strict";
  return /^[^\p{C}\p{Zl}\p{Zp}]{1,300}$/u.test(text) ? text : "";
};
