// Which records show: what the key and the lists keep, in words, in links and in counts.
import { find, make } from "./dom.js";
import { dayInWords } from "./days.js";
import {
  change,
  D,
  filtered,
  FILTERS,
  LEADS,
  nodeOf,
  passes,
  SIGNS,
  STANCES,
  state,
  told,
  valuesOf,
  wholeFilter,
} from "./state.js";
import { capital, joined, nameOf, plural, SIGN_WORDS, STANCE_NAMES } from "./words.js";
import { heading, part, sortWord } from "./panel.js";
import { byDay, recordList } from "./claims.js";
import { looksButton, passing } from "./lists.js";

const FACETS = {
  sign: ["sign", (sign) => SIGN_WORDS[sign], SIGNS.map(String)],
  stance: ["stance", (stance) => STANCE_NAMES[stance], STANCES],
  word: ["said as", (stance) => LEADS[stance]],
  type: ["sort of actor", sortWord],
  kind: ["kind of record", capital],
  source: ["source", String],
  voice: ["voice", capital],
  via: ["relayed by", capital],
};
const openFacets = new Set(["word", "type"]);

/** How many records have each value of a part of the filter. */
function countsBy(name, records) {
  const counts = new Map();
  for (const record of records)
    for (const value of new Set(valuesOf(name, record))) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

const known = {};
/** All values of a part of the filter, those of most records first. */
function allValues(name) {
  known[name] ||= FACETS[name][2] || unfiltered(() => [...countsBy(name, Object.values(D.records))]).sort(byCount).map(([value]) => value);
  return known[name];
}

const byCount = ([a, one], [b, other]) => other - one || (a < b ? -1 : 1);

/** What comes out while nothing is filtered. */
function unfiltered(count) {
  const { kept, ego } = state;
  Object.assign(state, wholeFilter());
  const found = count();
  Object.assign(state, { kept, ego });
  return found;
}

export function filterPanel() {
  const ids = told();
  const left = ids.filter(passing).length;
  const divides = (name) => allValues(name).length > 1 || (name === "via" && allValues(name).length);
  return [
    ...heading("Filters", "Which records show", `${left} of ${plural(ids.length, "record", "records")} pass${asOf()}.`),
    nothingPasses() || (filtered() ? make("p", {}, showAll(), " ", looksButton()) : null),
    FILTERS.slice(2).filter(divides).map(facetPart),
  ];
}

/** The day for which records are counted; the table has all, whatever the day. */
function asOf() {
  return state.view === "table" ? "" : `, as of ${dayInWords(state.day)}`;
}

function facetPart(name) {
  const counts = countsBy(name, told().map((id) => D.records[id]).filter((record) => passes(record, name)));
  const [title, words] = FACETS[name];
  const kept = state.kept[name];
  const values = allValues(name);
  return make(
    "details",
    {
      class: "part facet",
      open: kept.size > 0 || openFacets.has(name),
      toggle: (event) => openFacets[event.target.open ? "add" : "delete"](name),
    },
    make("summary", {}, capital(title), make("span", {}, `${kept.size ? `${kept.size} of` : "all"} ${values.length}`)),
    values
      .filter((value) => counts.has(value) || kept.has(value))
      .map((value) => {
        const box = make("input", { type: "checkbox", ...keeper(name, value, "change") });
        box.checked = kept.has(value);
        return make("label", {}, box, make("span", {}, words(value)), make("span", { class: "at" }, counts.get(value) || 0));
      }),
  );
}

/** What makes a button or box keep the records that have a value, besides those kept, or give them up. */
export function keeper(name, value, event = "click") {
  const mark = `${name}:${value}`;
  const toggle = () => {
    const next = new Set(state.kept[name]);
    if (!next.delete(value)) next.add(value);
    if (FACETS[name][2] && next.size === allValues(name).length) next.clear();
    change({ kept: { ...state.kept, [name]: next } });
    const again = [...document.querySelectorAll("[data-filter]")].find((one) => one.dataset.filter === mark);
    if (again) again.focus({ preventScroll: true });
  };
  return { "data-filter": mark, [event]: toggle };
}

export function hiddenWords() {
  const hidden = told().filter((id) => !passing(id)).length;
  const parts = FILTERS.filter((name) => state.kept[name].size).map(
    (name) => `${FACETS[name][0]}, ${joined([...state.kept[name]].map(FACETS[name][1]))}`,
  );
  if (state.ego) parts.unshift(`only ties of ${nameOf(state.ego)}`);
  const many = parts.length === 1 ? "one filter" : `${parts.length} filters`;
  return `${plural(hidden, "record is", "records are")} hidden by ${many}: ${parts.join("; ")}.`;
}

export function showAll() {
  return [hiddenWords(), " ", make("button", { type: "button", class: "go", click: showEverything }, "Show all")];
}

export function showEverything() {
  change(wholeFilter());
}

/** A filter that leaves nothing of some records, or of all: say who is silent, with a way on. */
export function nothingPasses(ids = Object.keys(D.records)) {
  if (!ids.length || ids.some(passing)) return null;
  const { voice, source, stance } = state.kept;
  const silent = [...(voice.size ? voice : source)];
  const who = capital(joined(silent));
  const words = who
    ? `${who} ${silent.length > 1 ? "say" : "says"} nothing of the kind here.`
    : stance.size === 1 && stance.has("denied")
      ? "No voice denies a record here."
      : "No record passes this filter.";
  return make("div", {}, make("p", { class: "hush" }, words), make("p", { class: "soft" }, showAll()));
}

/** What the filter leaves, while one is set. */
export function whatPasses() {
  const ids = filtered() ? told().filter(passing).sort(byDay) : [];
  return ids.length ? part("Passing the filter", `${ids.length} of ${told().length}`, recordList(ids, 8)) : null;
}

/** Only the ties of one actor, and back to all. */
export function egoButton(id, words) {
  const on = state.ego === id;
  const toggle = () => {
    change({ ego: on ? null : id });
    find("ego").focus({ preventScroll: true });
  };
  return make("button", { type: "button", class: "go", id: "ego", click: toggle }, on ? "All ties again" : words);
}

/** The filter as parts of a link. */
export function filterLink() {
  const parts = FILTERS.flatMap((name) => [...state.kept[name]].map((value) => [name, value]));
  if (state.ego) parts.push(["ego", state.ego]);
  return parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
}

/** The filter that a link names; null where it names what is not here. */
export function filterFrom(given) {
  const next = wholeFilter();
  next.ego = given.get("ego");
  for (const name of FILTERS) next.kept[name] = new Set(given.getAll(name));
  const here = FILTERS.every((name) => given.getAll(name).every((value) => allValues(name).includes(value)));
  return here && (!next.ego || nodeOf.has(next.ego)) ? next : null;
}
