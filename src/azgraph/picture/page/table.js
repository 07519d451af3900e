// All records as a table, for reading, sorting and screen readers.
import { add, clear, find, make } from "./dom.js";
import { D, filtered, passes, state, tieOf, tiesOf } from "./state.js";
import { dateAndVoice, joined, nameOf, plural, sentenceIds, SIGN_CLASS, SIGN_TEXT, titled } from "./words.js";
import { VIEWS } from "./views.js";
import { shownRecord } from "./panel.js";
import { byDay, chooseRecord } from "./claims.js";
import { nothingPasses, showEverything } from "./filters.js";
import { copyTable, exportCsv } from "./export.js";

export const columns = [
  ["When", (id) => D.records[id].dates],
  ["Who and whom", (id) => whoOf(D.records[id])],
  ["Record", (id) => titled(D.records[id])],
  ["Sign", (id) => D.records[id].sign || 0],
  ["Who says so", (id) => saysOf(D.records[id])],
  ["Sentence", (id) => (D.records[id].at[0] || [""])[0]],
];
VIEWS.table = { draw: () => ([ahead, own] = [new Map()]), update: drawTable };
let sorting = { column: 0, down: false };
let ahead = new Map(); // the rows that come first, by how far before the others
let own; // the record chosen in the table itself, whose row stays where it is

export function whoOf(record) {
  return (record.asked ? [...record.who].reverse() : record.who)
    .filter((side) => side.length)
    .map((side) => joined(side.map(nameOf)))
    .join(record.mutual ? " and " : " to ");
}

export function saysOf(record) {
  return record.claims.map((claim) => `${claim.lead} ${claim.text}`).join(". ");
}

/** The records that pass the filter, sorted as the table is. */
export function tableIds() {
  const ids = Object.keys(D.records)
    .filter((id) => passes(D.records[id]))
    .sort(byDay);
  if (sorting.column) {
    const value = columns[sorting.column][1];
    ids.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
  }
  if (sorting.down) ids.reverse();
  return ids.sort((a, b) => (ahead.get(b) || 0) - (ahead.get(a) || 0));
}

/** The rows of what is chosen come first, that of the shown record before all, and the page goes to its top. */
function putFirst() {
  const { tie, node } = state.chosen || {};
  const ties = tie ? [tieOf.get(tie)] : node === D.hub ? [] : tiesOf(node);
  const [was] = ahead.keys();
  const shown = state.chosen ? [shownRecord()].filter(Boolean) : [];
  own = undefined;
  ahead = new Map([...shown, ...ties.flatMap(({ records, others }) => [...records, ...others])].map((id) => [id, 1]));
  for (const id of shown) ahead.set(id, 2);
  const [now] = ahead.keys();
  if (now && now !== was) scrollTo(0, 0);
}

function drawTable() {
  const home = find("table");
  if (own !== state.record) putFirst();
  const ids = tableIds();
  const all = Object.keys(D.records).length;
  add(clear(home), [
    make(
      "div",
      { class: "lead" },
      make(
        "span",
        {},
        make("b", {}, plural(ids.length, "record", "records")),
        ` of ${plural(D.sources.length, "source", "sources")}, whatever the day${ids.length < all ? `; ${all - ids.length} hidden by the filter` : ""}`,
      ),
      filtered()
        ? make("button", { type: "button", class: "go", click: showEverything }, "Show all")
        : null,
      make(
        "span",
        { class: "ends" },
        [ahead.size ? "what is chosen on top" : "", sorting.column || sorting.down ? "" : "newest first, undated last"].filter(Boolean).join("; "),
        make("button", { type: "button", class: "go", click: copyTable }, "copy"),
        make("button", { type: "button", class: "go", click: exportCsv }, "CSV"),
      ),
    ),
    nothingPasses(),
    make("table", {}, make("thead", {}, make("tr", {}, columns.map(headCell))), make("tbody", {}, ids.map(tableRow))),
  ]);
}

function headCell([title], column) {
  const on = sorting.column === column;
  const sort = () => {
    sorting = { column, down: on && !sorting.down };
    drawTable();
  };
  return make(
    "th",
    { scope: "col", "aria-sort": on ? (sorting.down ? "descending" : "ascending") : null },
    make("button", { type: "button", click: sort }, title),
  );
}

function tableRow(id) {
  const record = D.records[id];
  const sign = record.sign === null ? "" : SIGN_TEXT[record.sign];
  return make(
    "tr",
    { "aria-current": shownRecord() === id ? "true" : null, click: () => chooseRecord((own = id)) },
    make("td", {}, record.dates),
    make("td", {}, whoOf(record)),
    make("td", {}, make("button", { type: "button" }, titled(record)), " ", make("span", { class: "voice" }, dateAndVoice(record, ""))),
    make("td", { class: `${SIGN_CLASS[record.sign || 0]}-text` }, sign),
    make("td", {}, saysOf(record)),
    make("td", {}, sentenceIds(record.at)),
  );
}
