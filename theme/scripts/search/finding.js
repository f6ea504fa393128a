/* One search: what of the site is meant by a question, the best first. It knows no page: search.js draws what it gives.
   seeking: {query, kind, where, when: the form's choices; near: the code of the reader's place, or nothing; today,
   year: of this campaign; top: the code of the province}. */
import { byInitials, paged, read, ready, table, units as associations } from "./files.js";
import { leaf, words } from "./letters.js";
import { bare, simplified } from "./sounds.js";
import { isInitials } from "./names.js";
import { chosen, parted } from "./query.js";
import { nearest, partOf, timeOf } from "./ways.js";
import { best, cards, note, ordered, score, suits } from "./ranking.js";

var DRAWERS = 5, MOST = 8, UNITS = 3, REST = 4;   // looked into at once, at most for one go; associations shown before activities

function asked(seeking, loosely, named) {
  var found = parted(seeking.query, seeking.today, loosely, seeking.year);
  var all = words(found.rest, loosely), long = all.filter(function (word) { return word.text.length > 1; });
  if (long.length) all = long;   // a letter that is left says nothing
  all.forEach(function (word) { named(word.text).forEach(function (row) { word.ways.push({ units: bare(row[1]).split(""), heard: false }); }); });
  return {
    words: all, rest: found.rest, day: found.day, month: found.month, year: found.year, dates: found.dates.concat(chosen(seeking.when, seeking.today)),
    kind: seeking.kind, where: seeking.where, near: seeking.near, today: seeking.today, loosely: loosely
  };
}
// The drawers that may have what is wanted, the likeliest first.
function guide(want) {
  var found = {}, jobs = [], some = want.words.filter(function (word) { return word.text.length > 1; });
  some.forEach(function (word, w) {
    word.ways.forEach(function (way, n) {
      for (var at = 0; at + 1 < way.units.length; at++) jobs.push([way, w + ":" + n, at]);
    });
  });
  return Promise.all(jobs.map(function (job) {
    return read("search/guide/" + leaf(job[0], job[2]) + ".txt").then(function (text) { note(found, text, job[0], job[1], job[2], want.where); });
  })).then(function () { return ordered(found, some, want.near); });
}
function opened(drawer) { return table("search/" + drawer.name + ".json").then(cards); }

// That day of this campaign, or of the last one before it that has it.
function dateOf(want, year, days) {
  if (want.day.length > 5) return want.day;
  if (want.year) return want.year + "-" + want.day;
  var all = days.filter(function (one) { return one.date.slice(5) === want.day; }).map(function (one) { return one.date; }).sort();
  return all.indexOf(year + "-" + want.day) >= 0 || !all.length ? year + "-" + want.day : all[all.length - 1];
}
/* What the time that is asked for leads to: {day: of the city that is chosen or of the whole province, where something is on;
   times: the pages of a month, also where nothing is on that day, and of a year}. */
function timed(want, seeking) {
  if (want.kind || !(want.day || want.month || want.year)) return Promise.resolve({ day: null, times: [] });
  return table("data/days.json").then(function (found) {
    var date = want.day ? dateOf(want, seeking.year, found.days) : "", day = found.days.find(function (one) { return one.date === date; });
    var part = day && day.parts.find(function (one) { return one.association.length > 2 && want.where.indexOf(one.association) === 0; });
    var named = part && found.associations.find(function (one) { return one.association === part.association; });
    var month = date ? date.slice(0, 7) : want.month.length > 2 ? want.month : want.month ? (want.year || seeking.year) + "-" + want.month : "";
    var on = month && found.days.some(function (one) { return one.date.slice(0, 7) === month; });
    var campaign = found.campaigns.some(function (one) { return "" + one.year === want.year; });
    return {
      day: day ? { code: part ? part.association : seeking.top, date: date, name: named ? named.name : "" } : null,
      times: timeOf(!day && on ? month : "", !want.day && !want.month && campaign ? want.year : "")
    };
  }, function () { return { day: null, times: [] }; });
}
// That of the county or city that is chosen or named, if one of its activities that were found is on that day: then there is one;
// of several years the last.
function placeDay(want, units, hits) {
  var named = units.filter(function (row) { return row[0].length <= 6; })[0], place = want.where.slice(0, 6) || named && named[0] || "", dates = [];
  if (place.length < 4) return null;
  hits.forEach(function (hit) {
    if (hit.card.kind === "a" && hit.card.code.indexOf(place) === 0) hit.card.firsts.forEach(function (first) { if (first.length > 9 && first.slice(10 - want.day.length, 10) === want.day) dates.push(first.slice(0, 10)); });
  });
  return dates.length ? { code: place, date: dates.sort().pop(), name: named && named[0] === place ? named[1] : "" } : null;
}
function those(lot, want) { return lot.map(function (one) { return one.row; }).filter(function (row) { return row[0].indexOf(want.where) === 0; }); }
// As many hits as are worth showing where none has all that is asked: those with most of it.
function partly(want, hits) {
  var half = want.words.reduce(function (pairs, word) { return pairs + Math.max(word.ways[0].units.length - 1, 1); }, 0) / 2;
  var most = Math.min(half, Math.max.apply(null, hits.map(function (hit) { return hit.number; }).concat(1)));
  return hits.filter(function (hit) { return hit.number >= most; });
}

// The places that the letters of a question begin, such as 甲市乙县 or 乙县; a way of writing that is no word.
function lettered(query) {
  var letters = words(query).map(function (word) { return word.text; }).filter(isInitials);
  return Promise.all(letters.map(byInitials)).then(function (lists) {
    return function (word) { return lists[letters.indexOf(word)] || []; };
  });
}
// A search that has been begun: which drawers, how many of them were looked into, what was found in them.
function begun(seeking, loosely) {
  return lettered(parted(seeking.query, seeking.today).rest).then(function (placed) {
    var want = asked(seeking, loosely, placed), all = want.kind === "u" ? 30 : UNITS;
    var named = want.kind && want.kind !== "u" || want.dates.length && !want.words.length ? { fit: [], named: [] } : associations(want.rest, loosely);
    return Promise.all([named, want.kind === "u" ? [] : guide(want)]).then(function (both) {
      var units = those(both[0].fit, want), loose = those(both[0].named, want).slice(0, UNITS);
      want.words.forEach(function (word) {
        var known = placed(word.text);
        if (want.words.length > 1 || units.length) loose = known.concat(loose); else units = known;
      });
      return Promise.all([paged(units.slice(0, all).concat(loose)), timed(want, seeking)]).then(function (found) {
        return { want: want, units: units, named: loose, most: all, drawers: both[1], seen: 0, hits: [], known: found[0], time: found[1] };
      });
    });
  });
}
// Some drawers more, until there is enough to show.
function open(state, seeking, most) {
  var next = state.drawers.slice(state.seen, state.seen + DRAWERS);
  state.seen += next.length;
  return Promise.all(next.map(opened)).then(function (lots) {
    var some = Array.prototype.concat.apply([], lots).filter(function (card) { return suits(card, state.want); });
    state.hits = state.hits.concat(some.map(function (card) { return score(card, state.want, seeking.near); }).filter(function (hit) { return hit.number; }));
    if (state.hits.filter(function (hit) { return hit.whole; }).length < 5 && state.seen < Math.min(most, state.drawers.length)) return open(state, seeking, most);
  });
}
/* {want, units, known, hits, day, times, parts, partly, sum, further}: associations, of which `known` have a page; activities and
   other cards; the day, the month and year, the part of the site that is asked for; whether none has all; how many there are;
   whether more may be found. */
function answer(state, seeking) {
  var whole = state.hits.filter(function (hit) { return hit.whole; }), half = !whole.length && !state.units.length;
  var units = half ? state.named : state.units, hits = half ? partly(state.want, state.hits) : whole;
  return {
    want: state.want, units: units.slice(0, state.most), known: state.known, partly: half,
    hits: hits.sort(function (a, b) { return best(a, b, seeking.today); }),
    day: state.want.day && placeDay(state.want, units, state.hits) || state.time.day, times: state.time.times,
    parts: partOf(seeking.query, seeking.year, seeking.top),
    sum: hits.length + units.length, further: state.seen < state.drawers.length
  };
}

// What is shown of an answer, in its order: {sort: way, day, unit or hit, thing}; mine: the reader's own place, or nothing.
export function rows(found, shown, mine) {
  function lot(sort, things) { return things.map(function (thing) { return { sort: sort, thing: thing }; }); }
  var time = lot("day", found.day ? [found.day] : []).concat(lot("way", found.times)), parts = lot("way", found.parts);
  var units = lot("unit", found.units), hits = lot("hit", found.hits.slice(0, shown)), worded = found.want.words.length;
  var named = units.length && (!found.want.loosely || found.want.rest.indexOf(bare(units[0].thing[1])) >= 0);
  if (!named) units = parts.concat(units); else if (found.day || found.want.month || found.want.year || parts.length) {
    units = units.slice(0, 1).concat(found.day ? time : [], parts, hits.splice(0, 3), found.day ? [] : time, units.slice(1));
    time = [];
  }
  var all = !worded || found.partly ? time.concat(units, hits) : units.concat(hits, time);
  return all.length ? all : lot("way", nearest(mine));
}

// Asks the guide, looks into the best drawers, and if nothing is found as it is written, also by sounds and meanings.
// {now, rest, more}: what is found; what is found when little is left and that is looked into; more of it: promises.
export function search(seeking) {
  return ready().then(function () { return searched(Object.assign({}, seeking, { query: simplified(seeking.query) }), false); });
}
function searched(seeking, loosely) {
  return begun(seeking, loosely).then(function (state) {
    function now() { return answer(state, seeking); }
    return open(state, seeking, MOST).then(function () {
      if (now().partly && state.want.words.length && !loosely) return searched(seeking, true);
      return {
        now: now,
        rest: function () {
          var left = state.drawers.length - state.seen;
          return left > 0 && left <= REST ? open(state, seeking, state.drawers.length) : null;
        },
        more: function () { return state.seen < state.drawers.length ? open(state, seeking, state.seen + MOST) : Promise.resolve(); }
      };
    });
  });
}
