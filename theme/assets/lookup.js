/* What 查单位 and 查找 have in common: letters as they are looked for (hooks/almanac/search/bigrams.py does the same),
   the sounds of Han, the associations by name, and how they are shown. */
window.lookup = (function () {
  "use strict";
  var root = document.currentScript.getAttribute("src").replace(/assets\/.*$/, ""), kept = {};
  var sounds = {}, syllables = [], number = {};

  function read(path) {
    if (!kept[path]) kept[path] = fetch(root + path).then(function (answer) {
      if (!answer.ok) throw new Error(path);
      return answer.text();
    }).catch(function (error) { delete kept[path]; throw error; });
    return kept[path];
  }
  function table(path) { return read(path).then(JSON.parse); }

  // the sounds of Han: a line for each syllable, with its Han
  function ready() {
    return read("search/sounds.txt").then(function (text) {
      if (!syllables.length) text.split("\n").forEach(function (line, place) {
        var syllable = /^[a-z]+/.exec(line)[0];
        syllables.push(syllable); number[syllable] = place;
        line.slice(syllable.length).split("").forEach(function (letter) { sounds[letter] = syllable; });
      });
    });
  }
  function sound(letter) { return sounds[letter] || letter; }
  function initial(letter) { var first = sound(letter)[0]; return /[a-z0-9]/.test(first) ? first : "_"; }
  function place(unit) {   // of a letter or of a syllable, for shelving
    var known = number[unit.length > 1 ? unit : sounds[unit]];
    return known === undefined ? syllables.length + unit.charCodeAt(0) : known;
  }

  function plain(text) {
    return text.replace(/([0-9０-９])[·.．•・‧](?=[0-9０-９])/g, "$1")
      .replace(/[\uff01-\uff5e]/g, function (wide) { return String.fromCharCode(wide.charCodeAt(0) - 0xfee0); })
      .replace(/[A-Z]/g, function (letter) { return letter.toLowerCase(); })
      .replace(/[^a-z0-9〇\u3400-\u9fff]/g, " ");
  }
  // `|yi|zhen|`: a text by its sounds
  function heard(text) { return "|" + text.split("").map(sound).join("|") + "|"; }

  // the ways to read letters as syllables: xian is xian and xi an; the longest first
  function spelled(letters) {
    var found = [];
    (function go(from, parts) {
      if (found.length > 3) return;
      if (from === letters.length) { found.push(parts); return; }
      for (var size = Math.min(6, letters.length - from); size; size--) {
        var part = letters.slice(from, from + size);
        if (part in number && (size > 1 || /[aeo]/.test(part))) go(from + size, parts.concat(part));
      }
    })(0, []);
    return found;
  }

  // A word is looked for in one or more ways, each a row of letters or of syllables.
  function words(query) {
    return plain(query).split(/ +/).filter(Boolean).map(function (text) {
      var ways = [{ units: text.split(""), heard: false }];
      if (/^[a-z]+$/.test(text)) spelled(text).forEach(function (units) { ways.push({ units: units, heard: true }); });
      return { text: text, ways: ways };
    });
  }

  function pair(way, at) {
    var units = way.units.slice(at, at + 2);
    return way.heard ? "|" + units.join("|") + "|" : units.join("");
  }
  // How many of a way's pairs there are, and whether every letter of it is in one of them; has: says it of the pair at a place.
  function fits(way, has) {
    var size = way.units.length, number = 0, whole = true, before = false;
    for (var at = 0; at < Math.max(size - 1, 1); at++) {
      var here = has(at);
      if (here) number++; else if (!before) whole = false;
      before = here;
    }
    return { number: number, whole: whole && before };
  }
  function within(way, text) {
    return fits(way, function (at) { return (way.heard ? text.heard : text.plain).indexOf(pair(way, at)) >= 0; });
  }
  function text(words) {
    var made = { plain: plain(words) };
    made.heard = heard(made.plain);
    return made;
  }

  // ---------------------------------------------------------------- associations by name

  function initials(text) { return text.replace(/ /g, "").split("").map(initial).join(""); }
  function shelves(word) {
    var names = [], units = word.ways[0].units;
    if (/^[a-z]/.test(word.text)) {
      word.ways.forEach(function (way) { names.push(initial(way.units[0][0]) + initial((way.units[1] || "_")[0])); });
      begun(word.text).forEach(function (start) { if (start.units.length) names.push(start.units[0][0] + (start.units[1] || start.rest || "_")[0]); });
    } else if (units.length === 1) names.push(initial(units[0]) + "_");
    else for (var at = 0; at < Math.min(units.length - 1, 8); at++) names.push(initial(units[at]) + initial(units[at + 1]));
    return names.filter(function (name) { return /^[a-z][a-z_]$/.test(name); });
  }
  // tianh: what is begun of the last syllable counts, too
  function begun(letters) {
    for (var size = letters.length - 1; size > 0; size--) {
      var rest = letters.slice(size), ways = spelled(letters.slice(0, size));
      if (ways.length && syllables.some(function (one) { return one.indexOf(rest) === 0; }))
        return ways.map(function (units) { return { units: units, rest: rest }; });
    }
    return [];
  }
  function starts(word, name) {   // whether a name begins as the letters of a word say: by sound, or by initials
    var spoken = heard(plain(name));
    return word.ways.some(function (way) { return way.heard && spoken.indexOf("|" + way.units.join("|") + "|") === 0; }) ||
      begun(word.text).some(function (start) { return spoken.indexOf("|" + start.units.concat(start.rest).join("|")) === 0; }) ||
      initials(name).indexOf(word.text) === 0;
  }
  function rank(row, all, want) {   // 0 is best, undefined does not fit
    var name = text(row[1]), where = text(row[2] + " " + row[1]), hit = false, first = false;
    var every = all.every(function (word) {
      if (/^[a-z]+$/.test(word.text)) {
        var begins = starts(word, row[1]);
        hit = hit || begins; first = first || begins;
        return begins || row[2].split(" ").some(function (above) { return starts(word, above); });
      }
      var way = word.ways[0], own = within(way, name);
      hit = hit || own.number > 0; first = first || name.plain.indexOf(word.text) === 0;
      return way.units.length > 1 ? within(way, where).whole : name.plain.indexOf(word.text) === 0;
    });
    if (!every || !hit) return undefined;
    if (name.plain === want) return 0;
    return first ? (initials(row[1]).length === want.length ? 1 : 2) : 3;
  }
  function units(query) {
    var want = plain(query.replace(/计划生育协会|计生协会?/g, " ")).replace(/ +/g, " ").trim(), all = words(want), names = {};
    all.forEach(function (word) { shelves(word).forEach(function (name) { names[name] = 1; }); });
    return Promise.all(Object.keys(names).slice(0, 12).map(function (name) { return table("units/" + name + ".json"); })).then(function (lists) {
      var best = {};
      Array.prototype.concat.apply([], lists).forEach(function (row) {
        var at = rank(row, all, want);
        if (at !== undefined && !(best[row[0]] && best[row[0]].at <= at)) best[row[0]] = { at: at, row: row };
      });
      return Object.keys(best).map(function (code) { return best[code]; }).sort(function (a, b) {
        return a.at - b.at || a.row[0].length - b.row[0].length || a.row[1].length - b.row[1].length || (a.row[0] < b.row[0] ? -1 : 1);
      });
    });
  }

  // the nearest at or above an association that has a page
  function page(code, paged) {
    while (code.length > 6 && paged.indexOf(code) < 0) code = code.length > 9 ? code.slice(0, 9) : code.slice(0, 6);
    return code;
  }
  function paged(rows) {
    var counties = {};
    rows.forEach(function (row) { if (row[0].length > 6) counties[row[0].slice(0, 6)] = 1; });
    return Promise.all(Object.keys(counties).map(function (code) { return table("units/paged-" + code + ".json"); })).then(function (lists) {
      return Array.prototype.concat.apply([], lists);
    });
  }

  // ---------------------------------------------------------------- rows

  function made(tag, name, words) {
    var thing = document.createElement(tag);
    if (name) thing.className = name;
    if (words) thing.textContent = words;
    return thing;
  }
  function unitRow(row, known) {
    var item = made("li", "row"), link = made("a"), main = made("span", "row-main"), there = page(row[0], known);
    var where = [row[2] || (row[0].length > 2 ? "湖南省" : ""), row[3] ? "也叫" + row[1] : "", there === row[0] ? "" : "还没有活动记录，点开看" + (there.length > 6 ? "所在的乡镇" : "所在的县")];
    link.href = root + "u/" + there + "/";
    main.appendChild(made("strong", "row-name", (row[3] || row[1]) + "计生协"));
    main.appendChild(made("span", "row-sub", where.filter(Boolean).join("，")));
    link.appendChild(main); item.appendChild(link);
    return item;
  }

  return {
    root: root, read: read, table: table, ready: ready, plain: plain, place: place, sound: sound, text: text, words: words,
    pair: pair, fits: fits, within: within, units: units, page: page, paged: paged, made: made, unitRow: unitRow
  };
})();
