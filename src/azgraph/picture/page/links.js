// Deep links, copying, and what a dead link says.
function hashOf() {
  const parts = [];
  const chosen = state.chosen || {};
  if (chosen.tie) {
    const tie = tieOf.get(chosen.tie);
    parts.push(isSpoke(tie) ? `actor=${encodeURIComponent(tie.b)}` : `tie=${encodeURIComponent(tie.id)}`);
  } else if (chosen.node) parts.push(`actor=${encodeURIComponent(chosen.node)}`);
  if (state.day !== D.day.chosen) parts.push(`day=${state.day}`);
  if (state.record) parts.push(`record=${encodeURIComponent(state.record)}`);
  if (state.view !== "network") parts.push(`view=${state.view}`);
  return parts.length ? "#" + parts.join("&") : "";
}

function writeHash() {
  const hash = hashOf();
  if (hash === location.hash) return;
  try {
    history.replaceState(null, "", hash || location.pathname + location.search);
  } catch {
    // A page inside a notebook may not change its address; its links still work from the file.
  }
}

/** Set the page to a link; what the link names and the page does not have is said. */
function readHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const next = { chosen: D.open ? { node: D.open } : null, record: null, day: D.day.chosen, view: "network", message: "" };
  const dead = [];
  const day = given.get("day");
  if (day) isDay(day) ? (next.day = day) : dead.push("day");
  const actor = given.get("actor");
  if (actor) {
    const spoke = spokeOf(actor);
    if (spoke && spoke.records.length) next.chosen = { tie: spoke.id };
    else if (D.things[actor]) next.chosen = { node: actor };
    else dead.push("actor");
  }
  const tie = given.get("tie");
  if (tie) tieOf.has(tie) ? (next.chosen = { tie }) : dead.push("tie");
  if (given.get("view") === "table") next.view = "table";
  const record = given.get("record");
  if (record && !D.records[record]) dead.push("record");
  if (dead.length) next.message = `This link names a${dead[0] === "actor" ? "n" : ""} ${joined(dead)} that is not here; this is the whole.`;
  if (dead.length) Object.assign(next, { chosen: null });
  change(next);
  if (record && D.records[record]) {
    if (next.chosen) change({ record });
    else chooseRecord(record);
  }
}

function copyLink() {
  const base = location.href.startsWith("about:") ? "" : location.href.split("#")[0];
  copyText(base + hashOf(), "Link copied");
}

function recordInWords(id) {
  const record = D.records[id];
  const says = record.claims.map((claim) => `${claim.lead} ${claim.text}, ${claim.at.map((place) => place[0]).join(", ")}`);
  return `${record.label}, ${record.dates}. ${says.join(". ")}.`;
}

function sourcesInWords() {
  return D.sources.map((source) => source.name + (source.issued ? `, ${dayInWords(source.issued)}` : "") + (source.url ? `, ${source.url}` : "")).join("; ");
}

function copyRecord(id) {
  copyText(`${recordInWords(id)}\nSource: ${sourcesInWords()}`, "Copied with its sources");
}

function copyTie(tie, record) {
  const lines = [`${nameOf(tie.a)} and ${nameOf(tie.b)} on ${dayInWords(state.day)}: ${valueAt(tie.state, state.day)}.`];
  const ids = state.record ? [record] : tie.records.filter((id) => passes(D.records[id]));
  copyText([...lines, ...ids.map(recordInWords), `Source: ${sourcesInWords()}`].join("\n"), "Copied with its sources");
}

async function copyText(text, done) {
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
    setTimeout(() => { button.textContent = words; }, 1600);
  }
}
