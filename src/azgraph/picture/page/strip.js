// The day strip: a scale with a dash for each dated event, a handle, the day in words and as a field.
import { add, clear, draw, find, measure, printing, screenWidth } from "./dom.js";
import { dayInWords, dayOf, numberOf } from "./days.js";
import { change, D, state, tieOf, undated } from "./state.js";
import { SIGN_CLASS } from "./words.js";
import { fontStack } from "./geometry.js";
import { grabDay, slideByKey } from "./slider.js";

export const strip = { width: 0, playing: null, dashes: new Map() };
export const [ASOF, LINE] = [176, 34]; // how wide the day in words is, beside the scale, and how far down its line

/** Where a day lies on the scale, in pixels; time after the sources' last day is on a smaller scale. */
export function stripX(day) {
  const { first, turn, last, share } = D.strip;
  const [a, b, c] = [first, turn, last].map(numberOf);
  const n = Math.max(a, Math.min(c, numberOf(day)));
  const near = strip.width * share;
  if (n <= b || c === b) return b === a ? 0 : ((n - a) / (b - a)) * near;
  return near + ((n - b) / (c - b)) * (strip.width - near);
}

export function stripDay(x) {
  const { first, turn, last, share } = D.strip;
  const [a, b, c] = [first, turn, last].map(numberOf);
  const near = strip.width * share;
  const at = Math.max(0, Math.min(strip.width, x));
  const n =
    at <= near || c === b ? a + (near ? at / near : 0) * (b - a) : b + ((at - near) / (strip.width - near)) * (c - b);
  return dayOf(Math.round(n));
}

export function drawStrip() {
  const home = find("scale");
  const narrow = screenWidth() < 640;
  const left = narrow ? 4 : 14;
  const right = narrow ? 8 : 128;
  const wide = printing ? printing - ASOF : home.clientWidth;
  strip.left = left;
  strip.before = narrow ? -12 : -26; // where the handle stands for a day before the scale, at the words for what is earlier
  strip.width = Math.max(120, wide - left - right);
  const picture = draw("svg", { width: wide, height: 64, viewBox: `0 0 ${wide} 64`, pointerdown: grabDay });
  const axis = draw("g", { transform: `translate(${left} ${LINE})` });
  picture.append(axis);
  axis.append(draw("path", { d: `M0 0H${strip.width}`, stroke: "var(--rule)", "stroke-width": 1.2 }));
  strip.dashes = new Map();
  strip.mark = draw("path", { class: "marked", "stroke-width": 9 });
  strip.past = draw("path", { stroke: "var(--ink)", "stroke-width": 1.4 });
  const hollow = placeDashes();
  strip.held = draw("g", {});
  add(axis, [tickShapes(narrow), strip.past, strip.mark, draw("g", { class: "later" }, dashShapes(Infinity)), strip.held, hollow]);
  if (D.strip.earlier && !narrow) axis.append(scaleText(-9, `${D.strip.earlier} earlier`, "end"));
  axis.append(makeHandle());
  if (!narrow) axis.append(undatedShapes(wide - left));
  clear(home).append(picture);
  updateStrip();
}

/** A tick a month; names as often as they all fit. */
function tickShapes(narrow) {
  const marks = D.strip.marks.map(([day, year, months, text]) => ({ year, months, text, x: stripX(day) }));
  const edge = strip.width;
  const named = [1, 2, 3, 4, 6, 12].map((stride) => namedMarks(marks, stride, edge)).find(Boolean) || [];
  return [
    ...marks.map(({ x }) => draw("path", { d: `M${x.toFixed(1)} -3.5V3.5`, stroke: "var(--rule)" })),
    D.strip.last > D.strip.turn && expectedText(named, strip.width + (narrow ? 16 : 30)),
    ...named.map(({ x, text, year }) => scaleText(x, text, "start", year)),
  ];
}

/** What the smaller scale is for: at its end, or as far beyond as the last name before it needs; later years give way. */
function expectedText(named, most) {
  const wide = measure("expected", scaleFont());
  const end = () => Math.max(strip.width, wide + (named.at(-1)?.free || 0));
  while (end() > most && named.at(-1).x > stripX(D.strip.turn)) named.pop();
  return end() <= most && scaleText(end(), "expected", "end");
}

function scaleFont(strong) {
  return `${strong ? "600 13" : "400 12.5"}px ${fontStack("sans")}`;
}

/** The marks that bear names if every so many months has one, or null if two of them would touch. */
function namedMarks(marks, stride, edge) {
  const wanted = marks.filter((mark, index) => mark.text && (mark.year || !index || mark.months % stride === 0));
  let free = -Infinity;
  const kept = [];
  for (const mark of wanted) {
    const wide = measure(mark.text, scaleFont(mark.year));
    if (mark.x + wide > edge && !mark.year) continue;
    if (mark.x < free) {
      const before = kept.at(-1);
      if (before === wanted[0] && mark.year) kept.pop();
      else return null;
    }
    kept.push(mark);
    mark.free = free = mark.x + wide + 7;
  }
  return kept;
}

function scaleText(x, text, anchor, strong) {
  return draw("text", { x, y: 24, "text-anchor": anchor, class: strong ? "thingname" : "second" }, text);
}

/** A dash over the days between which an event lies; a lead-in where it only happened by a day. What is expected is hollow on
 * every day, and drawn at once. */
function placeDashes() {
  const rows = (below) => Math.max(1, ...D.strip.dashes.map(([, sign, , , , , row]) => (sign < 0 === below ? row : 1)));
  const steps = [Math.min(4, 20 / rows(false)), Math.min(4, 9 / rows(true))]; // above and below: what is crowded draws together
  const hollow = [];
  for (const [id, sign, begin, end, expected, by, row] of D.strip.dashes) {
    const [x1, x2] = [begin, end].map(stripX);
    const [name, step] = [SIGN_CLASS[sign], steps[Number(sign < 0)]];
    const wide = Math.max(0.6, step * 0.75);
    const y = (sign < 0 ? 1 : -1) * (5 + row * step);
    // A single day is a dot, as long as a dash is thick; whatever is less exact is longer than that on any screen.
    const least = wide < 2 ? 0.8 : 0; // a thin dash has no round ends, which alone would show it
    const far = end > begin ? Math.max(x1 + 4, x2 - 1.6) : x1 + 0.1 + least;
    const lead = by ? `M${(x1 - 13).toFixed(1)} ${y}L${x1.toFixed(1)} ${y - 1.5}V${y + 1.5}Z` : "";
    strip.dashes.set(D.ids[id] ?? id, { name, expected, x1, far, lead, wide, start: `M${(x1 - least).toFixed(1)} ${y.toFixed(1)}H` });
    if (!expected) continue;
    const box = { x: x1, y: y - 1.6, width: Math.max(8, x2 - x1), height: 3.2, rx: 1.6 };
    hollow.push(draw("rect", { ...box, class: `${name} bare`, "stroke-width": 1.1 }));
  }
  return hollow;
}

/** What is reported, up to a place on the scale: one path a sign. */
function dashShapes(most) {
  return Object.values(SIGN_CLASS).map((name) => {
    const own = [...strip.dashes.values()].filter((dash) => !dash.expected && dash.x1 <= most && dash.name === name);
    const wide = own.length && own[0].wide;
    const lines = own.map((dash) => lineOf(dash, most)).join("");
    return [
      draw("path", { d: own.map(({ lead }) => lead).join(""), class: `head-${name}`, opacity: 0.55 }),
      draw("path", { d: lines, class: name, "stroke-width": wide, "stroke-linecap": wide < 2 ? null : "round" }),
    ];
  });
}

function lineOf({ start, far }, most) {
  return start + Math.min(far, most).toFixed(1);
}

function undatedShapes(width) {
  const count = undated().length;
  const open = () => change({ chosen: { list: "undated" }, record: null });
  const keydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open();
  };
  return draw(
    "g",
    { class: "thing", role: "button", tabindex: "0", "aria-label": `${count} records without a date`, cursor: "pointer", click: open, keydown },
    draw("rect", { x: width - 104, y: -18, width: 104, height: 46, class: "ring" }),
    draw("path", { d: `M${width - 100} 0H${width}`, stroke: "var(--rule)" }),
    draw(
      "text",
      { x: width, y: -6, "text-anchor": "end", class: "thingname" },
      String(count),
    ),
    scaleText(width, "no date stated", "end"),
  );
}

function makeHandle() {
  const { first, last } = D.strip;
  strip.handle = draw(
    "g",
    {
      class: "slider",
      role: "slider",
      tabindex: "0",
      "aria-label": "Day of the picture",
      "aria-valuemin": numberOf(first),
      "aria-valuemax": numberOf(last),
      keydown: slideByKey,
    },
    draw("rect", { x: -14, y: -34, width: 28, height: 48, fill: "transparent" }),
    draw("path", { d: "M0 -31V0", stroke: "var(--ink)", "stroke-width": 1.6 }),
    draw("circle", { r: 6.8, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 2 }),
    draw("circle", { r: 11, class: "ring" }),
  );
  return strip.handle;
}

export function updateStrip() {
  const { first } = D.strip;
  const x = (strip.at = state.day < first ? strip.before : stripX(state.day));
  strip.handle.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
  strip.handle.setAttribute("aria-valuenow", numberOf(state.day < first ? first : state.day));
  strip.handle.setAttribute("aria-valuetext", dayInWords(state.day));
  strip.past.setAttribute("d", `M0 0H${Math.max(0, x).toFixed(1)}`);
  add(clear(strip.held), dashShapes(x + 0.5));
  const chosen = state.chosen && tieOf.get(state.chosen.tie);
  const ids = state.record ? [state.record] : chosen ? chosen.records : [];
  const marked = ids.map((id) => strip.dashes.get(id)).filter(Boolean);
  strip.mark.setAttribute("d", marked.map((dash) => lineOf(dash, Infinity)).join(""));
  find("day-words").textContent = dayInWords(state.day);
  const field = find("day");
  if (document.activeElement !== field) field.value = state.day;
  field.setAttribute("aria-invalid", "false");
}

export function announce(text) {
  find("news").textContent = text;
}
