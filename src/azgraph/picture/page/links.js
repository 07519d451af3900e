// Deep links, copying, and what a dead link says.
import { make } from "./dom.js";
import { dayInWords, isDay, valueAt } from "./days.js";
import { change, D, isSpoke, passes, spokeOf, state, tieOf, wholeFilter } from "./state.js";
import { joined, pairName, titled } from "./words.js";
import { knownView } from "./views.js";
import { announce } from "./strip.js";
import { chooseRecord } from "./claims.js";
import { filterFrom, filterLink } from "./filters.js";

function hashOf() {
  const parts = [];
  const chosen = state.chosen || {};
  if (chosen.tie) {
    const tie = tieOf.get(chosen.tie);
    parts.push(isSpoke(tie) ? `actor=${encodeURIComponent(tie.b)}` : `tie=${encodeURIComponent(tie.id)}`);
  } else if (chosen.node) parts.push(`actor=${encodeURIComponent(chosen.node)}`);
  if (state.day !== D.day.chosen) parts.push(`day=${state.day}`);
  if (state.record) parts.push(`record=${encodeURIComponent(state.record)}`);
  if (state.view !== D.view) parts.push(`view=${state.view}`);
  if (state.view === "compare" && state.before !== D.day.before) parts.push(`before=${state.before}`);
  parts.push(...filterLink());
  return parts.length ? "#" + parts.join("&") : "";
}

export function writeHash() {
  const hash = hashOf();
  if (hash === location.hash) return;
  try {
    history.replaceState(null, "", hash || location.pathname + location.search);
  } catch {
    // A page inside a notebook may not change its address; its links still work from the file.
  }
}

/** Set the page to a link; what the link names and the page does not have is said. */
export function readHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const [day, before, actor, pair, record] = ["day", "before", "actor", "tie", "record"].map((name) => given.get(name));
  const tie = [pair, pair && pair.split("~").reverse().join("~")].find((id) => tieOf.has(id)) || pair;
  const known = {
    day: [day, before].every((one) => !one || isDay(one)),
    actor: !actor || Object.hasOwn(D.things, actor),
    tie: !tie || tieOf.has(tie),
    record: !record || Object.hasOwn(D.records, record),
    filter: filterFrom(given),
  };
  const dead = Object.keys(known).filter((name) => !known[name]);
  const spoke = actor && spokeOf(actor);
  const named = tie ? { tie } : spoke && spoke.records.length ? { tie: spoke.id } : actor ? { node: actor } : null;
  const chosen = dead.length ? null : named || (D.open ? { node: D.open } : null);
  change({
    chosen,
    record: null,
    day: day && known.day ? day : D.day.chosen,
    before: before && known.day ? before : D.day.before,
    view: knownView(given.get("view")),
    ...(known.filter || wholeFilter()),
    message: dead.length ? `This link names ${deadNames(dead)} that is not here; this is the whole.` : "",
  });
  if (record && known.record && chosen) change({ record });
  else if (record && known.record) chooseRecord(record);
}

function deadNames(dead) {
  return joined(dead.map((name) => (name === "actor" ? "an actor" : `a ${name}`)));
}

export function copyLink() {
  const base = location.href.startsWith("about:") ? "" : location.href.split("#")[0];
  copyText(base + hashOf(), "Link copied");
}

function recordInWords(id) {
  const record = D.records[id];
  const says = record.claims.map(
    (claim) => `${claim.lead} ${claim.text}, ${claim.at.map((place) => place[0]).join(", ")}`,
  );
  return `${titled(record)}, ${record.dates}. ${says.join(". ")}.`;
}

export function sourcesInWords() {
  return D.sources
    .map(
      (source) =>
        [source.name, source.issued && dayInWords(source.issued), source.url, source.licence].filter(Boolean).join(", "),
    )
    .join("; ");
}

export function copyRecord(id) {
  copyText(`${recordInWords(id)}\nSource: ${sourcesInWords()}`, "Copied with its sources");
}

export function copyTie(tie, record) {
  const lines = [
    `${pairName(tie)} on ${dayInWords(state.day)}: ${valueAt(tie.state, state.day)}.`,
  ];
  const ids = state.record ? [record] : tie.records.filter((id) => passes(D.records[id]));
  copyText([...lines, ...ids.map(recordInWords), `Source: ${sourcesInWords()}`].join("\n"), "Copied with its sources");
}

export async function copyText(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make("textarea", { readonly: true, class: "unseen" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(done);
  const button = document.activeElement;
  if (button && button.classList.contains("go")) {
    const words = button.textContent;
    button.textContent = done;
    setTimeout(() => {
      button.textContent = words;
    }, 1600);
  }
}
