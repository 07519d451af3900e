// Search in things and records; what is not there is said, with the nearest record.
import { clear, draw, find, icon, make } from "./dom.js";
import { change, D, levelOn, stanceGroup, state, STANCES } from "./state.js";
import { joined, nameOf, plural } from "./words.js";
import { chooseNode } from "./network.js";
import { announce } from "./strip.js";
import { giveBack, part, sortWord } from "./panel.js";
import { recordLine } from "./claims.js";
import { partly } from "./lists.js";

// Of what no record has, the source itself may speak: only its records are searched.
const SILENT = "The records do not say.";

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
  const told = [...new Set(by.filter(Boolean))].map((one) => `\u201c${one}\u201d`);
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
  const hits = searchIndex().filter((entry) => words.every((word) => entry.text.includes(word)));
  const things = hits.filter((hit) => hit.thing);
  const records = hits.filter((hit) => !hit.thing).sort((one, two) => rank(one) - rank(two));
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
          records.slice(0, 12).map((hit) => foundLine(hit.id, words)),
        ),
      ),
    );
  if (!hits.length) home.append(...notFound(words));
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

function notFound(words) {
  const records = searchIndex().filter((entry) => !entry.thing);
  const rarity = new Map(
    words.map((word) => [word, 1 / (1 + records.filter((entry) => entry.text.includes(word)).length)]),
  );
  const scored = records.map((entry) => [
    words.reduce((sum, word) => sum + (entry.text.includes(word) ? rarity.get(word) : 0), 0),
    entry,
  ]);
  const best = scored.sort((a, b) => b[0] - a[0])[0];
  const near =
    best && best[0]
      ? [make("p", { class: "soft" }, "Nearest:"), make("ul", { class: "list" }, recordLine(best[1].id))]
      : [];
  return [
    make("p", { class: "hush" }, SILENT),
    make("p", {}, "No thing and no record has all of these words; a passage of the source may."),
    ...near,
  ];
}
