// What to look at first, when nothing is chosen, and the lists that the key opens.
import { draw, find, icon, make, printing, screenHeight, screenWidth } from "./dom.js";
import { dayInWords, within } from "./days.js";
import { change, D, distinct, filtered, heldOn, levelOn, passes, state, strandOn, undated } from "./state.js";
import { boxShape, capital, dateAndVoice, joined, lowered, plural, saidOf, sentenceIds } from "./words.js";
import { stepOn, thingShape } from "./texts.js";
import { setDay } from "./slider.js";
import { sortedThings } from "./key.js";
import { endsOf, heading, isSheet, part } from "./panel.js";
import { chooseRecord, recordLine, recordList } from "./claims.js";
import { filterPanel, nothingPasses, whatPasses } from "./filters.js";
import { chooseThing } from "./search.js";

export function firstLooks() {
  const shown = D.first;
  // What has surely happened by the day comes before what may have, on some later day of its year.
  const newest = shown.newest.filter((id) => heldOn(id, state.day) && passing(id)).sort((a, b) => levelOn(b, state.day) - levelOn(a, state.day));
  // What passes a filter is listed whole, so no other list repeats it.
  const names = Object.keys(LOOKS).filter((name) => !filtered() || /open|disagree/.test(name));
  const lists = names.map((name) => [LOOKS[name][0], ...looked(name), name]);
  if (!filtered()) lists.push(["Newest", newest, (id) => recordLine(id, { short: true })]);
  const head = heading(state.message || "Nothing chosen: the page in short", looksWords());
  const looks = (most) =>
    lists.map(([title, items, line, name], index) => lookPart(title, items, line, most[index], name));
  const build = (made) =>
    [...head, ...(nothingStands() || []), nothingPasses(), whatPasses(), ...made, countedPart(shown.counted)].filter(Boolean);
  return fitting(looks, build, [
    [4, 4, 3, 2],
    [4, 3, 2, 2],
    [3, 3, 2, 2],
    [3, 3, 1, 2],
    [3, 2, 1, 2],
    [2, 2, 1, 2],
    [2, 2, 1, 1],
    [2, 1, 1, 1],
  ]);
}

/** What the opening holds: all of the page in short, or what a filter leaves of it. */
export function looksWords() {
  return filtered() ? "What passes the filter" : "What to look at first";
}

/** Where the panel is a sheet the opening is out of sight, until it is chosen as a list is. */
export function openLooks() {
  change({ chosen: { list: "first" }, record: null });
}

export function looksButton() {
  return isSheet() && make("button", { type: "button", class: "go", click: openLooks }, looksWords());
}

const ROW_GAP = 3; // above each row of a list, as the styles say
let fitted = { said: "", parts: [] };

/** The longest version that the panel shows without scrolling; a sheet scrolls anyway. What says the same stays. */
function fitting(looks, build, sizes) {
  const made = looks(sizes[0]);
  const whole = build(made);
  if (isSheet()) return whole;
  const said = [printing, state.view, screenWidth(), screenHeight(), ...whole.map((one) => one.textContent)].join();
  if (said !== fitted.said) {
    find("panel").replaceChildren(...whole);
    const most = fittingSize(made, sizes);
    fitted = { said, parts: most === sizes[0] ? whole : build(looks(most)) };
  }
  return fitted.parts;
}

/** Measured once, with all rows there: a size fits if the rows that it leaves out are as high as what is too much. */
function fittingSize(made, sizes) {
  const { scrollHeight, clientHeight } = find("panel");
  const over = scrollHeight - clientHeight;
  const rows = made.map((look) => (look ? [...look.querySelectorAll("li")].map((row) => row.offsetHeight + ROW_GAP) : []));
  const saved = (most) => rows.flatMap((heights, index) => heights.slice(most[index])).reduce((sum, height) => sum + height, 0);
  return sizes.find((most) => saved(most) >= over) || sizes.at(-1);
}

export function passing(id) {
  return passes(D.records[id]);
}

const LOOKS = { open: ["Open", openLine], expected: ["Expected", expectedLine], disagree: ["Claims disagree", rivalLine] };

/** What a list of the opening holds on the day and under the filter, and how a line of it is made. */
function looked(name) {
  const there = {
    open: (item) => within(item.on, state.day) && [item.id, ...item.gates].some(passing),
    expected: passing,
    disagree: (item) => item.ids.some(passing),
  };
  return [D.first[name].filter(there[name]), LOOKS[name][1]];
}

function lookPart(title, items, line, most, name) {
  const all = name ? { list: name } : null;
  const words = name ? `${most} of ${items.length}` : `all ${Object.keys(D.records).length}`;
  const open = () => change(all ? { chosen: all, record: null } : { view: "table" });
  const go = { type: "button", class: "go", click: open, "aria-label": `${title}: all ${name ? items.length : "records"}` };
  const aside = name && items.length <= most ? String(items.length) : make("button", go, words);
  return items.length ? part(title, aside, make("ul", { class: "list" }, items.slice(0, most).map((item) => line(item)))) : null;
}

export function partly(most, count) {
  return count > most ? `${most} of ${count}` : count;
}

function openLine(item) {
  const record = D.records[item.id];
  const open = item.gates.filter((gate) => within(D.records[gate].shown, state.day));
  const setters = new Set(open.map((gate) => joined(D.records[gate].who[1].map(saidOf))));
  const by = [...setters].filter(Boolean).length === 1 ? `, set by ${[...setters][0]}` : "";
  const what = open.map((gate) => lowered(D.records[gate].label.replace(/^.*: /, ""))).join("; ");
  const who = dateAndVoice({ stance: "reported", plain: open.flatMap((gate) => D.records[gate].plain) }, "", true);
  const waits = `It waits for ${["no condition", "one condition", "two conditions"][open.length] || `${open.length} conditions`}${by}: ${what}; ${who}.`;
  const named = item.what === record.label ? item.what : make("b", {}, item.what);
  const rest = [
    named,
    item.rest ? `${named === item.what ? ";" : ""} ${item.rest}. ` : ". ",
    make("span", { class: "soft" }, open.length ? waits : `${capital(record.dates)}; ${dateAndVoice(record, "", true)}.`),
  ];
  const lead = open.length ? open[0] : item.id;
  return make(
    "li",
    {},
    icon(15, 15, boxShape("empty")),
    make("button", { type: "button", click: () => chooseRecord(lead) }, rest),
    make("span", { class: "at" }, sentenceIds((open.length ? open : [lead]).flatMap((id) => D.records[id].at.slice(-1)))),
  );
}

function expectedLine(id) {
  return recordLine(id, { plain: true, short: true });
}

function rivalLine(item) {
  const ring = icon(
    15,
    15,
    draw("circle", { cx: 7.5, cy: 7.5, r: 6.4, fill: "none", stroke: "var(--ink)", "stroke-width": 1.2 }),
    draw("circle", { cx: 7.5, cy: 7.5, r: 3.6, class: "mark-ink half", "stroke-width": 1.2 }),
  );
  const at = distinct(item.ids.flatMap((id) => D.records[id].cited));
  return make(
    "li",
    {},
    ring,
    make(
      "button",
      { type: "button", click: () => chooseRecord(item.ids[0]) },
      make("b", {}, item.topic),
      make("span", { class: "soft" }, `: ${item.voices}.`),
    ),
    make("span", { class: "at" }, sentenceIds(at)),
  );
}

function countedPart(ids) {
  if (!ids.length) return null;
  return make(
    "section",
    { class: "part soft" },
    "Counted, not named: ",
    ids
      .slice(0, 1)
      .map((id) => [`${D.records[id].label}, ${dateAndVoice(D.records[id])} `, sentenceIds(D.records[id].cited)]),
    ids.length > 1 ? `; ${ids.length - 1} more such counts.` : ".",
  );
}

/** A day before everything: say so, with a way on; in brief where the headline says so already. */
export function nothingStands(brief) {
  const dated = Object.values(D.records).filter(({ when, shown, stance, shape }) => when && shown && stance === "reported" && shape !== "figure");
  const held = D.ties.some((tie) => tie.strands.some((strand) => strandOn(strand, state.day).there));
  if (held || dated.some(({ shown }) => within(shown, state.day))) return null;
  const hush = (words) => make(brief ? "span" : "p", { class: "hush" }, words);
  if (!Object.keys(D.records).length) return [hush("There is no record here.")];
  if (!D.ties.some((tie) => tie.strands.length))
    return [hush(D.hub ? `No record here ties ${saidOf(D.hub)} to another.` : "No record here ties two actors.")];
  const next = dated.filter(({ shown }) => shown[0] > state.day).sort((a, b) => (a.shown[0] < b.shown[0] ? -1 : 1))[0];
  if (brief) return silence(next && next.shown[0]);
  return [
    hush(`Nothing stands on ${dayInWords(state.day)}.`),
    make(
      "p",
      { class: "soft" },
      `${silent("on that day")} `,
      next && [`The next record with a date: ${next.label}, ${dateAndVoice(next)} `, sentenceIds(next.cited), ". ", goTo(next.shown[0])],
    ),
  ];
}

/** In brief that nobody speaks of a day, and the way to the next of which somebody does. */
export function silence(next) {
  return make("span", {}, `${silent("")} `, next && goTo(next));
}

/** Who it is that says nothing, and of what. */
export function silent(what) {
  const many = D.sources.length;
  const who = ["The graph is", many && `${capital(D.sources[0].brief)} is`, "Both sources are"][many] || `All ${many} sources are`;
  return `${`${who} silent ${what}`.trim()}.`;
}

export function goTo(day) {
  return make("button", { type: "button", class: "go", click: () => setDay(day) }, `Go to ${dayInWords(day)}`);
}

export function listPanel(name) {
  if (name === "filters") return filterPanel();
  if (name === "first") return firstLooks();
  if (name === "undated") {
    const ids = undated().filter((id) => passes(D.records[id]));
    return [
      ...heading(plural(ids.length, "record", "records"), "No date stated", ""),
      part("Records", "in no order of time", recordList(ids, 40)),
      endsOf(),
    ];
  }
  if (LOOKS[name]) return lookPanel(name);
  const ids = sortedThings(name);
  const title =
    {
      text: "Agreements",
      project: "Projects",
      person: "Persons",
      measure: "Measures",
      spoken: "Spoken of, joined to nobody",
    }[name] || "Things";
  if (name === "measure")
    return [
      ...heading(plural(ids.length, "record", "records"), title, ""),
      part("Measures", "", recordList(ids, 40)),
      endsOf(),
    ];
  const lines = ids.map((id) => {
    const life = D.lives.find((one) => one.thing === id);
    return make(
      "li",
      {},
      thingIcon(D.things[id].sort),
      make(
        "button",
        { type: "button", click: () => chooseThing(id) },
        D.things[id].full,
        " ",
        make("span", { class: "soft" }, life ? stepOn(life) : ""),
      ),
    );
  });
  return [
    ...heading(plural(ids.length, "thing", "things"), title, ""),
    make("section", { class: "part" }, make("ul", { class: "list" }, lines)),
    endsOf(),
  ];
}

/** A whole list of the opening; what is expected by its years, then what has none. */
function lookPanel(name) {
  const [items, line] = looked(name);
  const groups = new Map();
  for (const item of items) {
    const { when, from, to } = D.records[item] || {};
    const title = name === "expected" ? (when ? `In ${(from || to).slice(0, 4)}` : "No date stated") : "";
    groups.set(title, [...(groups.get(title) || []), item]);
  }
  return [
    ...heading(plural(items.length, "line", "lines"), LOOKS[name][0], ""),
    ...[...groups].map(([title, some]) => part(title, title && some.length, recordList(some, 60, line))),
    endsOf(),
  ];
}

export function thingIcon(sort) {
  if (sort === "person") return icon(18, 18, draw("circle", { cx: 8, cy: 9, r: 4.4, class: "hollow" }));
  if (sort === "state") return icon(18, 18, draw("circle", { cx: 8, cy: 9, r: 4.6, class: "dot" }));
  if (sort === "text" || sort === "project") return icon(18, 18, thingShape(sort, 8.5, 9));
  return icon(
    18,
    18,
    draw("rect", { x: 3.5, y: 4.5, width: 9, height: 9, class: sort === "group" ? "hollow" : "dot" }),
  );
}
