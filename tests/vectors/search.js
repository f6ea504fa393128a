/* Asks a site's own search in plain Node: {site, today, year, top, queries} comes in by standard input; for each query go out
   the addresses of the rows that a reader sees, best first, and the bytes of the files that were read for it. */
import { readFileSync } from "node:fs";

const said = JSON.parse(readFileSync(0, "utf8"));
let read = new Map();
globalThis.document = { currentScript: { getAttribute: () => `${said.site}/assets/search.js` } };
globalThis.fetch = async (path) => {
  const bytes = readFileSync(path);
  read.set(path, bytes.length);
  return { ok: true, text: async () => bytes.toString("utf8") };
};
const { rows, search } = await import("../../theme/scripts/search/finding.js");
const { address } = await import("../../theme/scripts/search/ranking.js");
const { page } = await import("../../theme/scripts/search/names.js");

const PATHS = {
  way: (way) => way.path,
  day: (day) => `u/${day.code}/${day.date}/`,
  unit: (row, found) => `u/${page(row[0], found.known)}/`,
  hit: (hit) => address(hit.card),
};
async function asked(query) {
  read = new Map();
  const results = await search({ query, kind: "", where: "", when: "", near: "", today: said.today, year: said.year, top: said.top });
  await results.rest();
  const found = results.now();
  return { rows: rows(found, 20, null).map((one) => PATHS[one.sort](one.thing, found)), bytes: [...read.values()].reduce((a, b) => a + b, 0) };
}
const found = [];
for (const query of said.queries) found.push(await asked(query));
process.stdout.write(JSON.stringify(found));
