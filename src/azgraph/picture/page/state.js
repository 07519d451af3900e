// What is chosen, and what follows from it: which records pass the filter, what a strand comes to on a day.
import { find } from "./dom.js";
import { within } from "./days.js";

export const LEADS = {
  reported: "Reported",
  opinion: "Opinion",
  alleged: "Alleged",
  forecast: "Expected",
  conditional: "Expected if",
  supposed: "Named only as an if",
  denied: "Denied",
};
/** Sentences, each once. */
export function distinct(places) {
  return [...new Map(places.map((place) => [place.join(), place])).values()];
}

/** What is made of a record once it is asked for. */
const SAID = {};
const once = (name, from) =>
  Object.defineProperty(SAID, name, {
    get() {
      const value = from(this);
      Object.defineProperty(this, name, { value });
      return value;
    },
  });
once("claims", ({ told }) => told.map(claimOf));
once("at", ({ claims }) => distinct(claims.flatMap((claim) => claim.at)));
// What a voice expects outright it may elsewhere expect on a condition.
once("plain", ({ claims }) => claims.filter(({ stance, voice }) => stance !== "conditional" || !claims.some((one) => one.stance !== stance && one.voice[0] === voice[0])));
once("cited", ({ plain }) => distinct(plain.map(({ at }) => at[0])));
once("type", ({ who }) => {
  const ends = who.flat().filter((id) => D.things[id]);
  const partners = ends.some((id) => id !== D.hub) ? ends.filter((id) => id !== D.hub) : ends;
  return [...new Set(partners.map((id) => D.things[id].sort))];
});

export const D = JSON.parse(find("data").textContent);
D.things = Object.fromEntries(D.names.map((id, number) => [id, D.things[number]]));
for (const one of Object.values(D.things)) one.full ||= one.name;
for (const node of D.nodes) for (const name of ["name", "full", "sort"]) node[name] = D.things[node.id][name];
const named = (numbers) => numbers.map((number) => D.ids[number] ?? number);
D.records = Object.fromEntries(D.ids.map((id, number) => [id, unpack(D.records[number])]));
for (const [home, name] of [...["expected", "newest", "counted"].map((one) => ["first", one]), ["news", "happened"], ["news", "undated"]])
  D[home][name] = named(D[home][name]);
for (const name of ["standing", "said"]) D.news[name] = D.news[name].map(named);
for (const tie of D.ties) {
  for (const name of ["records", "others"]) tie[name] = named(tie[name]);
  tie.lead = tie.lead.map(([day, number]) => [day, D.ids[number]]);
  tie.strands = tie.strands.map(([sign, ...records]) => ({ tie, sign, records: records.map(([at, way]) => [tie.records[at], way]) }));
}
// What is owed is met only where its life says so: it may also end unmet.
for (const { thing, steps } of D.lives)
  for (const { sort, label, record, done } of steps) {
    const owed = D.records[sort === "gate" ? record : label === "met" ? thing : null];
    if (owed && done) owed.met = done;
  }
export const nodeOf = new Map(D.nodes.map((node) => [node.id, node]));
export const tieOf = new Map(D.ties.map((tie) => [tie.id, tie]));
const tiesBy = new Map();
for (const tie of D.ties) for (const end of [tie.a, tie.b]) tiesBy.set(end, [...(tiesBy.get(end) || []), tie]);
export const SIGNS = [1, -1, 0];
export const STANCES = ["reported", "view", "expected", "denied"];
const CLAIMED = ["source", "voice", "via"]; // what one and the same claim has to pass
export const FILTERS = ["sign", "stance", "word", "type", "kind", ...CLAIMED];
export const state = {
  day: D.day.chosen,
  before: D.day.before, // the other day, to compare with
  chosen: null, // { tie } or { node } or { list } or { find }
  record: null,
  view: D.view,
  ...wholeFilter(),
  message: "",
};
const watchers = [];

/** A record by the names of its fields, with what its kind says of it; what its claims say when that is asked for. */
export function unpack(values) {
  const record = Object.create(SAID);
  D.fields.forEach((name, index) => (record[name === "claims" ? "told" : name] = values[index] ?? null));
  for (const name of D.shared) record[name] = D.alike[record[name]] ?? null;
  const known = (numbers) => numbers.map((number) => D.names[number] ?? number);
  record.who = record.who.map(known);
  record.things &&= known(record.things);
  const { name, ...kind } = D.kinds[record.kind];
  record.short ??= name;
  return Object.assign(record, { shape: "event" }, kind, { kind: name, sign: record.sign ?? kind.sign });
}

function claimOf([stance, said, ...places]) {
  const [text, ...chain] = D.texts[said];
  const at = places.map((place) => (Array.isArray(place) ? place : [place, 0]));
  const source = at.map(([, number]) => number).map((number) => (D.sources[number] || { name: "" }).name);
  const [day, voice, ...via] = chain.map((number) => D.voices[number]);
  // Of whom the source tells, the source itself comes last.
  const who = [voice, ...(day ? via.slice(0, -1) : via)].join(" via ");
  return { stance, lead: LEADS[stance], text, at, source, voice: [voice], who, via, day };
}

export function watch(watcher) {
  watchers.push(watcher);
}

/** Change what is chosen and let every part of the page follow. */
export function change(next) {
  const before = { ...state };
  Object.assign(state, next);
  for (const watcher of watchers) watcher(before);
}

export function stanceGroup(record) {
  if (["opinion", "alleged", "supposed"].includes(record.stance)) return "view";
  if (record.stance === "forecast" || record.stance === "conditional") return "expected";
  return record.stance;
}

/** The filter that lets everything pass: of each part all is kept unless something is named. */
export function wholeFilter() {
  return { kept: Object.fromEntries(FILTERS.map((name) => [name, new Set()])), ego: null };
}

/** What a record has of a part of the filter; of what claims say, that of claims that pass the other parts. */
export function valuesOf(name, record) {
  if (CLAIMED.includes(name)) return claimsPassing(record, name).flatMap((claim) => claim[name]);
  if (name === "sign") return [String(record.sign || 0)];
  if (name === "word") return [record.stance];
  return name === "stance" ? [stanceGroup(record)] : [record[name]].flat();
}

/** Whether a record passes the filter; `but` names a part of it to leave out, for the counts of that part. */
export function passes(record, but) {
  if (!filtered()) return true;
  return (
    (!state.ego || [...record.who.flat(), ...(record.things || [])].includes(state.ego)) &&
    FILTERS.every((name) => CLAIMED.includes(name) || name === but || keeps(name, valuesOf(name, record))) &&
    (!CLAIMED.some((name) => state.kept[name].size) || claimsPassing(record, but).length > 0)
  );
}

export function keeps(name, values) {
  return !state.kept[name].size || values.some((value) => state.kept[name].has(value));
}

function claimsPassing(record, but) {
  return record.claims.filter((claim) => CLAIMED.every((name) => name === but || keeps(name, claim[name])));
}

export function filtered() {
  return Boolean(state.ego) || FILTERS.some((name) => state.kept[name].size);
}

/** A strand on a day: how many records, how thick, which way its head points, whether the filter hides it. */
export function strandOn(strand, day) {
  const there = strand.records.filter(([id]) => within(D.records[id].shown, day));
  const own = !state.ego || strand.tie.a === state.ego || strand.tie.b === state.ego;
  const shown = there.filter(([id]) => own && passes(D.records[id]));
  const counted = shown.length ? shown : there;
  const thick = counted.some(([id]) => D.records[id].stands && within(D.records[id].sure, day));
  const ways = new Set(counted.map(([, way]) => way));
  return {
    ids: counted.map(([id]) => id),
    count: shown.length,
    there: there.length,
    ghost: there.length > 0 && !shown.length,
    thick,
    width: thick ? widthFor(counted.length) : D.thin,
    head: ways.size === 1 ? [...ways][0] : 0,
  };
}

export function widthFor(count) {
  let width = D.thin;
  for (const [least, wide] of D.widths) if (count >= least) width = wide;
  return width;
}

/** The ties that join a node to others than the hub, and the one that joins it to the hub. */
export function tiesOf(id) {
  return tiesBy.get(id) || [];
}

export function spokeOf(id) {
  return D.hub ? tieOf.get(`${D.hub}~${id}`) : undefined;
}

export function isSpoke(tie) {
  return D.hub !== null && tie.a === D.hub;
}

/** Signed counts of a tie on the chosen day: cooperative, strained, neither. */
export function countsOf(tie) {
  const counts = { 1: 0, "-1": 0, 0: 0 };
  for (const strand of tie.strands) counts[strand.sign] += strandOn(strand, state.day).count;
  return counts;
}

/** How surely a record has happened or stands on a day: 2 surely, 1 possibly, 0 not. */
export function levelOn(id, day) {
  const { sure, shown } = D.records[id];
  return within(sure, day) ? 2 : within(shown, day) ? 1 : 0;
}

/** Whether a record has happened, stands or may stand on a day. */
export function heldOn(id, day) {
  return within(D.records[id].shown, day);
}

/** Whether a record has a place in time: a date, else, unless it is an event, the time of writing. */
export function inTime(id) {
  return D.records[id].when || D.records[id].shape !== "event";
}

/** The records that are told up to the chosen day, and what is expected: those that are counted. The table counts all. */
export function told() {
  // Before the network's time what has no stated beginning is not drawn; lanes show it in their ends.
  const vague = state.day >= D.strip.first || state.view === "lanes";
  const counted = (record) => (record.from ? record.from <= state.day : vague) || stanceGroup(record) === "expected";
  return Object.keys(D.records).filter((id) => state.view === "table" || counted(D.records[id]));
}

/** The records for which no date is stated. */
export function undated() {
  return Object.keys(D.records).filter((id) => !D.records[id].when);
}
