/* A pasted notice read by rules (submit/draft.json, from hooks/almanac/intake/notice_patterns.py): what it proposes for a record, each value with the
   words it stands in. The same steps as hooks/almanac/intake/notice_extraction.py, which says what each is for. No page is touched here.
   draft(rules).proposed(text) gives {proposed: [{field, value, source: [start, end]}], missing: [field], personal: [as proposed]};
   places count characters, not halves of them: Array.from(text).slice(start, end). */
window.draft = function (rules) {
  "use strict";
  var LONGEST = 20000, ENDS = "。!?；\n", PARTS = { "半": "30", "整": "00", "一刻": "15", "三刻": "45" };
  var DIGITS = "零一二三四五六七八九", STEPS = { "十": 10, "百": 100, "千": 1000 };
  var made = {};
  function pattern(source) { return made[source] = made[source] || new RegExp(source, "g"); }
  function each(source, text) {
    var found = [], one, finder = pattern(source);
    finder.lastIndex = 0;
    while ((one = finder.exec(text))) { found.push(one); if (!one[0]) finder.lastIndex++; }
    return found;
  }
  // Where a pattern of three parts is found: its beginning, and the beginning and end of what is meant.
  function finds(part, text) {
    return each("(?<pre>" + part[0] + ")(?<v>" + part[1] + ")" + part[2], text).map(function (one) {
      var start = one.index + one.groups.pre.length;
      return [one.index, start, start + one.groups.v.length];
    });
  }
  function item(field, value, start, end) { return { field: field, value: value, start: start, end: end }; }
  function two(n) { return (n < 10 ? "0" : "") + n; }

  // ---------------------------------------------------------------- numbers and days

  function han(word) {
    var total = 0, digit = null, last = 10000, zero = false;
    for (var i = 0; i < word.length; i++) {
      var sign = word[i], step = STEPS[sign];
      if (step) {
        if (step >= last || (digit === null && (total || step !== 10 || zero))) return 0;
        total += (digit === null ? 1 : digit) * step; digit = null; last = step; zero = false;
      } else {
        var value = sign === "〇" ? 0 : sign === "两" ? 2 : DIGITS.indexOf(sign);
        if (value < 0 || digit !== null) return 0;
        if (value === 0) zero = true; else digit = value;
      }
    }
    return digit === null ? total : last > 10 && last < 10000 && !zero ? 0 : total + digit;
  }
  function small(word) { return /^[0-9]+$/.test(word) ? Number(word) : han(word); }
  function body(digits, word) {
    if (!digits) { var value = word === "百" ? 100 : word === "千" ? 1000 : han(word); return value ? String(value) : ""; }
    if (!word) return digits.length < 10 ? digits : "";
    return (word === "百" || word === "千") && digits.length < 4 && digits.indexOf(".") < 0 ? digits + (word === "百" ? "00" : "000") : "";
  }
  function count(said) {
    var digits = (said.digits || "").replace(/,/g, ""), word = said.han || "", many = said.much || said.late ? "万" : "";
    var marks = [rules.before[said.before], rules.after[said.more], rules.after[said.after]].filter(Boolean), mark = marks.join("");
    if (marks.length > 1 || (said.much && said.late)) return "";
    if (said.rest) {   // 两万一千
      var high = han(word), low = han(said.rest);
      return said.much && !digits && !mark && high && low ? String(high * 10000 + low) : "";
    }
    if (!digits && mark && "近约超上".indexOf(mark) >= 0 && ["百", "千", "万"].indexOf(word + many) >= 0) return mark + word + many;
    var whole = body(digits, word);
    if (!whole || mark === "上" || (whole.indexOf(".") >= 0 && !many)) return "";
    if (Number(whole) * (many ? 10000 : 1) > rules.most) return "";   // 20千万
    if (said.late && (mark === "余" || mark === "多")) return whole + mark + "万";
    return mark === "约" || mark === "近" || mark === "超" ? mark + whole + many : whole + many + mark;
  }
  function day(year, month, date) {
    var found = new Date(Date.UTC(year, month - 1, date));
    return found.getUTCMonth() === month - 1 && found.getUTCDate() === date && month ? year + "-" + two(month) + "-" + two(date) : "";
  }
  function clock(half, hour, part) {
    if (!hour) return "";
    var number = small(hour), minute = PARTS[part || "整"] || (part || "").replace(/分$/, "");
    if (((half === "下午" || half === "晚上") && number < 12) || (half === "中午" && number < 3)) number += 12;
    return number < 24 ? two(number) + ":" + (minute.length < 2 ? "0" + minute : minute) : "";
  }

  // ---------------------------------------------------------------- a text folded for reading

  function fold(text) {
    var page = { plain: "⊢\n", seen: "⊢\n", at: [0, 0] };
    text.forEach(function (letter, n) {
      if (rules.unseen.indexOf(letter) >= 0) return;
      var plain = rules.letters[letter] || letter, code = plain.codePointAt(0);
      page.plain += plain.length > 1 ? "□" : plain;
      page.seen += rules.signs[plain] || (code > 0xffff || (code >= 0x2600 && code < 0x27c0) ? "□" : plain);
      page.at.push(n);
    });
    page.letters = ["⊢", "\n"].concat(text.filter(function (letter) { return rules.unseen.indexOf(letter) < 0; }), ["\n"]);
    page.plain += "\n"; page.seen += "\n"; page.at.push(text.length);
    return page;
  }
  function plain(page, start, end) {
    return page.letters.slice(start, end).map(function (letter) { return rules.letters[letter] || letter; }).join("");
  }
  function mask(page, start, end) { page.seen = page.seen.slice(0, start) + "█".repeat(end - start) + page.seen.slice(end); }

  function personal(page) {
    var found = [], sorts = rules.personal, chain = rules.chain;
    if (page.seen.indexOf(chain[0]) >= 0) sorts = [chain[1]].concat(sorts);
    sorts.forEach(function (sort) {
      finds(sort[1], page.seen).forEach(function (one) {
        var length = one[2] - one[1], word = page.plain.slice(one[1], one[2]), places = [one[1]];
        if (sort[0] === "接龙名单") rules.personal.forEach(function (other) {
          if (other[0] === "手机号") finds(other[1], page.seen.slice(one[1] - 1, one[2] + 1)).forEach(function (inner) {
            found.push(item("个人信息", other[0], one[1] - 1 + inner[1], one[1] - 1 + inner[2]));
          });
        });
        if (sort[0] === "姓名") for (places = [], at = page.seen.indexOf(word); at >= 0; at = page.seen.indexOf(word, at + 1)) places.push(at);
        var at;
        places.forEach(function (place) {
          found.push(item("个人信息", sort[0], place, place + length));
          mask(page, place, place + length);
        });
      });
    });
    return found;
  }

  // ---------------------------------------------------------------- whether and when

  function state(page) {
    for (var i = 0; i < rules.states.length; i++) {
      var found = each(rules.states[i][1], page.seen)[0];
      if (found) return [item("状态", rules.states[i][0], found.index, found.index + found[0].length)];
    }
    return [];
  }
  function spanned(field, value, found) { return item(field, value, found.index, found.index + found[0].length); }
  function moment(page, source) {
    var all = each(source, page.seen);
    for (var i = 0; i < all.length; i++) {
      var said = all[i].groups, year = Number(said.year || rules.year), month = small(said.month);
      if (!("day" in said)) {
        if (month < 1 || month > 12) continue;
        var first = [spanned("开始", year + "-" + two(month), all[i])];
        return said.third ? first.concat(spanned("时间说明", month + "月" + said.third, all[i])) : first;
      }
      var date = day(year, month, small(said.day)), half = rules.halves[said.half] || "";
      if (!date) continue;
      var hour = clock(half, said.hour, said.minute || said.part) || half, end = last(said, date, half);
      var start = [spanned("开始", date + (hour ? " " + hour : ""), all[i])];
      return end ? start.concat(spanned("结束", end, all[i])) : start;
    }
    return [];
  }
  function last(said, date, half) {
    if (said.day2) return day(Number(date.slice(0, 4)), small(said.month2 || date.slice(5, 7)), small(said.day2));
    var hour = said.hour2 ? clock(rules.halves[said.half2] || half, said.hour2, said.minute2 || said.part2) : "";
    return hour ? date + " " + hour : "";
  }
  function times(page) {
    var first = [];
    for (var i = 0; i < rules.dates.length && !first.length; i++) first = moment(page, rules.dates[i]);
    var found = first.slice();
    if (first.length === 1) rules.lastDay.forEach(function (source) {
      each(source, page.seen).some(function (one) {
        var date = day(rules.year, small(one.groups.month), small(one.groups.day));
        return date && found.push(spanned("结束", date, one));
      });
    });
    return first.some(function (one) { return one.field === "时间说明"; }) ? found : found.concat(whenWords(page, rules.whenWords.concat(first.length ? [] : [rules.vague])));
  }
  function whenWords(page, sources) {
    for (var i = 0; i < sources.length; i++) {
      var all = each(sources[i], page.seen);
      if (!all.length) continue;
      var limit = all[0].index + all[0][0].length + 12, near = all.filter(function (one) { return one.index < limit; });
      var words = near.map(function (one) { return one[0]; }).filter(function (word, n, list) { return list.indexOf(word) === n; });
      var end = near[near.length - 1];
      return [item("时间说明", words.join("，"), near[0].index, end.index + end[0].length)];
    }
    return [];
  }

  // ---------------------------------------------------------------- words as they stand

  function texts(page) {
    var found = [], had = {}, ones = {};
    rules.texts.forEach(function (rule) {
      var field = rule[0], way = rule[2];
      if (ones[field]) return;
      finds(rule[1], page.whole).some(function (one) {
        var parts = way === "many" || way === "joint" ? parted(page, one[1], one[2]) : [[one[1], one[2]]];
        parts.forEach(function (part) {
          var it = trimmed(page, field, part[0], part[1]);
          if (!it || had[it.field + "\n" + it.value]) return;
          if (way === "joint" && !/计生协$/.test(it.value)) it.field = "协办";
          had[it.field + "\n" + it.value] = true;
          if (way === "one") ones[field] = true;
          found.push(it);
        });
        return ones[field];
      });
    });
    return found;
  }
  function parted(page, start, end) {
    return each("[^、，,]+", page.whole.slice(start, end)).map(function (one) { return [start + one.index, start + one.index + one[0].length]; });
  }
  function trimmed(page, field, start, end) {
    while (start < end && " □◎:".indexOf(page.whole[start]) >= 0) start++;
    while (start < end && " □◎:等。；，".indexOf(page.whole[end - 1]) >= 0) end--;
    if (end - start < 2 || page.whole.slice(start, end).indexOf("█") >= 0) return null;
    return item(field, plain(page, start, end), start, end);
  }
  function words(page) {
    return rules.words.reduce(function (found, rule) {
      return found.concat(each(rule[1], page.seen).map(function (one) { return spanned(rule[0], one[0], one); }));
    }, []);
  }
  function categories(page) {
    var found = [];
    rules.categories.forEach(function (rule) {
      var one = each(rule[1], page.seen)[0];
      if (one) found.push(spanned("类别", rule[0], one));
    });
    return found.sort(function (a, b) { return a.start - b.start; });
  }

  // ---------------------------------------------------------------- how many

  function numbers(page, planned) {
    var found = [];
    each(rules.number, page.seen).forEach(function (number) {
      var text = count(number.groups);
      if (text) found = found.concat(counted(page, number, text));
    });
    var others = found.filter(function (one) { return one.field.split("·").length === 2; });
    found = publicity(found).concat(visits(found), others);
    if (!planned) return found;
    found = found.filter(function (one) { return one.field === "成效·宣传·人数"; });
    found.forEach(function (one) { one.field = "预计·宣传·人数"; });
    return found;
  }
  function counted(page, number, text) {
    var start = number.index, end = start + number[0].length, seen = page.seen, first = 0, stop = seen.length;
    ENDS.split("").forEach(function (sign) {
      var before = start ? seen.lastIndexOf(sign, start - 1) + 1 : 0, after = seen.indexOf(sign, end);
      first = Math.max(first, before);
      if (after >= 0) stop = Math.min(stop, after);
    });
    first = Math.max(first, start - 200);
    var around = "⊢" + seen.slice(first, start) + "#" + seen.slice(end, stop + 1), mark = start - first + 1;
    function place(index) { return index <= mark ? index + first - 1 : index - mark - 1 + end; }
    for (var i = 0; i < rules.counts.length; i++) {
      var field = rules.counts[i][0], unit = number.groups.unit;
      if (rules.counts[i][1].split("|").indexOf(unit) < 0) continue;
      var one = finds(rules.counts[i][2], around)[0];
      if (!one) continue;
      if (!field) return [];
      var named = around.slice(one[1], one[2]) === "#" ? "" : plain(page, place(one[1]), place(one[2]));
      var ends = named ? [start, end, place(one[1]), place(one[2])] : [start, end];
      if (field === "表彰") ends.push(place(Math.max(one[0], 1)));
      return [entry(field, text, unit, named, Math.min.apply(null, ends), Math.max.apply(null, ends))];
    }
    return [];
  }
  function entry(field, text, unit, named, start, end) {
    if (field === "宣传·场次" || field === "慰问·场次" || field === "结对") return item("成效·" + field, text, start, end);
    var group = /^(宣传|慰问)/.test(field) ? field : "其他", value = {};
    value[group === "其他" ? "项目" : "对象"] = field === "表彰" ? "表彰" + named : named;
    value["数量"] = text; value["单位"] = unit;
    return item("成效·" + group, value, start, end);
  }
  function of(found, field) { return found.filter(function (one) { return one.field === field; }); }
  function publicity(found) {
    var came = of(found, "成效·宣传·人");
    return of(found, "成效·宣传·场次").concat(came.map(function (one) {
      return came.length === 1 ? item("成效·宣传·人数", one.value["数量"], one.start, one.end) : item("成效·宣传·分项", one.value, one.start, one.end);
    }));
  }
  function visits(found) {
    var sums = [], groups = [];
    [["人", "人数"], ["户", "户数"]].forEach(function (sort) {
      var said = of(found, "成效·慰问·" + sort[0]), all = said.map(function (one) { return one.value["数量"]; });
      if (said.length === 1 || (said.length && all.every(function (one) { return /^[0-9]+$/.test(one); }))) {
        var total = said.length === 1 ? all[0] : String(all.reduce(function (sum, one) { return sum + Number(one); }, 0));
        if (!(Number(total) > rules.most)) sums.push(item("成效·慰问·" + sort[1], total, said[0].start, said[said.length - 1].end));
      }
      said.forEach(function (one) { if (one.value["对象"]) groups.push(item("成效·慰问·分组", one.value, one.start, one.end)); });
    });
    return of(found, "成效·慰问·场次").concat(sums, groups.sort(function (a, b) { return a.start - b.start; }));
  }

  // ---------------------------------------------------------------- all of it

  function once(found) {
    var had = {};
    found = found.filter(function (one) {
      var key = one.field + "\n" + JSON.stringify(one.value);
      return had[key] ? false : (had[key] = true);
    });
    return found.filter(function (one) {
      return (one.field !== "形式" && one.field !== "面向") || !found.some(function (other) {
        return other !== one && other.field === one.field && other.start <= one.start && one.end <= other.end;
      });
    });
  }
  function proposed(text) {
    var page = fold(Array.from(text).slice(0, LONGEST)), left = personal(page);
    page.whole = page.seen;
    rules.aside.forEach(function (part) { finds(part, page.seen).forEach(function (one) { mask(page, one[1], one[2]); }); });
    var held = state(page), value = held.length ? held[0].value : "";
    var found = once(held.concat(times(page), texts(page), words(page), categories(page), numbers(page, value === "计划")));
    function told(one) { return { field: one.field, value: one.value, source: [page.at[one.start], page.at[one.end - 1] + 1] }; }
    var missing = rules.required.concat(rules.wanted[value] || []).filter(function (field) {
      return !found.some(function (one) { return (one.field + "·").indexOf(field + "·") === 0; });
    });
    return { proposed: found.map(told), missing: missing, personal: left.map(told) };
  }
  return { proposed: proposed };
};
