// Compare: what went, came, moved on or did not between two days, from the same spans as the pictures.
VIEWS.compare = { update: drawCompare, headline: compareHeadline, days: compareDays };
let comparedFrom = null; // the record whose line opened the panel, to which the focus goes back

/** The two days, the earlier first. */
function bothDays() {
  return [state.before, state.day].sort();
}

function compareDays() {
  const [first, last] = bothDays().map((day) => make("b", {}, dayInWords(day)));
  return [first, " and on ", last];
}

/** What differs between two days: lists of { id, words, relation } that went and came, with what hangs on each. */
function differences(first, last) {
  const went = [];
  const came = [];
  const enters = (id, words = D.records[id].dates) => {
    const [was, is] = [levelOn(id, first), levelOn(id, last)];
    if (is > was) came.push({ id, words: words + doubt(was, is, D.records[id], "come about") });
  };
  for (const [sort, thing, event] of D.news.standing) {
    if (sort === "began") enters(thing);
    else if (sort === "ended" && D.records[thing]) {
      const [was, is] = [levelOn(thing, first), levelOn(thing, last)];
      const dates = event ? `ended ${D.records[event].dates}` : D.records[thing].dates;
      if (was > is) went.push({ id: thing, event, words: dates + (was < 2 ? ", perhaps before the first day" : is ? ", perhaps after the last day" : "") });
    } else if (sort === "ended" && levelOn(event, last) > levelOn(event, first)) went.push({ id: event, thing, words: D.records[event].dates });
    else if (sort === "moved" && !stagesOn(thing, first).length) enters(event);
  }
  for (const id of D.news.happened) enters(id);
  return { went, came };
}

/** In words how a change may lie outside the two days, where it may. */
function doubt(was, is, record) {
  if (was || (record.shape === "event" && !record.from)) return record.shape === "event" ? ", perhaps before the first day" : "; may stand on the first day";
  return is < 2 ? ", perhaps after the last day" : "";
}

/** The stages that a life has reached by a day, as far as they have a date. */
function stagesOn(thing, day) {
  const life = D.lives.find((one) => one.thing === thing);
  return life ? life.steps.filter((step) => step.sort === "stage" && D.records[step.record].when && within(step.perhaps, day)) : [];
}

/** Texts, promises and conditions: those that moved on, and those that wait as before. */
function movements(first, last) {
  const moved = [];
  const still = [];
  for (const life of D.lives) {
    const [was, is] = [first, last].map((day) => stagesOn(life.thing, day).pop());
    const owed = Boolean(D.records[life.thing]);
    const text = owed || /text|project/.test(D.things[life.thing].sort);
    if (text && is && is !== was && (was || owed)) moved.push({ id: is.record, name: life.name, from: was ? was.label : "not yet made", to: owed ? `${is.label}, open` : is.label, dates: is.dates });
    else if (text && is && life.waits) still.push({ id: is.record, name: life.name, rest: `${is.label} on both days` });
    for (const gate of life.steps.filter((step) => step.sort === "gate")) {
      const [open, met] = [first, last].map((day) => within(gate.perhaps, day));
      const name = `Condition: ${lowered(gate.label)}`;
      if (met && !open) moved.push({ id: gate.cited || gate.record, name, from: "open", to: "met", dates: gate.dates.replace("met ", "") });
      else if (!met) still.push({ id: gate.record, name, rest: "open on both days, as far as stated" });
    }
  }
  return { moved, still };
}

/** What voices came to say between the days, charges, denials and disputes before what they expect. */
function saidBetween(first, last) {
  const rows = D.news.said.filter(([, , ...spans]) => (spans.length ? spans : [D.news.spoken]).some(([from, to]) => from <= last && to > first));
  const expected = ([id, rival]) => Number(!rival && stanceGroup(D.records[id]) === "expected");
  return rows.sort((a, b) => expected(a) - expected(b));
}

/** The kinds of relations that went and came; else what moved; else how many events there were. */
function compareHeadline() {
  const days = bothDays();
  const { went, came } = differences(...days);
  const kinds = (items) => joined([...new Set(items.filter(({ id }) => D.records[id].stands).map(({ id }) => D.records[id].kind))].slice(0, 2));
  const parts = [[kinds(went), "went"], [kinds(came), "came"]].filter(([names]) => names).map((part) => part.join(" "));
  if (parts.length) return capital(parts.join(", "));
  const [step] = movements(...days).moved;
  if (step) return capital(`${lowered(step.name)} moved on from ${step.from} to ${step.to}`);
  return came.length ? `${plural(came.length, "event", "events")}, and nothing that stands changed` : "Nothing dated changed between the two days";
}

function drawCompare() {
  const home = find("compare");
  const days = bothDays();
  const [first, last] = days;
  const { went, came } = differences(...days);
  const { moved, still } = movements(...days);
  const said = saidBetween(...days);
  const ids = (items) => new Set(items.flatMap(({ id, event, thing }) => [id, event, ...(thing ? recordsThatEnd(thing) : [])]));
  const focused = document.activeElement.id;
  clear(home).append(
    make("div", { class: "pair" },
      oneDay("Before", first, ids(went), went.map((item) => item.id)),
      oneDay("After", last, ids(came), came.map((item) => item.id)),
      changePart("Went: marked in the left picture", went, "Nothing that stood on the first day is gone on the last."),
      changePart("Came: marked in the right picture", came, "Nothing came about between the two days.")),
    make("div", { class: "beside" },
      listedPart("Moved on: texts and conditions", moved, 6, movedLine, "No text, condition or promise moved on."),
      listedPart("Did not move", still, 4, ({ id, name, rest }) => stepLine(id, name, rest)),
      undatedPart(),
      listedPart("Said, but not counted as change", said, 3, ([id, rival]) => recordLine(id, rival ? `disputed: ${lowered(nameOf(rival))}` : saysOf(D.records[id]).split(/[,;] /)[0]))),
    compareKey(() => copyCompare(days, went, came, moved)),
  );
  if (focused && find(focused)) find(focused).focus();
  if (state.record) comparedFrom = state.record;
  else if (comparedFrom) {
    const line = home.querySelector(`[data-id="${CSS.escape(comparedFrom)}"] button`);
    if (line) line.focus();
    comparedFrom = null;
  }
}

/** The relations that a thing's end ends are those that join it: they leave the picture with it. */
function recordsThatEnd(thing) {
  return tiesOf(thing).flatMap((tie) => tie.records);
}

function oneDay(title, day, marked, ids) {
  const [field, other] = title === "Before" ? ["before", "day"] : ["day", "before"];
  const set = (next) => {
    // The two days keep their order: the field of the earlier day sets whichever of the two is earlier.
    const name = (state.before <= state.day) === (title === "Before") ? "before" : "day";
    change({ [name]: next });
  };
  const id = `compare-${field}`;
  const input = make("input", {
    id, type: "text", value: day, size: 10, maxlength: 10, autocomplete: "off", spellcheck: "false",
    change: () => {
      const fine = isDay(input.value.trim());
      input.setAttribute("aria-invalid", String(!fine));
      if (fine) set(input.value.trim());
      else announce(`${input.value} is no day; write it as ${D.day.newest}`);
    },
  });
  const step = (way) => {
    const next = way < 0 ? D.strip.changes.filter((one) => one < day).pop() : D.strip.changes.find((one) => one > day);
    return make("button", { type: "button", id: `${id}${way}`, class: "step", disabled: !next, "aria-label": `${title}: ${way < 0 ? "the change before" : "the next change"}`, click: () => set(next) },
      icon(11, 11, draw("path", { d: way < 0 ? "M10 0.5 0.5 5.5 10 10.5Z" : "M1 0.5 10.5 5.5 1 10.5Z" })));
  };
  const listed = ids.length ? `${title === "Before" ? "went" : "came"}: ${some(ids)}` : "nothing marked";
  return make("div", { class: "one" },
    make("div", { class: "asof-line" }, make("label", { for: id }, title), " ", input, step(-1), step(1)),
    make("div", { class: "day-words" }, dayInWords(day)),
    drawMini(day, marked, `The ties on ${dayInWords(day)}; ${listed}`));
}

function changePart(title, items, none) {
  return listedPart(title, items, 7, ({ id, words }) => recordLine(id, words), none);
}

function listedPart(title, items, most, line, none) {
  if (!items.length && !none) return null;
  return part(title, items.length > most ? items.length : "", items.length ? recordList(items, most, line) : make("p", { class: "soft" }, none));
}

function movedLine({ id, name, from, to, dates }) {
  const arrow = icon(32, 10, draw("path", { d: "M0 5H24", class: "joint" }), draw("path", { d: "M32 5 23 1.3V8.7Z", class: "dot" }));
  return stepLine(id, name, [from, " ", arrow, make("span", { class: "unseen" }, "then"), " ", make("b", {}, to)], dates);
}

function stepLine(id, name, rest, dates) {
  const line = recordLine(id, "");
  clear(line.querySelector("button")).append(make("b", {}, name), " ", make("span", { class: "soft" }, rest, dates ? `, ${dates}` : ""));
  return line;
}

function undatedPart() {
  const { undated: ids } = D.news;
  if (!ids.length) return null;
  const all = plural(ids.length, "reported record has no date and stands", "reported records have no date and stand");
  return part("Cannot be placed: date or beginning not stated", "",
    make("p", { class: "soft" }, `${all} in neither picture; where only the beginning is missing, the tie is thin on the first day. Among them:`),
    recordList(ids, 4));
}

function compareKey(copy) {
  const say = (sample, ...words) => make("span", { class: "say" }, sample, words);
  const thick = icon(32, 12, draw("path", { d: "M0 3.5H32", stroke: "var(--ink)", "stroke-width": 5 }), draw("path", { d: "M0 10H32", stroke: "var(--ink)", "stroke-width": 1.4 }));
  const differs = icon(32, 14, draw("path", { d: "M6 7H26", class: "marked", "stroke-width": 12 }), draw("path", { d: "M0 7H32", class: "pos", "stroke-width": 2.8 }));
  return make("div", { class: "key" }, make("div", { class: "row" },
    SIGNS.map((sign) => say(signSample(sign), make("b", {}, SIGN_TEXT[sign]), " ", SIGN_WORDS[sign])),
    say(thick, "thick: surely stands; thin: happened, may stand, or beginning not stated"),
    say(differs, "differs from the other day"),
    make("span", { class: "push" },
      make("button", { type: "button", class: "go", click: () => find("compare-before").select() }, "Other days"),
      make("button", { type: "button", class: "go", click: copy }, "Copy with sources"))));
}

function copyCompare(days, went, came, moved) {
  const lines = (title, items, words) => (items.length ? [`${title}:`, ...items.map((item) => `- ${words(item)} (${D.records[item.id].at.map(([sid]) => sid).join(", ")})`)] : []);
  const told = ({ id, words }) => `${D.records[id].label}, ${words}`;
  copyText([
    `${compareHeadline()}. ${days.map(dayInWords).join(" and ")}.`,
    ...lines("Went", went, told),
    ...lines("Came", came, told),
    ...lines("Moved on", moved, ({ name, from, to, dates }) => `${name}: ${from}, then ${to}, ${dates}`),
    `Source: ${sourcesInWords()}`,
  ].join("\n"), "Copied with its sources");
}
