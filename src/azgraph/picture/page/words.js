// Words and marks that several parts of the page share.
import { draw, icon, make } from "./dom.js";
import { D, LEADS, SIGNS, stanceGroup, state } from "./state.js";
import { announce } from "./strip.js";
import { within } from "./days.js";

export const SIGN_WORDS = { 1: "cooperative", "-1": "strained", 0: "neither" };
export const SIGN_TEXT = { 1: "+", "-1": "\u2212", 0: "\u00b1" };
export const SIGN_CLASS = { 1: "pos", "-1": "neg", 0: "neu" };
export const STANCE_NAMES = { reported: "reported", view: "opinion, charge or if", expected: "expected", denied: "denied" };

export function nameOf(id) {
  const thing = D.things[id];
  if (thing) return thing.name;
  return D.records[id] ? titled(D.records[id]) : id;
}

/** A thing as it stands inside a sentence, and a pair of them as a title. */
export function saidOf(id) {
  return (D.things[id] && D.things[id].said) || nameOf(id);
}

export function pairName({ a, b }) {
  return capital(`${saidOf(a)} and ${saidOf(b)}`);
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function plural(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

export function joined(names) {
  if (names.length < 2) return names.join("");
  return names.slice(0, -1).join(", ") + " and " + names.at(-1);
}

/** Words about a thing where its name stands already. */
export function without(words, name) {
  return words.replace(`${name} `, "");
}

export function lowered(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A second line as a sentence, which needs no sign. */
export function unsigned(text) {
  return text.replace(/[+\u2212\u00b1]\s/g, "");
}

/** Counts with their written signs, as spans or text spans. */
export function countParts(counts) {
  return SIGNS.filter((sign) => counts[sign]).map((sign) => [
    SIGN_TEXT[sign] + counts[sign],
    `${SIGN_CLASS[sign]}-text`,
  ]);
}

/** The counts in full words, for names that are read aloud. */
export function countWords(counts) {
  const parts = SIGNS.filter((sign) => counts[sign]).map((sign) => `${counts[sign]} ${SIGN_WORDS[sign]}`);
  return parts.length ? joined(parts) : "no record on this day";
}

/** A record's words wherever it is listed: what nobody reports says so first, unless `plain` words above it do; words of its own never go. */
export function titled(record, plain) {
  if (record.lead) return `${record.lead}: ${record.label}`;
  return record.stance === "reported" || plain ? record.label : `${LEADS[record.stance]}: ${record.label}`;
}

/** What stands before a voice where no room is for what it says, as "Opinion of". */
export function introduced(stance) {
  const lead = stance === "conditional" ? "Expected on a condition" : LEADS[stance] || stance;
  return `${lead} ${stance === "opinion" ? "of" : "by"}`;
}

/** When, and who says so, through whom and speaking when; the stance too, unless it stands before the record already. In
 * `short`, that no day of speaking is stated goes without saying. */
export function dateAndVoice(record, dates = record.dates, short = false) {
  const said = new Map();
  for (const { stance, who, day } of record.plain) {
    const words = `${lowered(introduced(stance))} `;
    said.set(words, new Map(said.get(words)).set(who, short && day === D.unstated ? "" : day));
  }
  const bare = said.size === 1 && record.stance !== "reported";
  const voices = [...said].map(([words, names]) => (bare ? "by " : words) + spokenBy(names));
  const told = voices.join("; ");
  const when = dates.replace(/^expected,? /, "");
  return [when === D.unstated && told.endsWith(when) ? "" : when, told].filter(Boolean).join("; "); // that no date is stated is said once
}

/** Some voices, each with the day on which it spoke; those of the source itself spoke when it appeared. */
function spokenBy(names) {
  const days = [...new Set(names.values())];
  const those = (day) => joined([...names.keys()].filter((name) => names.get(name) === day));
  const mark = (day) => (day === D.unstated || day.startsWith("by ") ? ", " : " ");
  // A day is that of the voices just before it, and of no other.
  return days.map((day) => those(day) + (day && mark(day) + day)).join(", and by ");
}

/** A record's mark: its shape is its sign, how full it is says who vouches for it. */
export function recordMark(record) {
  return icon(15, 15, ...recordShapes(record));
}

export function recordShapes(record) {
  const stance = stanceGroup(record);
  const full = { reported: "", view: "half", expected: "empty", denied: "empty" }[stance];
  const sign = SIGN_CLASS[record.sign || 0];
  if (isMet(record)) return [boxShape("full"), draw("path", { d: TICK, class: "glyph", "stroke-width": 1.5 })];
  const parts = record.shape === "commitment" ? [boxShape(full)] : coinShape(record.sign || 0, full, sign);
  // What is denied is struck out by one stroke; the shape alone tells its sign.
  return stance === "denied" ? [parts[0], draw("path", { d: "M1.3 13.3 13.3 1.3", class: sign, "stroke-width": 1.5 })] : parts;
}

export const TICK = "M4.6 7.4 6.7 9.5 10 5";

/** Whether what is owed is surely met by the chosen day. */
export function isMet({ met }) {
  return within(met, state.day);
}

export function boxShape(full) {
  return draw("rect", {
    x: 2.5,
    y: 2.5,
    width: 9.5,
    height: 9.5,
    class: `mark-ink ${full || "empty"}`,
    "stroke-width": 1.5,
  });
}

function coinShape(sign, full, name) {
  const attributes = { class: `mark-${name} ${full}`, "stroke-width": 1.4 };
  const glyph = { class: full ? `glyph ${name}` : "glyph", "stroke-width": 1.5 };
  if (sign > 0)
    return [
      draw("circle", { cx: 7.3, cy: 7.3, r: 4.8, ...attributes }),
      draw("path", { d: "M4.6 7.3h5.4M7.3 4.6v5.4", ...glyph }),
    ];
  if (sign < 0)
    return [
      draw("path", { d: "M7.3 1.2 13.4 7.3 7.3 13.4 1.2 7.3Z", ...attributes }),
      draw("path", { d: "M4.4 7.3h5.8", ...glyph }),
    ];
  return [
    draw("rect", { x: 2.8, y: 2.8, width: 9, height: 9, ...attributes }),
    draw("path", { d: "M4.8 6h5M4.8 8.7h5", ...glyph, "stroke-width": 1.1 }),
  ];
}

/** The round mark of a claim by its stance. */
export function stanceMark(stance) {
  const group = stanceGroup({ stance });
  const full = { reported: "", view: "half", expected: "empty", denied: "empty" }[group];
  const parts = [draw("circle", { cx: 7.3, cy: 7.3, r: 4.9, class: `mark-ink ${full}`, "stroke-width": 1.5 })];
  if (group === "denied")
    parts.push(draw("path", { d: "M2.2 12.4 12.4 2.2", stroke: "currentColor", "stroke-width": 1.5 }));
  return icon(15, 15, ...parts);
}

/** Sentence ids, linked where the source has an address, with the source's name to hover. */
export function sentenceIds(at) {
  return at.map(([sid, number], index) => [index ? ", " : "", sentenceId(sid, D.sources[number] || { name: "" })]);
}

export function sentenceId(sid, source) {
  return make("button", { type: "button", class: "sid", "aria-haspopup": "dialog", click: (event) => showPlace(event, sid, source) }, sid);
}

/** Where a sentence stands, in words, and the way to its source where that has an address. */
function showPlace(event, sid, { name, url }) {
  event.stopPropagation();
  const words = sid.replace(/^s(\d+)\.p(\d+)\.(\d+)$/, "Section $1, paragraph $2, sentence $3").replace(/^Section 0,/, "Before the first section:");
  const link = url && /^https?:\/\//i.test(url) && make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, "open the source");
  const note = make("div", { class: "place", popover: "auto", role: "dialog", "aria-label": `Where ${sid} stands` }, make("b", {}, words), ` of ${name}`, link && [", ", link]);
  const box = event.currentTarget.getBoundingClientRect();
  event.currentTarget.after(note);
  note.addEventListener("toggle", ({ newState }) => newState === "closed" && note.remove());
  note.showPopover();
  // Beside the panel, where it covers nothing that is read; on a sheet as wide as the screen at its foot, or by the sentence.
  const panel = event.currentTarget.closest(".panel")?.getBoundingClientRect();
  const beside = panel && panel.left > note.offsetWidth + 8;
  const foot = window.innerHeight - note.offsetHeight - 8;
  const below = panel && box.bottom + 44 < foot ? foot : box.bottom + 4;
  note.style.left = `${beside ? panel.left - note.offsetWidth - 4 : Math.max(8, Math.min(box.left, window.innerWidth - note.offsetWidth - 8))}px`;
  note.style.top = `${beside ? Math.min(box.top, foot) : below > foot ? box.top - note.offsetHeight - 4 : below}px`;
  announce(`${words} of ${name}`);
}
