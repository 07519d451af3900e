// Search in things and records; what is not there is said, with the nearest record.
import { add, clear, draw, find, icon, make } from "./dom.js";
import { change, D, LEADS, levelOn, stanceGroup, state, STANCES } from "./state.js";
import { joined, nameOf, plural } from "./words.js";
import { chooseNode } from "./network.js";
import { announce } from "./strip.js";
import { giveBack, part, sortWord } from "./panel.js";
import { recordLine } from "./claims.js";
import { partly } from "./lists.js";

// Of what no record has, the source itself may speak: only its records are searched.
const SILENT = "The records do not say.";
const quoted = (word) => `\u201c${word}\u201d`;

export function openSearch() {
  change({ chosen: { find: "" }, record: null, view: "network" });
  const field = find("find");
  if (field) field.focus();
}

export function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

let index = null;
function searchIndex() {
  if (index) return index;
  const things = Object.entries(D.things).map(([id, thing]) => ({
    id,
    thing: true,
    text: folded([thing.name, thing.full, ...(thing.other || [])].join(" ")),
    name: thing.full,
  }));
  const records = Object.entries(D.records).map(([id, r]) => ({
    id,
    thing: false,
    text: folded(
      [
        r.label,
        LEADS[r.stance],
        r.kind,
        r.dates,
        ...hiddenIn(r),
        ...r.claims.flatMap((c) => c.at.map((a) => a[0])),
      ].join(" "),
    ),
    name: r.label,
  }));
  index = [...things, ...records];
  return index;
}

/** How many letters must be left out, put in or changed for one word to be the beginning of another. */
function apart(word, other) {
  let last = [...other, ""].map((_, at) => at);
  for (const [row, letter] of [...word].entries()) {
    const next = [row + 1];
    for (let at = 0; at < other.length; at++) next.push(Math.min(last[at] + (letter !== other[at]), last[at + 1] + 1, next[at] + 1));
    last = next;
  }
  return Math.min(...last);
}

let spelt = null;

/** A word if something has it, else the words that are spelt most like it; no number and no short word is like another. */
function meant(word) {
  if (word.length < 4 || /\d/.test(word) || searchIndex().some((entry) => entry.text.includes(word))) return [word];
  spelt ||= [...new Set(searchIndex().flatMap((entry) => entry.text.split(/[^\p{L}]+/u)))].filter((one) => one.length > 3);
  for (let most = 1; most <= word.length / 4; most++) {
    const found = spelt.filter((one) => apart(word, one) === most);
    if (found.length) return found;
  }
  return [word];
}

/** What a record is found by beside its own words: whom it names, who says so, other words for its kind. */
function hiddenIn(record) {
  return [...(record.other || []), ...record.who.flat().map(nameOf), ...record.claims.map((claim) => (claim.day ? claim.text : claim.voice[0]))];
}

/** A record that was found; where a word stands in none of its own words, the one that matched. */
function foundLine(id, words) {
  const record = D.records[id];
  const line = recordLine(id);
  const own = folded(`${record.kind} ${line.textContent}`);
  const by = words.filter((word) => !own.includes(word)).map((word) => hiddenIn(record).find((one) => folded(one).includes(word)));
  const told = [...new Set(by.filter(Boolean))].map(quoted);
  const other = by.some((one) => (record.other || []).includes(one)) ? `, for ${record.kind}` : "";
  if (told.length) line.querySelector("button").append(make("span", { class: "soft" }, `; found by ${joined(told)}${other}`));
  return line;
}

export function searchPanel() {
  const field = make("input", {
    id: "find",
    type: "text",
    "aria-label": "Search things and records",
    placeholder: "Search things and records",
    autocomplete: "off",
    spellcheck: "false",
    "aria-controls": "found",
  });
  field.value = state.chosen.find;
  const results = make("div", { id: "found" });
  field.addEventListener("input", () => {
    state.chosen.find = field.value;
    showFound(results, field.value);
  });
  field.addEventListener("keydown", (event) => {
    const first = results.querySelector("button");
    if (event.key === "Enter" && first) first.click();
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    }
  });
  showFound(results, field.value);
  const shut = make(
    "button",
    { type: "button", class: "shut", "aria-label": "Close search", click: giveBack },
    icon(14, 14, draw("path", { d: "M1.5 1.5 12.5 12.5M12.5 1.5 1.5 12.5" })),
  );
  return [make("h2", { class: "unseen" }, "Search"), make("div", { class: "find" }, field, shut), results];
}

function showFound(home, text) {
  clear(home);
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return;
  const sought = words.map(meant);
  const has = (entry, some) => some.some((word) => entry.text.includes(word));
  const hits = searchIndex().filter((entry) => sought.every((some) => has(entry, some)));
  const things = hits.filter((hit) => hit.thing);
  const records = hits.filter((hit) => !hit.thing).sort((one, two) => rank(one) - rank(two));
  const other = words.filter((word, at) => sought[at][0] !== word);
  if (other.length && hits.length) home.append(make("section", { class: "part soft" }, `Nothing here is spelt ${joined(other.map(quoted))}; what is spelt most like it:`));
  if (things.length)
    home.append(part("Things", things.length, make("ul", { class: "list" }, things.slice(0, 8).map(thingLine))));
  if (records.length)
    home.append(
      part(
        "Records",
        partly(12, records.length),
        make(
          "ul",
          { class: "list" },
          records.slice(0, 12).map((hit) => foundLine(hit.id, sought.map((some) => some.find((word) => hit.text.includes(word))))),
        ),
      ),
    );
  if (!hits.length) add(home, notFound(sought, has));
  announce(
    hits.length
      ? `${plural(things.length, "thing", "things")}, ${plural(records.length, "record", "records")}`
      : SILENT,
  );
}

/** What is reported before what is only thought or expected, and first what stands or has happened on the day. */
function rank({ id }) {
  return STANCES.indexOf(stanceGroup(D.records[id])) * 3 - levelOn(id, state.day);
}

function thingLine(hit) {
  const thing = D.things[hit.id];
  return make(
    "li",
    {},
    make("span", {}),
    make(
      "button",
      { type: "button", click: () => chooseThing(hit.id) },
      thing.full,
      " ",
      make("span", { class: "soft" }, sortWord(thing.sort).toLowerCase()),
    ),
  );
}

export function chooseThing(id) {
  chooseNode(id);
}

/** Who is silent, the record with the rarest of the words, else the newest one, and the way to the whole. */
function notFound(sought, has) {
  const records = searchIndex().filter((entry) => !entry.thing).sort((one, two) => rank(one) - rank(two));
  const rare = sought.map((some) => 1 / (1 + records.filter((entry) => has(entry, some)).length));
  const score = (entry) => sought.reduce((sum, some, at) => sum + (has(entry, some) && rare[at]), 0);
  const best = records.map((entry) => [score(entry), entry.id]).sort((one, two) => two[0] - one[0])[0];
  const newest = D.first.newest.filter((id) => levelOn(id, state.day))[0];
  const [words, near] = best && best[0] ? ["Nearest:", best[1]] : ["Nothing is spelt like it. The newest record:", newest];
  const whole = plural(records.length, "record", "records");
  return [
    make("p", { class: "hush" }, SILENT),
    make("p", {}, `No thing and no record has ${sought.length > 1 ? "all of these words" : "this word"}; a passage of the source may.`),
    near && [make("p", { class: "soft" }, words), make("ul", { class: "list" }, recordLine(near))],
    make("p", {}, make("button", { type: "button", class: "go", click: () => change({ chosen: null, view: "table" }) }, `All ${whole} in the table`)),
  ];
}
