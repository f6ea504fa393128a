/* Reads the inputs of the vectors with the site's own modules, in plain Node: {rules, inputs: {reader: [input]}} comes in by
   standard input, {reader: [result]} goes out. Python's readers are in tests/test_vectors.py. */
import { readFileSync } from "node:fs";
import { nearness } from "../../theme/scripts/parts/countdown.js";
import { grouped, over } from "../../theme/scripts/parts/coming.js";
import { nearest } from "../../theme/scripts/parts/nearby.js";
import { spoken } from "../../theme/scripts/parts/spoken.js";
import { plain as typed } from "../../theme/scripts/parts/page.js";
import { listed } from "../../theme/scripts/notice/lists.js";
import { drafts } from "../../theme/scripts/notice/notice.js";
import { day } from "../../theme/scripts/reading/calendar.js";
import { clock } from "../../theme/scripts/reading/hours.js";
import { han } from "../../theme/scripts/reading/numbers.js";
import { asked } from "../../theme/scripts/record/address.js";
import { between } from "../../theme/scripts/record/checks.js";
import { changed } from "../../theme/scripts/record/correction.js";
import { closest } from "../../theme/scripts/record/faults.js";
import { personal } from "../../theme/scripts/record/personal.js";
import { reason, several, spelled as whole, spelt } from "../../theme/scripts/record/spelling.js";
import { countFault, dateFault, momentFault, sourceFault, webFault } from "../../theme/scripts/record/values.js";
import { file, text } from "../../theme/scripts/record/yaml.js";
import { zip } from "../../theme/scripts/record/zip.js";
import { leaf, plain, words } from "../../theme/scripts/search/letters.js";
import { ranked, shelves } from "../../theme/scripts/search/names.js";
import { ofMoon } from "../../theme/scripts/reading/lunar.js";
import { parted } from "../../theme/scripts/search/query.js";
import { bare, learn, place, simplified, spelled } from "../../theme/scripts/search/sounds.js";

const said = JSON.parse(readFileSync(0, "utf8"));
const rules = said.rules;
const code = (name) => (name ? rules.form.words[name][0] : "");
const value = (one) => (typeof one.value === "string" ? one.value : Object.values(one.value).join(" "));
learn(rules.sounds);

// What a record takes of a text as people write it, or why not and what may be meant.
function read([key, text]) {
  const counted = ["人数", "户数", "场次"].includes(key), one = { key, sort: counted ? "number" : "moment" };
  const { text: said, beside } = spelt(rules.form, one, text, 2021, key === "结束" ? "2021-05-29" : "");
  const name = (counted ? countFault : momentFault)(rules.form, said), why = name && name !== "no day" && reason(rules.form, one, said, name, 2021);
  if (why) return ["!", why.name, why.right].join(" ");
  return name ? code(name) : [said, ...Object.values(beside)].join(" / ");
}

const READERS = {
  values: read,
  numerals: (word) => han(word),
  counts: (said) => code(countFault(rules.form, said)),
  moments: (said) => code(momentFault(rules.form, said)),
  dates: (said) => code(dateFault(rules.form, said)),
  webs: (said) => code(webFault(rules.form, said)),
  sources: (said) => code(sourceFault(rules.form, said)),
  moons: ([year, month, date]) => ofMoon(year, month, date),
  days: ([year, month, date]) => day(year, month, date),
  hours: ([half, hour, part]) => clock(half, hour, part),
  near: ([word, choices]) => closest(rules.form, word, choices),
  personal: (said) => personal(rules.form, said, []).map((one) => one.code),
  notices: (said) => drafts(said, rules.notice)[0].proposed.map((one) => `${one.field}=${value(one)}`),
  listed: ([kind, text]) => listed(text, { ...rules.notice, kind }).map((part) => part.proposed.map((one) => `${one.field}=${value(one)}`)),
  drafts: ([said, today]) => drafts(said, { ...rules.notice, today }),
  files: (record) => [file(rules.form, record), text(rules.form, record)],
  bares: (name) => bare(name),
  letters: (said) => plain(said),
  shelves: (said) => shelves(words(said)[0]),
  leaves: (pair) => leaf({ units: pair.split(""), heard: false }, 0),
  places: (letter) => place(letter),
  syllables: (letters) => spelled(letters).map((parts) => parts.join(" ")),
  associations: ([rows, asked]) => ranked(rows, asked).map((one) => one.row[0]),
  ways: (said) => words(said, true).map((word) => word.ways.map((way) => way.units.join(way.heard ? "|" : ""))),
  traditional: (said) => simplified(said),
  queries: (said) => { const found = parted(said, "2021-05-26"); return [found.rest.trim(), found.dates.length]; },
  nearness: ([from, to, today]) => nearness(from, to, today),
  nearby: ([rows, code, above, today]) => { const found = nearest(rows, code, above, today, 30); return [found[0], found[1].map((row) => row[3])]; },
  coming: ([rows, today]) => grouped(rows, today).map(([when, those]) => [when, those.map((row) => row[2])]),
  spoken: ([start, end]) => spoken([start, end].filter(Boolean).map((one) => one.replace(/^0/, "")).join("—")),
  over: ([held, silent]) => over(held, silent, "2021-06-01").map(([words, those]) => [words, those.map((row) => row[2])]),
  addresses: (hash) => asked(hash),
  lists: ([key, said]) => several(rules.form, rules.activity.find((one) => one.key === key), said).map((item) => item.trim()),
  activities: ([record, code, today]) => between(rules.form, record, { year: 2021, period: ["2021-05-01", "2021-06-10", "示例"], code }, today).map((one) => one.code).sort(),
  wholes: (record) => whole(rules.form, rules.activity, record, 2021),
  changes: ([before, after]) => changed(rules.activity, before, after),
  zips: (files) => Buffer.concat(zip(files.map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes, "base64") })))).toString("base64"),
  typed: (said) => typed(said),
};

const found = Object.entries(said.inputs).map(([name, inputs]) => [name, inputs.map(READERS[name])]);
process.stdout.write(JSON.stringify(Object.fromEntries(found)));
