// Which records show: what the key and the lists keep, in words, in links and in counts.
const FACETS = {
  type: ["Sort of actor", sortWord],
  kind: ["Kind of record", capital],
  source: ["Source", String],
  voice: ["Voice", capital],
  via: ["Relayed by", capital],
};
const openFacets = new Set(["type"]);

/** The values that a record has of a facet; of what claims say, those of claims that pass the rest. */
function facetValues(name, record, but) {
  if (name === "kind") return [record.kind];
  if (name === "type") return record.type;
  return [...new Set(claimsPassing(record, but).flatMap((claim) => claim[name]))];
}

const facets = {};
/** All values of a facet, those of most records first. */
function allValues(name) {
  if (facets[name]) return facets[name];
  const counts = new Map();
  for (const record of Object.values(D.records)) {
    const values = CLAIMED.includes(name) ? record.claims.flatMap((claim) => claim[name]) : facetValues(name, record);
    for (const value of new Set(values)) counts.set(value, (counts.get(value) || 0) + 1);
  }
  facets[name] = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  return facets[name];
}

/** Whether a facet tells records apart. */
function divides(name) {
  const values = allValues(name);
  return values.length > 1 || (values.length && Object.values(D.records).some((one) => !facetValues(name, one, name).length));
}

function filterPanel() {
  const records = Object.values(D.records);
  const left = records.filter((record) => passes(record)).length;
  return [
    ...heading("Filters", "Which records show", `${left} of ${plural(records.length, "record", "records")} pass.`),
    nothingPasses() || (filtered() ? make("p", {}, showAll()) : null),
    Object.keys(FACETS)
      .filter(divides)
      .map(facetPart),
  ];
}

function facetPart(name) {
  const counts = new Map();
  for (const record of Object.values(D.records).filter((one) => passes(one, name)))
    for (const value of facetValues(name, record, name)) counts.set(value, (counts.get(value) || 0) + 1);
  const kept = state.kept[name];
  const values = allValues(name);
  const note = (event) => openFacets[event.target.open ? "add" : "delete"](name);
  return make(
    "details",
    { class: "part facet", open: kept.size > 0 || openFacets.has(name), toggle: note },
    make("summary", {}, FACETS[name][0], " ", make("span", {}, kept.size ? `${kept.size} of ${values.length}` : `all ${values.length}`)),
    values.filter((value) => counts.has(value) || kept.has(value)).map((value) => {
      const box = make("input", { type: "checkbox", "data-filter": `${name}:${value}`, change: () => keep(name, value) });
      box.checked = kept.has(value);
      return make("label", {}, box, make("span", {}, FACETS[name][1](value)), make("span", { class: "at" }, counts.get(value) || 0));
    }),
  );
}

/** Keep the records that have a value, besides those already kept; once more gives it up. */
function keep(name, value) {
  const next = new Set(state.kept[name]);
  if (!next.delete(value)) next.add(value);
  change({ kept: { ...state.kept, [name]: next } });
  const box = [...find("panel").querySelectorAll("input")].find((one) => one.dataset.filter === `${name}:${value}`);
  if (box) box.focus({ preventScroll: true });
}

/** The filter in words: what it keeps, part by part. */
function filterWords() {
  const parts = [];
  if (state.ego) parts.push(`only ties of ${nameOf(state.ego)}`);
  if (state.signs.size < SIGNS.length) parts.push(`sign, ${joined([...state.signs].map((sign) => SIGN_WORDS[sign]))}`);
  if (state.stances.size < STANCES.length)
    parts.push(`stance, ${joined([...state.stances].map((stance) => STANCE_NAMES[stance]))}`);
  for (const [name, [title, words]] of Object.entries(FACETS))
    if (state.kept[name].size) parts.push(`${lowered(title)}, ${joined([...state.kept[name]].map(words))}`);
  return parts;
}

function hiddenWords() {
  const records = Object.values(D.records);
  const hidden = records.filter((record) => !passes(record)).length;
  const words = filterWords();
  return `${plural(hidden, "record is", "records are")} hidden by ${words.length === 1 ? "one filter" : `${words.length} filters`}: ${words.join("; ")}.`;
}

function showAll() {
  return [hiddenWords(), " ", make("button", { type: "button", class: "go", click: showEverything }, "Show all")];
}

function showEverything() {
  change(wholeFilter());
}

/** A filter that leaves nothing: say who is silent, with a way on. */
function nothingPasses() {
  const records = Object.values(D.records);
  if (!records.length || records.some((record) => passes(record))) return null;
  const denied = state.stances.size === 1 && state.stances.has("denied");
  const { voice, source } = state.kept;
  const silent = voice.size ? voice : source;
  const who = silent.size ? capital(joined([...silent])) : denied ? "No voice" : "";
  const words = !who
    ? "No record passes this filter."
    : denied
      ? `${silent.size ? `${who} ${silent.size > 1 ? "deny" : "denies"} no` : `${who} denies a`} record here.`
      : `${who} ${silent.size > 1 ? "say" : "says"} nothing of the kind here.`;
  return make("div", {}, make("p", { class: "hush" }, words), make("p", { class: "soft" }, showAll()));
}

/** What the filter leaves, while one is set. */
function whatPasses() {
  const ids = filtered() ? Object.keys(D.records).filter(passing).sort(byDay) : [];
  return ids.length
    ? part("Passing the filter", `${ids.length} of ${Object.keys(D.records).length}`, recordList(ids, 4))
    : null;
}

/** Only the ties of one actor, and back to all. */
function egoButton(id, words) {
  const on = state.ego === id;
  const toggle = () => {
    change({ ego: on ? null : id });
    const again = find("panel").querySelector("[data-ego]");
    if (again) again.focus({ preventScroll: true });
  };
  return make("button", { type: "button", class: "go", click: toggle, "data-ego": id }, on ? "All ties again" : words);
}

const LINKED = { sign: ["signs", SIGNS, Number], stance: ["stances", STANCES, String] };

/** The filter as parts of a link. */
function filterLink() {
  const parts = state.ego ? [["ego", state.ego]] : [];
  for (const [name, [set, all]] of Object.entries(LINKED))
    if (state[set].size < all.length) parts.push(...[...state[set]].map((value) => [name, value]));
  for (const name of Object.keys(FACETS)) parts.push(...[...state.kept[name]].map((value) => [name, value]));
  return parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
}

/** The filter that a link names; null where it names what is not here. */
function filterFrom(given) {
  const next = wholeFilter();
  const ego = given.get("ego");
  let known = !ego || nodeOf.has(ego);
  next.ego = ego || null;
  for (const [name, [set, all, read]] of Object.entries(LINKED)) {
    const values = given.getAll(name).map(read);
    known &&= values.every((value) => all.includes(value));
    if (values.length) next[set] = new Set(values);
  }
  for (const name of Object.keys(FACETS)) {
    next.kept[name] = new Set(given.getAll(name));
    known &&= [...next.kept[name]].every((value) => allValues(name).includes(value));
  }
  return known ? next : null;
}
