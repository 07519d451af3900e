// An answer in words: rows with their claims, yes or no, Turtle; never more certain than what the graph holds.
import { dayInWords, isDay } from "./days.js";
import { find, make } from "./dom.js";
import { D, LEADS } from "./state.js";
import { capital, introduced, plural, sentenceId, stanceMark } from "./words.js";
import { chooseRecord } from "./claims.js";
import { chooseThing } from "./search.js";

export const ASK = JSON.parse(find("ask-data").textContent);
const BY_LENGTH = ASK.prefixes.slice().sort((a, b) => b[1].length - a[1].length);
export const ROWS = 1000;

/** An IRI as the graph's prefixes shorten it. */
function shortened(iri) {
  const found = BY_LENGTH.find(([, name]) => iri.startsWith(name) && iri !== name);
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/** The key by which the page knows a thing or record. */
function keyOf(iri) {
  return shortened(iri).replace(/^:/, "");
}

/** The name of a thing or record of the page as a query has it. */
export function nameInQuery(key) {
  if (/^[A-Za-z]\w*$/.test(key)) return `:${key}`;
  const found = ASK.prefixes.find(([prefix]) => prefix && key.startsWith(`${prefix}:`));
  const iri = found ? found[1] + key.slice(found[0].length + 1) : /^[a-z][a-z\d+.-]*:/i.test(key) ? key : ASK.prefixes[0][1] + key;
  return `<${iri}>`;
}

/** Rows that differ in their claims only are one row with several claims. */
function gathered({ columns, rows, about }) {
  if (!columns.includes("evidence")) return rows.map((cells) => ({ cells, claims: [] }));
  const byRow = new Map();
  for (const row of rows) {
    const claim = row.evidence && about[row.evidence.value];
    const own = columns.filter((column) => column !== "evidence" || !(claim && claim.claim));
    const key = JSON.stringify(own.map((column) => row[column] || null));
    if (!byRow.has(key)) byRow.set(key, { cells: Object.fromEntries(own.map((column) => [column, row[column]])), claims: [] });
    if (own.length < columns.length) byRow.get(key).claims.push(claim);
  }
  return [...byRow.values()];
}

/** What an IRI is called: as the page has it, else as the graph labels it, else in short. */
function calledOf(term, about) {
  const key = keyOf(term.value);
  if (D.things[key]) return D.things[key].full;
  if (D.records[key]) return D.records[key].label;
  return (about[term.value] && about[term.value].label) || shortened(term.value);
}

/** Columns of IRIs whose names stand in another column: that one links in their place. */
function linkedColumns(columns, rows, about) {
  const links = {};
  for (const column of columns) {
    const some = rows.filter(({ cells }) => cells[column]);
    if (!some.length || some.some(({ cells }) => cells[column].type !== "uri")) continue;
    const named = columns.find(
      (other) =>
        other !== column &&
        !Object.hasOwn(links, other) &&
        some.every(({ cells }) => cells[other] && cells[other].type === "literal" && cells[other].value === calledOf(cells[column], about)),
    );
    if (named) links[named] = column;
  }
  return links;
}

/** The choice that a term stands for in the page, if any. */
function opening(term) {
  if (!term || term.type !== "uri") return null;
  const key = keyOf(term.value);
  if (Object.hasOwn(D.records, key)) return () => chooseRecord(key);
  return Object.hasOwn(D.things, key) ? () => chooseThing(key) : null;
}

/** A time in words where the column holds times: a record's own as the record has it. */
function valueIn(column, term, cells) {
  const record = cells.record && D.records[keyOf(cells.record.value)];
  if (/^(when|since)$/.test(column) && record && record.when === term.value) return record.dates;
  return (ASK.times[ASK.timed[column]] || {})[term.value] || term.value;
}

function cellOf(column, { cells }, links, about) {
  const term = cells[column];
  if (!term) return make("td", { "data-column": spaced(column) });
  const words = term.type === "uri" ? calledOf(term, about) : valueIn(column, term, cells);
  const raw = term.type === "uri" ? shortened(term.value) : term.value;
  const open = opening(links[column] ? cells[links[column]] : term);
  return make(
    "td",
    { "data-column": spaced(column), dir: "auto", title: words === raw ? null : raw },
    open ? make("button", { type: "button", click: open }, words) : words,
  );
}

function spaced(column) {
  return capital(column.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());
}

/** When somebody spoke; of the source's own word when it appeared. */
function spokeOn({ said, issued }) {
  if (said) return ` ${(ASK.times.event || {})[said] || said}`;
  return issued ? `, ${isDay(issued) ? dayInWords(issued) : issued}` : ", no date stated";
}

/** Claims by stance, voice and day, each with its sentences. */
function claimsIn(claims) {
  const ranks = Object.keys(LEADS);
  const sorted = claims.slice().sort((a, b) => ranks.indexOf(a.stance) - ranks.indexOf(b.stance));
  const groups = new Map();
  for (const claim of sorted) {
    const said = `${introduced(claim.stance)} ${claim.voice}${spokeOn(claim)}`;
    if (!groups.has(said)) groups.set(said, []);
    groups.get(said).push(claim);
  }
  const lines = [...groups].map(([said, group]) =>
    make(
      "div",
      { class: "says" },
      stanceMark(group[0].stance),
      make("span", {}, said, " ", group.map((claim, index) => [index ? ", " : "", sentenceId(claim.sid, claim.source)])),
    ),
  );
  return make("div", {}, lines);
}

function rowsTable(found) {
  const rows = gathered(found);
  const claimed = rows.some(({ claims }) => claims.length);
  const plain = found.columns.filter((column) => column !== "evidence" || !claimed);
  const links = linkedColumns(plain, rows, found.about);
  const shown = plain.filter((column) => !Object.values(links).includes(column));
  const head = [...shown.map(spaced), ...(claimed ? ["Who says so"] : [])];
  const line = (row) =>
    make(
      "tr",
      {},
      shown.map((column) => cellOf(column, row, links, found.about)),
      claimed ? make("td", { "data-column": "Who says so" }, claimsIn(row.claims)) : null,
    );
  return make(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows" },
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, head.map((title) => make("th", { scope: "col" }, title)))),
      make("tbody", {}, rows.map(line)),
    ),
  );
}

/** Statements as Turtle, one a line, with the prefixes that they use. */
function turtleOf(statements) {
  const used = new Set();
  const term = ([iri, written]) => {
    const short = iri ? shortened(iri) : "";
    if (!/^[a-z]*:[A-Za-z_][\w-]*$/.test(short)) return written;
    used.add(short.split(":")[0]);
    return short;
  };
  const lines = statements.map((terms) => `${terms.map(term).join(" ")} .`);
  const heads = ASK.prefixes.filter(([prefix]) => used.has(prefix)).map(([prefix, name]) => `@prefix ${prefix}: <${name}> .`);
  return [...heads, ...(heads.length ? [""] : []), ...lines].join("\n");
}

/** An answer as what stands below its heading, and what the heading counts. */
export function answerParts(found) {
  if (found.holds !== undefined) {
    const silent = "The graph does not hold it for this day. That is silence, not a denial.";
    return ["", make("p", { class: "hush" }, found.holds ? "Yes." : "No."), found.holds ? null : make("p", { class: "soft" }, silent)];
  }
  const many = found.turtle ? found.count : gathered(found).length;
  if (!many) return ["", make("p", { class: "hush" }, "The source does not say.")];
  if (found.turtle)
    return [
      plural(many, "statement", "statements") + (many > ROWS ? `, the first ${ROWS} of them shown` : ""),
      make("pre", { tabindex: "0", role: "region", "aria-label": "Turtle" }, turtleOf(found.turtle)),
    ];
  return [plural(many, "row", "rows") + (found.more ? "; there are more, ask for fewer" : ""), rowsTable(found)];
}
