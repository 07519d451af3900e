// The evidence panel: what to look at first, or what is chosen with its life, its claims and its records.
import { draw, find, icon, make, screenHeight, screenWidth } from "./dom.js";
import { dayInWords, valueAt } from "./days.js";
import {
  change,
  D,
  filtered,
  heldOn,
  isSpoke,
  nodeOf,
  passes,
  stanceGroup,
  state,
  strandOn,
  tieOf,
  tiesOf,
} from "./state.js";
import { pairName, plural, saidOf, unsigned } from "./words.js";
import { hubTies, otherTies, tieList } from "./ties.js";
import { byDay, claimsOf, recordLine, recordList, rivalsOf } from "./claims.js";
import { VIEWS } from "./views.js";
import { livesOf, livesOfThing } from "./lives.js";
import { firstLooks, goTo, listPanel, silent } from "./lists.js";
import { egoButton, nothingPasses } from "./filters.js";
import { searchPanel } from "./search.js";
import { copyLink, copyRecord, copyTie } from "./links.js";
import { focusAfter } from "./keyboard.js";
import { strips } from "./lanes.js";

export function drawPanel(before) {
  const panel = find("panel");
  const sheet = isSheet();
  panel.classList.toggle("away", sheet && !state.chosen);
  const open = Boolean(sheet && state.chosen);
  document.body.classList.toggle("chosen", Boolean(state.chosen));
  find("veil").hidden = !open;
  for (const part of document.querySelectorAll(".bar, .head, .main")) part.inert = open;
  for (const [name, value] of [
    ["role", "dialog"],
    ["aria-modal", "true"],
  ])
    open ? panel.setAttribute(name, value) : panel.removeAttribute(name);
  const parts = panelParts();
  // What stays keeps its place and costs nothing; while the choice is the same the panel stays scrolled as it is.
  if (parts.length !== panel.childNodes.length || parts.some((one, n) => one !== panel.childNodes[n])) panel.replaceChildren(...parts);
  if (before && before.chosen !== state.chosen) {
    panel.scrollTop = 0;
    if (sheet && state.chosen && state.chosen.find === undefined) panel.focus({ preventScroll: true });
  }
}

function panelParts() {
  if (!state.chosen) return firstLooks();
  if (state.chosen.tie) return tiePanel(tieOf.get(state.chosen.tie));
  if (state.chosen.node) return nodePanel(state.chosen.node);
  if (state.chosen.find !== undefined) return searchPanel();
  return listPanel(state.chosen.list).flat(Infinity).filter(Boolean);
}

export function isSheet() {
  return screenWidth() < 1024;
}

export function heading(sort, title, sentence) {
  const shut = make(
    "button",
    { type: "button", class: "shut", "aria-label": isSheet() ? "Back" : "Close", click: giveBack },
    icon(14, 14, draw("path", { d: "M1.5 1.5 12.5 12.5M12.5 1.5 1.5 12.5" })),
  );
  // What is chosen can be given back; its name stays in sight on a sheet that scrolls.
  return [
    make("div", { class: "named" }, make("div", { class: "sort" }, make("span", {}, sort), state.chosen && shut), make("h2", {}, title)),
    sentence ? make("p", { class: "state" }, sentence) : null,
  ].filter(Boolean);
}

export function part(title, aside, ...children) {
  return make(
    "section",
    { class: "part" },
    make("h3", {}, make("span", {}, title), aside ? make("span", {}, aside) : null),
    children,
  );
}

/** All that the page knows of a pair of actors. */
function tiePanel(tie) {
  const all = [...tie.records, ...tie.others];
  const record = state.record && D.records[state.record] ? state.record : leadOf(tie);
  const listed = tie.records.filter((id) => id !== record && passes(D.records[id]));
  const sorted = ["held", "expected", "view", "away"].map((sort) => listed.filter((id) => sortOn(id) === sort));
  const others = tie.others.filter((id) => id !== record && passes(D.records[id]));
  const sentence = valueAt(tie.state, state.day);
  const hidden = filtered() && nothingPasses(all);
  const lives = hidden ? [] : livesOf(tie);
  const further = isSheet() || screenHeight() < 800 ? lives.splice(1) : []; // on a small screen who says so stands above them
  return [
    ...heading(tieCounts(tie), pairName(tie), sentence ? sentence + "." : ""),
    ...(hidden ? [hidden] : record ? [] : nothingYet(tie)),
    ...lives,
    record ? claimsOf(record) : null,
    ...(state.view === "compare" ? VIEWS.compare.own(tie) : []),
    strips.rows && strips.rows(tie, record),
    ...(hidden ? [] : rivalsOf(record, [...all, ...(isSpoke(tie) ? tiesOf(tie.b).flatMap((other) => other.records) : [])])),
    ...further,
    ...[
      ["Also on this tie", "newest first", 5],
      ["Expected", "", 3],
      ["Views and charges", "", 3],
      ["Not on this day", "newest first", 3],
    ].map(([title, aside, most], index) =>
      sorted[index].length
        ? part(title, aside, recordList(sorted[index], most, (id) => recordLine(id, { plain: title === "Expected" })))
        : null,
    ),
    others.length ? part("Others, on this tie", "", recordList(others, 4)) : null,
    ...otherTies(tie),
    endsOf(() => copyTie(tie, record), isSpoke(tie) && egoButton(tie.b, `Only ties of ${saidOf(tie.b)}`)),
  ].filter(Boolean);
}

/** A day before anything is told of a pair: say so, with the first day on which something is. */
function nothingYet(tie) {
  const days = [...tie.records, ...tie.others].map((id) => D.records[id].shown && D.records[id].shown[0]);
  const next = days.filter((day) => day > state.day).sort()[0];
  return [
    make("p", { class: "hush" }, `Nothing stands here on ${dayInWords(state.day)}.`),
    make("p", { class: "soft" }, `${silent("on what holds between the two on that day")} `, next && goTo(next)),
  ];
}

/** Where a record of a tie is listed: held on this day, expected, a view (or a denial), or at another time. */
function sortOn(id) {
  const group = stanceGroup(D.records[id]);
  if (group === "expected") return "expected";
  if (group !== "reported") return "view";
  return heldOn(id, state.day) ? "held" : "away";
}

function tieCounts(tie) {
  const all = [...tie.records, ...tie.others].map((id) => [id, D.records[id]]);
  const held = tie.strands.reduce((sum, strand) => sum + strandOn(strand, state.day).there, 0);
  const views = all.filter(([, r]) => stanceGroup(r) === "view").length;
  const expected = all.filter(([, r]) => stanceGroup(r) === "expected").length;
  const denied = all.filter(([, r]) => stanceGroup(r) === "denied").length;
  const parts = [`${plural(held, "record", "records")} on this day`];
  if (views) parts.push(plural(views, "view", "views"));
  if (expected) parts.push(`${expected} expected`);
  if (denied) parts.push(`${denied} denied`);
  return `Tie: ${parts.join(", ")}`;
}

/** The record to begin with: what leads the tie on this day, else whatever the filter leaves. */
function leadOf(tie) {
  const lead = valueAt(tie.lead, state.day);
  if (lead && passes(D.records[lead])) return lead;
  const listed = [...tie.records, ...tie.others];
  return listed.find((id) => heldOn(id, state.day) && passes(D.records[id])) || null;
}

/** The record whose claims the panel shows. */
export function shownRecord() {
  const tie = state.chosen && tieOf.get(state.chosen.tie);
  return state.record || (tie ? leadOf(tie) : null);
}

/** All that the page knows of one actor: its tie to the hub is one click away. */
function nodePanel(id) {
  const ties = tiesOf(id);
  const own = ties.flatMap((tie) => tie.records);
  const ids = Object.keys(D.records).filter((one) =>
    [...D.records[one].who.flat(), ...(D.records[one].things || [])].includes(id),
  );
  const records = [...new Set([...own, ...ids])].sort(byDay);
  const record =
    state.record && D.records[state.record]
      ? state.record
      : id === D.hub
        ? null
        : records.find((one) => heldOn(one, state.day) && passes(D.records[one])) || records.find((one) => passes(D.records[one])) || null;
  const held = records.filter((one) => heldOn(one, state.day)).length;
  const thing = D.things[id] || { sort: "record", full: id };
  const node = nodeOf.get(id);
  const said = node ? unsigned(valueAt(node.second, state.day)) : "";
  const second = D.hub && said.includes(": ") ? `No direct tie to ${saidOf(D.hub)}; with ${said}` : said;
  const rest = records.filter((one) => one !== record && passes(D.records[one]));
  if (!records.length)
    return [
      ...heading(sortWord(thing.sort), thing.full, ""),
      make("p", { class: "hush" }, "The source does not say."),
      endsOf(),
    ];
  const joins = ties.length ? part("Ties", "", id === D.hub ? hubTies() : tieList(ties)) : null;
  return [
    ...heading(
      `${sortWord(thing.sort)}: ${plural(held, "record", "records")} on this day`,
      thing.full,
      second ? second + "." : "",
    ),
    filtered() && nothingPasses(records),
    id === D.hub && joins,
    ...livesOfThing(id),
    record ? claimsOf(record) : null,
    ...rivalsOf(record, records),
    rest.length ? part("Other records", "newest first", recordList(rest, 8)) : null,
    id === D.hub ? null : joins,
    endsOf(record ? () => copyRecord(record) : null, ties.length && egoButton(id, "Only its ties")),
  ].filter(Boolean);
}

export function sortWord(sort) {
  return (
    {
      state: "State",
      body: "Body",
      group: "Group that is not named",
      person: "Person",
      text: "Text",
      project: "Project",
      place: "Place",
    }[sort] || "Thing"
  );
}

export function endsOf(copy, ego) {
  return make(
    "section",
    { class: "part ends" },
    copy ? make("button", { type: "button", class: "go", click: copy }, "Copy with sources") : null,
    ego || null,
    make("button", { type: "button", class: "go", click: copyLink }, "Link to this"),
    make("button", { type: "button", class: "go", click: () => change({ view: "table" }) }, "All in the table"),
  );
}

/** Escape and the cross give back: first the record, then the choice. */
export function giveBack() {
  const was = state.chosen;
  change({ chosen: null, record: null, message: "" });
  focusAfter(was);
}
