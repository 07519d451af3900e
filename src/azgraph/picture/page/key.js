// The key: what the marks mean and how many records have them; it is also the filter.
import { clear, draw, find, icon, make } from "./dom.js";
import { change, D, filtered, keeps, passes, stanceGroup, STANCES, state, told } from "./state.js";
import { recordMark, SIGN_CLASS, SIGN_TEXT, SIGN_WORDS, STANCE_NAMES, stanceMark } from "./words.js";
import { PATTERNS } from "./strands.js";
import { keeper, showAll } from "./filters.js";
import { looksButton } from "./lists.js";
import { trace } from "./lanemarks.js";
import { rivalled } from "./lanekeys.js";
import { strips } from "./lanes.js";

export function drawKey() {
  const records = told().map((id) => D.records[id]);
  const inLanes = state.view === "lanes";
  const signs = [1, -1, 0].map((sign) =>
    keyButton(
      "sign",
      String(sign),
      [inLanes ? recordMark({ sign, stance: "reported" }) : signSample(sign), make("b", {}, SIGN_TEXT[sign]), SIGN_WORDS[sign]],
      records.filter((r) => (r.sign || 0) === sign && passes(r, "sign")).length,
    ),
  );
  const stances = STANCES.map((stance) =>
    keyButton(
      "stance",
      stance,
      [stanceMark({ view: "opinion", expected: "forecast" }[stance] || stance), STANCE_NAMES[stance]],
      records.filter((r) => stanceGroup(r) === stance && passes(r, "stance")).length,
    ),
  );
  const thick = say("thick: stands on this day; thin: happened, or may stand", thickSample());
  const shaft = draw("path", { d: "M0 5H24", stroke: "var(--ink)", "stroke-width": 1.5 });
  const arrow = say("one side only", icon(32, 10, shaft, trace("M32 5 23 1.3V8.7Z", "dot")));
  clear(find("key")).append(
    make("div", { class: "row" }, signs, inLanes ? (strips.key || timeSamples)(timeSamples) : [thick, arrow, strips.note && strips.note()]),
    make(
      "div",
      { class: "row" },
      stances,
      inLanes ? rivalSample(records) : null,
      make("span", { class: "push screen" }, filtered() ? [showAll(), looksButton()] : alsoShow(inLanes), moreFilters()),
    ),
  );
}

/** Words of the key beside what they explain. */
function say(text, sample) {
  return make("span", { class: "say" }, sample, text);
}

/** What the marks of time mean that are no matter of sign or stance. */
function timeSamples() {
  const between = [trace("M2 2H32V10H2Z", "tint-neu"), trace("M2 1v10M32 1v10", "neu", { "stroke-width": 1.5 })];
  return [
    say("some day between", icon(34, 12, between)),
    say("thinner: may stand", icon(34, 12, trace("M0 5.2H9V2.5H20L34 6 20 9.5H9V6.8H0Z", "dot"))),
    say("beginning not stated", icon(34, 12, trace("M3 2.5l-3 2.5 3 2-3 2.5H34V2.5Z", "dot"))),
  ];
}

function rivalSample(records) {
  const count = records.filter((r) => rivalled.has(r) && passes(r)).length;
  const [ring, dot] = [7, 4].map((r) => draw("circle", { cx: 8, cy: 8, r, class: r > 4 ? "rival" : "dot" }));
  return say(`claims disagree ${count}`, icon(16, 16, ring, dot));
}

/** With nothing filtered a click keeps only this; further clicks add and take away. */
function keyButton(name, value, inside, count) {
  const pressed = keeps(name, [value]);
  return make("button", { type: "button", "aria-pressed": String(pressed), ...keeper(name, value) }, inside, " ", count);
}

function moreFilters() {
  const open = () => {
    change({ chosen: { list: "filters" }, record: null });
    const first = find("panel").querySelector("summary");
    if (first) first.focus({ preventScroll: true });
  };
  return make("button", { type: "button", class: "go", click: open }, "filters");
}

/** Lists of the things that are no nodes, and the table of all records. */
function alsoShow(inLanes) {
  const names = { text: "agreements", measure: "measures", ...(!inLanes && { project: "projects", person: "persons", spoken: "others" }) };
  const found = Object.entries(names)
    .map(([sort, name]) => [sort, name, sortedThings(sort).length])
    .filter(([, , count]) => count);
  const lists = found.map(([sort, name, count]) =>
    make(
      "button",
      { type: "button", class: "go", click: () => change({ chosen: { list: sort }, record: null }) },
      `${name} ${count}`,
    ),
  );
  return [
    lists,
    make(
      "button",
      { type: "button", class: "go", click: () => change({ view: "table" }) },
      `all ${Object.keys(D.records).length}`,
    ),
  ];
}

/** The keys of all things of a sort, by name; measures are records. */
export function sortedThings(sort) {
  if (sort === "spoken") return D.spoken;
  if (sort === "measure") return Object.keys(D.records).filter((id) => D.records[id].shape === "measure");
  return Object.keys(D.things)
    .filter((id) => D.things[id].sort === sort)
    .sort((a, b) => (D.things[a].name < D.things[b].name ? -1 : 1));
}

/** A thick line over a thin one. */
export function thickSample() {
  return icon(
    32,
    12,
    draw("path", { d: "M0 3.5H32", stroke: "var(--ink)", "stroke-width": 5 }),
    draw("path", { d: "M0 10H32", stroke: "var(--ink)", "stroke-width": 1.4 }),
  );
}

export function signSample(sign) {
  const name = SIGN_CLASS[sign];
  const line = draw("path", { d: "M1 5H31", class: name, "stroke-width": sign ? 4.5 : 4, fill: "none" });
  for (const [attribute, value] of Object.entries(PATTERNS[name](sign ? 4.5 : 3.4)))
    if (value) line.setAttribute(attribute, value);
  if (sign > 0) line.setAttribute("stroke-linecap", "butt");
  return icon(32, 10, line);
}
