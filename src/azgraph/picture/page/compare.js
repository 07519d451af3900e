// Compare: what went, came, moved on or did not between two days, from the same spans as the pictures.
import { add, clear, draw, find, icon, make } from "./dom.js";
import { dayInWords, isDay, within } from "./days.js";
import { change, D, filtered, heldOn, inTime, levelOn, nodeOf, SIGNS, stanceGroup, state } from "./state.js";
import { boxShape, capital, dateAndVoice, joined, lowered, nameOf, plural, SIGN_TEXT, SIGN_WORDS, TICK } from "./words.js";
import { VIEWS } from "./views.js";
import { announce } from "./strip.js";
import { signSample, thickSample } from "./key.js";
import { part } from "./panel.js";
import { recordLine, recordList } from "./claims.js";
import { passing, thingIcon } from "./lists.js";
import { showAll } from "./filters.js";
import { drawMini } from "./minis.js";
import { copyText, sourcesInWords } from "./links.js";
import { some } from "./start.js";

VIEWS.compare = { update: drawCompare, headline: compareHeadline, days: compareDays, own: ownChanges };
let comparedFrom = null; // the record whose line opened the panel, to which the focus goes back

/** The two days, the earlier first. */
function bothDays() {
  return [state.before, state.day].sort();
}

function compareDays() {
  const [first, last] = [...new Set(bothDays())].map((day) => make("b", {}, dayInWords(day)));
  return last ? [first, " and on ", last] : [first];
}

/** What went and came, surely or possibly, as { id, words, differs }, and the events that ended something. */
function differences(first, last) {
  const [went, came, ends] = [[], [], []];
  const put = (list, id, words, early, late, doubt = early || late) => {
    const doubts = [early, late && (early ? "or after the last" : ", perhaps after the last day")].filter(Boolean);
    list.push({ id, words: words + doubts.join(" "), differs: levelOn(id, first) !== levelOn(id, last), sure: !doubt });
  };
  const enter = (list, id) => {
    const { dates, shape, from, shown, sure } = D.records[id];
    if (shown[0] > last || (sure && sure[0] <= first)) return;
    const before = shown[0] <= first || !from;
    const late = !sure || sure[0] > last;
    // "By" a day says by itself that no first day is known.
    const early = before && (shape !== "event" ? "; may stand on the first day" : from && ", perhaps before the first day");
    put(list, id, dates, early, late, before || late);
  };
  const leave = (id, event) => {
    const { dates, shown, sure, endFrom } = D.records[id];
    if (shown[0] > last || shown[1] < first || (sure && last <= sure[1])) return;
    const later = endFrom > first; // what surely stands on no day may yet be known not to end before one
    const begun =
      first < shown[0]
        ? "; begun after the first day"
        : (later || (sure && first < sure[0])) && "; may not stand yet on the first day";
    const before = sure ? sure[1] < first : !later;
    const early = begun || (before && ", perhaps before the first day");
    const late = shown[1] >= last;
    put(went, id, event ? `ended ${D.records[event].dates}` : dates, early, late, before || late || !sure);
  };
  for (const [sort, thing, event] of first < last ? D.news.standing : []) {
    const record = D.records[thing];
    if (sort === "began") enter(came, thing);
    else if (sort === "moved" && !stagesOn(thing, first).length) enter(came, event);
    if (sort !== "ended") continue;
    if (record) leave(thing, event);
    if (event) enter(record ? ends : went, event);
  }
  for (const id of first < last ? D.news.happened : []) enter(came, id);
  const rank = ({ id, differs }) => 2 * differs + Boolean(D.records[id].stands && D.records[id].sign < 0);
  for (const list of [went, came]) list.sort((one, two) => rank(two) - rank(one)); // what is marked, then what is colder
  return { went, came, ends };
}

/** The stages that a life has reached by a day, as far as they have a date; talks only while they last. */
function stagesOn(thing, day) {
  const life = D.lives.find((one) => one.thing === thing);
  const there = ({ sort, record, perhaps }) =>
    sort === "stage" && D.records[record].when && within(perhaps, day) && heldOn(record, day);
  return life ? life.steps.filter(there) : [];
}

/** Texts, promises and conditions: those that moved on, and those that wait as before. */
function movements(first, last) {
  const [moved, still] = [[], []];
  for (const { thing, name, waits, steps } of D.lives) {
    const [was, is] = [first, last].map((day) => stagesOn(thing, day).pop());
    const owed = Boolean(D.records[thing]);
    if (is && (owed || /text|project/.test(D.things[thing].sort))) {
      const mark = owed ? icon(15, 15, boxShape("empty")) : thingIcon(D.things[thing].sort);
      const [from, to] = [was ? was.label : "not yet made", owed ? `${is.label}, open` : is.label];
      if (is !== was && (was || owed)) moved.push({ id: is.record, mark, name, from, to, dates: is.dates });
      else if (is === was && waits && levelOn(is.record, last) > 1)
        still.push({ id: is.record, mark, name, rest: `${to} on both days` });
    }
    for (const gate of steps.filter((step) => step.sort === "gate")) {
      const [before, met] = [first, last].map((day) => within(gate.perhaps, day));
      const named = { id: met ? gate.cited : gate.record, name: `Condition: ${lowered(gate.label)}` };
      const tick = draw("path", { d: TICK, class: "glyph", "stroke-width": 1.5 });
      const mark = icon(15, 15, boxShape(met ? "full" : "empty"), met && tick);
      if (met && !before)
        moved.push({ ...named, mark, from: "open", to: "met", dates: gate.dates.replace("met ", "") });
      else if (!met && heldOn(gate.record, first)) still.push({ ...named, mark, rest: "open on both days, as far as stated" });
    }
  }
  return { moved, still };
}

/** What voices came to say between the days; charges, denials and disputes before what they expect. */
function saidBetween(first, last) {
  const days = (spans) => (spans.length ? spans : [D.news.spoken]);
  const rows = D.news.said.filter(([, , ...spans]) => days(spans).some(([from, to]) => from <= last && to > first));
  const expected = ([id, rival]) => Number(!rival && stanceGroup(D.records[id]) === "expected");
  return rows.sort((a, b) => expected(a) - expected(b));
}

/** What surely went and came, with whom, and how a text moved on before a closeness of less weight; else what moved on; else an event. */
function compareHeadline() {
  if (state.before === state.day) return "One day on both sides: nothing to compare";
  const { went, came } = differences(...bothDays());
  const [gone, here] = [went, came].map((items) => items.filter(({ id, sure, differs }) => sure && differs && D.news.named[id]));
  const kindOf = ({ id }) => D.records[id].kind;
  const [first, last] = bothDays();
  const again = (item) => Number(here.some((other) => kindOf(other) === kindOf(item)));
  gone.splice(1, gone.length, ...gone.slice(1).sort((one, two) => again(two) - again(one)));
  const standing = Object.keys(D.news.named).filter((id) => levelOn(id, last) > 1).map((id) => ({ id }));
  const sizes = [[2, 2], [2, 1], [1, 2], [1, 1], [1, 0], [0, 1]];
  const move = Object.keys(D.news.texts).find((id) => levelOn(id, last) > 1 && !levelOn(id, first));
  const place = (id) => D.news.standing.findIndex((row) => row.includes(id)); // the weightiest first
  const heavy = here.filter(({ id }) => D.records[id].sign < 0 || place(id) < place(move));
  const tell = (some, clause) => {
    // Where a kind went with one partner and stands with another, that is told of too, lest it seems to be gone.
    const [lost, told] = some.map((items) => new Set(items.map(kindOf)));
    const stays = standing.filter((item) => lost.has(kindOf(item)) && !told.has(kindOf(item)));
    const parts = [[some[0], "went"], [some[1], "came"], [stays.slice(0, 1), "stands"]].filter(([items]) => items.length);
    const words = parts.map(([items, verb]) => `${joined(items.map(({ id }) => D.news.named[id]))} ${verb}`);
    return [...words, ...(clause ? [(words.length ? "and " : "") + clause] : [])].join(", ");
  };
  const texts = [
    ...(move ? sizes.slice(0, 4).map(([most, more]) => tell([gone.slice(0, most), heavy.slice(0, more)], D.news.texts[move])) : []),
    ...sizes.map(([most, more]) => tell([gone.slice(0, most), here.slice(0, more)])),
  ];
  const told = texts.filter(Boolean);
  if (told.length) return capital(told.find((text) => text.length <= 70) || told[told.length - 1]);
  const [step] = movements(...bothDays()).moved;
  if (step) return `${step.name}: ${step.from} before, ${step.to} after`;
  const events = came.filter(({ sure, differs }) => sure && differs).map(({ id }) => D.records[id].label);
  return events.find((label) => label.length <= 70) || (events.length ? "Events, and nothing that stands changed" : "Nothing surely changed between the two days");
}

/** The title of what differs, and where it is marked; what may lie outside the two days is marked nowhere. */
function placed(title, items, side) {
  if (!items.length) return title;
  return title + (items.some(({ differs }) => differs) ? `: marked ${side} where a tie differs` : ", perhaps: not marked");
}

/** The record of which an item of a list tells. */
const idOf = (item) => item.id || [item].flat()[0];

/** What is listed of two days under the filter: each list with its items, how many show at once, how a line is made, what stands over it. */
function lists(days) {
  const kept = (items) => items.filter((item) => passing(idOf(item)));
  const all = Object.entries({ ...differences(...days), ...movements(...days) });
  const found = Object.fromEntries(all.map(([name, items]) => [name, kept(items)]));
  const said = ([id, rival]) =>
    recordLine(id, rival ? { dates: "", more: `; against: ${nameOf(rival)}, ${dateAndVoice(D.records[rival], "")}`, at: D.records[rival].cited } : {});
  const change = ({ id, words }) => recordLine(id, { dates: words });
  const unplaced = "Events of these are in neither picture. Of what holds since a day not stated, the tie is missing or thin until it is sure, and not marked.";
  const rows = [
    [placed("Went", found.went, "left"), found.went, 7, change, "Nothing that stood is gone."],
    [placed("Came", found.came, "right"), found.came, 7, change, "Nothing came about."],
    ["Moved on: texts and conditions", found.moved, 6, waitLine, "No text, condition or promise moved on."],
    ["Did not move", found.still, 4, waitLine],
    ["Cannot be placed: date or beginning not stated", kept(D.news.undated), 4, undefined, "", unplaced],
    ["Said, but not counted as change, and disputes", kept(saidBetween(...days)), 3, said],
  ];
  return { ...found, rows };
}

/** The lines of the same lists that are about one pair, for its panel. */
function ownChanges(tie) {
  const ids = [...tie.records, ...tie.others];
  const own = lists(bothDays()).rows.map(([title, items, , line]) =>
    listed(title.split(":")[0], items.filter((one) => ids.includes(idOf(one))), 3, line),
  );
  return own.some(Boolean) ? own : [part("Between the two days", "", make("p", { class: "soft" }, "Nothing is told of the two that differs."))];
}

function drawCompare() {
  const home = find("compare");
  const focused = document.activeElement.id;
  const days = bothDays();
  const { went, came, ends, moved, rows } = lists(days);
  const [left, right, ...beside] = rows.map((row) => listed(...row));
  const pair = [oneDay("Before", days[0], went, "went"), oneDay("After", days[1], [...came, ...ends], "came"), left, right];
  clear(home);
  add(home, [make("h2", { class: "unseen" }, "Two days"), make("div", { class: "pair" }, pair), make("div", { class: "beside" }, beside)]);
  home.append(compareKey(() => copyCompare(days, went, came, moved)));
  if (focused && find(focused)) find(focused).focus();
  if (state.record !== comparedFrom) {
    const line = home.querySelector(`[data-id="${CSS.escape(state.record || comparedFrom)}"] button`);
    if (line && state.record) line.scrollIntoView({ block: "nearest" });
    else if (line) line.focus();
  }
  comparedFrom = state.record;
}

/** A day as a field with steps to the changes before and after it, and its small picture. */
function oneDay(title, day, items, verb) {
  const earlier = title === "Before";
  // The two keep their order: what is set here is whichever of the days is the earlier, or the later.
  const set = (next) => change({ [state.before <= state.day === earlier ? "before" : "day"]: next, message: "" });
  const id = `compare-${verb}`;
  const read = ({ target }) => {
    const given = target.value.trim();
    target.setAttribute("aria-invalid", String(!isDay(given)));
    if (isDay(given)) set(given);
    else announce(`${given} is no day; write it as ${D.day.newest}`);
  };
  const step = (way, words, next, d) =>
    make(
      "button",
      { type: "button", id: id + way, class: "step", disabled: !next, "aria-label": words, click: () => set(next) },
      icon(11, 11, draw("path", { d })),
    );
  const changes = D.strip.changes;
  const field = { id, type: "text", value: day, size: 10, maxlength: 10, autocomplete: "off", change: read };
  const ids = items.filter((item) => item.differs).map((item) => item.id);
  const told = ids.length ? `${verb}: ${some(ids)}` : "nothing differs";
  return make(
    "div",
    { class: "one" },
    make(
      "div",
      { class: "asof-line" },
      make("label", { for: id }, title),
      " ",
      make("input", field),
      step("<", `${title}: to the change before`, changes.filter((one) => one < day).pop(), "M10 .5.5 5.5 10 10.5Z"),
      step(
        ">",
        `${title}: to the next change`,
        changes.find((one) => one > day),
        "M1 .5 10.5 5.5 1 10.5Z",
      ),
    ),
    make("div", { class: "day-words" }, dayInWords(day)),
    notDrawn(),
    drawMini(day, new Set(ids), `Ties on ${dayInWords(day)}; ${told}`),
  );
}

/** What the network draws and neither picture does. */
function notDrawn() {
  const names = D.mini.untold.map((id) => nodeOf.get(id).name);
  const count = D.news.undated.filter((id) => !inTime(id)).length;
  if (!count) return null;
  const whose = names.length < 4 ? joined(names) : `${names.length} others`;
  const among = names.length ? `, among them all ties of ${whose}` : "";
  return make("p", { class: "soft" }, `Not drawn: ${plural(count, "reported event", "reported events")} without a date${among}`);
}

function listed(title, items, most, line, none, over) {
  if (!items.length && !none) return null;
  const soft = (words) => words && make("p", { class: "soft" }, words);
  return part(title, items.length > most ? items.length : "", items.length ? [soft(over), recordList(items, most, line)] : soft(filtered() ? "Nothing that passes the filter." : none));
}

/** A line of what moved on, with an arrow from what it was to what it is, or of what did not. */
function waitLine({ id, mark, name, from, to, dates, rest }) {
  const line = recordLine(id);
  const arrow = [
    draw("path", { d: "M0 5H16", class: "joint" }),
    draw("path", { d: "M24 5 15 1.3V8.7Z", class: "dot" }),
  ];
  const step = from && [`${from} `, icon(24, 10, arrow), make("span", { class: "unseen" }, "then"), ` ${to}, ${dates}`];
  line.firstChild.replaceWith(mark);
  clear(line.querySelector("button")).append(make("b", {}, name), " ", make("span", { class: "soft" }, step || rest, `; ${dateAndVoice(D.records[id], "")}`));
  return line;
}

function compareKey(copy) {
  const say = (...inside) => make("span", { class: "say" }, inside);
  const go = (words, click) => make("button", { type: "button", class: "go", click }, words);
  const line = (d, name, width) => draw("path", { d, class: name, "stroke-width": width });
  const differs = icon(32, 14, line("M6 7H26", "marked", 9), line("M0 7H32", "pos", 2.8));
  const away = D.more.reduce((sum, one) => sum + one.count, 0);
  const row = [
    SIGNS.map((sign) => say(signSample(sign), make("b", {}, SIGN_TEXT[sign]), ` ${SIGN_WORDS[sign]}`)),
    say(thickSample(), "thick: surely stands; thin: happened, or may stand"),
    say(differs, "differs from the other day"),
    state.chosen ? say(icon(32, 14, line("M7 7H25", "ringed", 13), line("M7 7H25", "unmarked", 10), line("M0 7H32", "pos", 2.8)), "ringed: chosen") : null,
    filtered() ? say(showAll()) : null,
    away ? say(`${away} more actors are in the table`) : null,
    make(
      "span",
      { class: "push" },
      go("Other days", () => find("compare-went").select()),
      go("Copy with sources", copy),
    ),
  ];
  return make("div", { class: "key" }, make("div", { class: "row" }, row));
}

function copyCompare(days, went, came, moved) {
  const told = ({ id, words }) => `${D.records[id].label}, ${words}`;
  const lines = (title, items, words) =>
    items.length
      ? [
          `${title}:`,
          ...items.map((item) => `- ${words(item)} (${D.records[item.id].at.map(([sid]) => sid).join(", ")})`),
        ]
      : [];
  const text = [
    `${compareHeadline()}. ${days.map(dayInWords).join(" and ")}.`,
    ...lines("Went", went, told),
    ...lines("Came", came, told),
    ...lines("Moved on", moved, ({ name, from, to, dates }) => `${name}: ${from}, then ${to}, ${dates}`),
    `Source: ${sourcesInWords()}`,
  ];
  copyText(text.join("\n"), "Copied with its sources");
}
