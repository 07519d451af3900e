// Who says so: a record in words, its claims with stance, voice, day, chain and sentence, and its rivals.
import { find, make, printing } from "./dom.js";
import { change, D, stanceGroup, state, tieOf } from "./state.js";
import { capital, dateAndVoice, isMet, joined, lowered, recordMark, sentenceIds, stanceMark, titled } from "./words.js";
import { part, shownRecord } from "./panel.js";

export function claimsOf(id) {
  const record = D.records[id];
  const shown = state.record === id ? `chosen: ${record.kind}` : record.kind;
  return part(
    "Who says so",
    shown,
    make("p", { class: "record", tabindex: "-1" }, titled(record) + "."),
    make("p", { class: "soft" }, capital(record.dates) + "." + (record.due ? ` Due: ${record.due.join(", ")}.` : "")),
    record.claims.map(claimLine),
    record.note ? make("p", { class: "coder" }, "Editor's note: ", noted(record)) : null,
    waitsFor(record),
  );
}

/** How the passage was read, in which the ids of sentences are marks as elsewhere. */
function noted({ note, at }) {
  return note.split(/(s\d+\.p\d+\.\d+)/).map((text, index) => (index % 2 ? sentenceIds([[text, at[0][1]]]) : text));
}

function claimLine(claim) {
  return make(
    "div",
    { class: "said" },
    stanceMark(claim.stance),
    make("div", {}, make("b", {}, claim.lead), " ", claim.text),
    make("div", { class: "at" }, sentenceIds(claim.at)),
  );
}

function waitsFor(record) {
  const lines = [];
  for (const [name, words] of [
    ["waits", "Waits for it:"],
    ["needs", "Waits for:"],
  ]) {
    for (const id of record[name] || []) {
      const other = D.records[id];
      if (!other) continue;
      lines.push(
        make(
          "p",
          { class: "waits" },
          make("b", {}, isMet(other) ? "Already met:" : words),
          " ",
          make("button", { type: "button", click: () => chooseRecord(id) }, titled(other, true), ","), // a comma by itself might begin a line
          ` ${other.dates.replace(/^expected,? /, "")}: `,
          other.plain.map((claim, index) => [`${index ? "; " : ""}${lowered(claim.lead)} ${claim.text} `, sentenceIds(claim.at)]),
          ".",
        ),
      );
    }
  }
  return lines;
}

/** Records that cannot both be true, side by side; those of the chosen record first, then those of the tie. */
export function rivalsOf(id, all) {
  const pairs = [];
  for (const one of [id, ...all]) {
    for (const other of (one && D.records[one].rivals) || []) {
      if (D.records[other] && !pairs.some((pair) => pair.includes(one) && pair.includes(other)))
        pairs.push([one, other]);
    }
  }
  const voices = (pair) => new Set(pair.flatMap(voicesOf)).size;
  const first = (pair) => (pair.includes(id) ? 0 : voices(pair) > 1 ? 1 : 2);
  return pairs
    .sort((a, b) => first(a) - first(b))
    .slice(0, 2)
    .map((pair) =>
      part(rivalTitle(pair), topicOf(pair), make("div", { class: "rivals" }, pair.map(rivalSide))),
    );
}

/** What two records are both about. */
function topicOf(pair) {
  return D.first.disagree.find(({ ids }) => pair.every((id) => ids.includes(id))).topic;
}

/** Who disagrees: a voice that speaks on both sides does so with itself. */
function rivalTitle(pair) {
  if (pair.every((one) => stanceGroup(D.records[one]) === "expected" || D.records[one].stance === "supposed")) return "Either, or";
  const [own, others] = pair.map(voicesOf);
  return own.some((voice) => others.includes(voice)) ? "One voice, two answers" : "Two voices disagree";
}

function rivalSide(id) {
  const record = D.records[id];
  return make(
    "div",
    {},
    make("b", {}, capital(joined([...new Set(voicesOf(id))]))),
    make("p", { class: "record" }, record.label + "."),
    record.dates.endsWith(D.unstated) ? null : make("p", { class: "soft" }, capital(record.dates) + "."),
    record.claims.map((claim) =>
      make("p", { class: "soft" }, record.claims.length > 1 ? `${claim.lead} ${claim.text} ` : claimTail(claim), sentenceIds(claim.at)),
    ),
  );
}

function voicesOf(id) {
  return D.records[id].claims.map(({ who }) => who);
}

/** A claim whose voice stands above it; what is expected keeps its own words, lest it seem due on the day of speaking. */
function claimTail({ stance, lead, text, voice }) {
  if (stanceGroup({ stance }) === "expected") return `${lead} ${text} `;
  return `${lead}${text.replace(/^(by|of) /, "").slice(voice[0].length).replace(/^ of /, ", ")} `;
}

export function chooseRecord(id) {
  const tie = D.ties.find((one) => one.records.includes(id)) || D.ties.find((one) => one.others.includes(id));
  const stays =
    state.chosen &&
    state.chosen.tie &&
    tieOf.get(state.chosen.tie) &&
    [...tieOf.get(state.chosen.tie).records, ...tieOf.get(state.chosen.tie).others].includes(id);
  const node =
    D.records[id].who.flat().find((one) => D.things[one]) || (D.records[id].things || []).find((one) => D.things[one]);
  const chosen = stays ? state.chosen : tie ? { tie: tie.id } : node ? { node } : state.chosen;
  change({ chosen, record: id });
  const said = find("panel").querySelector(".record");
  if (said) said.focus({ preventScroll: false });
}

/** A list of records, or of what else makes a line, each a button; long lists open on demand. */
export function recordList(ids, most, line = (id) => recordLine(id)) {
  const lines = (some) => some.map((id) => line(id));
  const chosen = ids.findIndex((one) => (one.id || [one].flat()[0]) === state.record);
  most = Math.max(most, chosen + 1); // what is chosen is among what shows
  const list = make("ul", { class: "list" }, lines(ids.slice(0, printing ? ids.length : most)));
  if (ids.length <= most || printing) return list;
  const more = make(
    "button",
    {
      type: "button",
      class: "go",
      click: () => {
        list.append(...lines(ids.slice(most)));
        more.remove();
      },
    },
    `${ids.length - most} more`,
  );
  return [list, more];
}

export function recordLine(id, { dates = D.records[id].dates, plain, short, more, at = [] } = {}) {
  const record = D.records[id];
  return make(
    "li",
    { "aria-current": shownRecord() === id ? "true" : null, "data-id": id },
    recordMark(record),
    make(
      "button",
      { type: "button", click: () => chooseRecord(id) },
      titled(record, plain),
      /^(expected )?(on|in|from|between) /.test(dates) ? " " : ", ",
      make("span", { class: "soft" }, dateAndVoice(record, dates, short), more),
    ),
    make("span", { class: "at" }, sentenceIds([...record.cited, ...at])),
  );
}

export function byDay(a, b) {
  const key = (id) => (D.records[id].when ? D.records[id].to || D.records[id].from || "" : "");
  return key(a) === key(b) ? (a < b ? -1 : 1) : key(a) < key(b) ? 1 : -1;
}
