// What is chosen, and what follows from it: which records pass the filter, what a strand comes to on a day.
const LEADS = {
  reported: "Reported",
  opinion: "Opinion",
  alleged: "Alleged",
  forecast: "Expected",
  conditional: "Expected",
  denied: "Denied",
};
const D = JSON.parse(find("data").textContent);
for (const id of Object.keys(D.records)) D.records[id] = unpack(D.records[id]);
for (const { strands, records } of D.ties)
  for (const strand of strands) strand.records = strand.records.map(([at, way]) => [records[at], way]);
const nodeOf = new Map(D.nodes.map((node) => [node.id, node]));
const tieOf = new Map(D.ties.map((tie) => [tie.id, tie]));
const tiesBy = new Map();
for (const tie of D.ties) for (const end of [tie.a, tie.b]) tiesBy.set(end, [...(tiesBy.get(end) || []), tie]);
const SIGNS = [1, -1, 0];
const STANCES = ["reported", "view", "expected", "denied"];
const state = {
  day: D.day.chosen,
  before: D.day.before, // the other day, to compare with
  chosen: null, // { tie } or { node } or { list } or { find }
  record: null,
  view: D.view,
  signs: new Set(SIGNS),
  stances: new Set(STANCES),
  message: "",
};
const watchers = [];

/** A record by the names of its fields, with what its kind and its claims say of it. */
function unpack(values) {
  const record = Object.fromEntries(D.fields.map((name, index) => [name, values[index] ?? null]));
  const { name, ...kind } = D.kinds[record.kind];
  const claims = record.claims.map(([stance, text, ...places]) => ({
    stance,
    lead: LEADS[stance],
    text: D.texts[text],
    at: places.map((place) => (Array.isArray(place) ? place : [place, 0])),
  }));
  const at = [...new Map(claims.flatMap((claim) => claim.at).map((place) => [place.join(), place])).values()];
  return { ...record, ...kind, kind: name, claims, at };
}

function watch(watcher) {
  watchers.push(watcher);
}

/** Change what is chosen and let every part of the page follow. */
function change(next) {
  const before = { ...state };
  Object.assign(state, next);
  for (const watcher of watchers) watcher(before);
}

function stanceGroup(record) {
  if (record.stance === "opinion" || record.stance === "alleged") return "view";
  if (record.stance === "forecast" || record.stance === "conditional") return "expected";
  return record.stance;
}

function passes(record) {
  return state.signs.has(record.sign || 0) && state.stances.has(stanceGroup(record));
}

function filtered() {
  return state.signs.size < SIGNS.length || state.stances.size < STANCES.length;
}

/** A strand on a day: how many records, how thick, which way its head points, whether the filter hides it. */
function strandOn(strand, day) {
  const there = strand.records.filter(([id]) => within(D.records[id].shown, day));
  const shown = there.filter(([id]) => passes(D.records[id]));
  const counted = shown.length ? shown : there;
  const thick = counted.some(([id]) => D.records[id].stands && within(D.records[id].sure, day));
  const ways = new Set(counted.map(([, way]) => way));
  return {
    count: shown.length,
    there: there.length,
    ghost: there.length > 0 && !shown.length,
    thick,
    width: thick ? widthFor(counted.length) : D.thin,
    head: ways.size === 1 ? [...ways][0] : 0,
  };
}

function widthFor(count) {
  let width = D.thin;
  for (const [least, wide] of D.widths) if (count >= least) width = wide;
  return width;
}

/** The ties that join a node to others than the hub, and the one that joins it to the hub. */
function tiesOf(id) {
  return tiesBy.get(id) || [];
}

function spokeOf(id) {
  return D.hub ? tieOf.get(`${D.hub}~${id}`) : undefined;
}

function isSpoke(tie) {
  return D.hub !== null && tie.a === D.hub;
}

/** Signed counts of a tie on the chosen day: cooperative, strained, neither. */
function countsOf(tie) {
  const counts = { 1: 0, "-1": 0, 0: 0 };
  for (const strand of tie.strands) counts[strand.sign] += strandOn(strand, state.day).count;
  return counts;
}

/** How surely a record has happened or stands on a day: 2 surely, 1 possibly, 0 not. */
function levelOn(id, day) {
  const { sure, shown } = D.records[id];
  return within(sure, day) ? 2 : within(shown, day) ? 1 : 0;
}

/** Whether a record has happened, stands or may stand on a day. */
function heldOn(id, day) {
  return within(D.records[id].shown, day);
}

/** The records for which no date is stated. */
function undated() {
  return Object.keys(D.records).filter((id) => !D.records[id].when);
}
