// The day strip: a scale with a dash for each dated event, a handle, the day in words and as a field.
import { clear, draw, find, measure, printing, screenWidth } from "./dom.js";
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
  strip.width = Math.max(120, wide - left - right);
  const picture = draw("svg", { width: wide, height: 64, viewBox: `0 0 ${wide} 64` });
  const axis = draw("g", { transform: `translate(${left} ${LINE})` });
  picture.append(axis);
  axis.append(draw("path", { d: `M0 0H${strip.width}`, stroke: "var(--rule)", "stroke-width": 1.2 }));
  strip.dashes = new Map();
  strip.mark = draw("path", { class: "marked", "stroke-width": 9 });
  strip.past = draw("path", { stroke: "var(--ink)", "stroke-width": 1.4 });
  axis.append(...tickShapes(narrow), strip.past, strip.mark, ...dashShapes());
  if (D.strip.last > D.strip.turn && !narrow && strip.width * (1 - D.strip.share) > 105)
    axis.append(scaleText(strip.width, "expected", "end"));
  if (D.strip.earlier && !narrow)
    axis.append(
      draw(
        "text",
        { x: -9, y: 24, "text-anchor": "end", "font-size": 12, fill: "var(--ink3)" },
        `${D.strip.earlier} earlier`,
      ),
    );
  axis.append(makeHandle());
  if (!narrow) axis.append(...undatedShapes(wide - left));
  clear(home).append(picture);
  picture.addEventListener("pointerdown", grabDay);
  updateStrip();
}

/** A tick a month; names as often as they all fit. */
function tickShapes(narrow) {
  const marks = D.strip.marks.map(([day, year, months, text]) => ({ year, months, text, x: stripX(day) }));
  const edge = strip.width;
  const named = [1, 2, 3, 4, 6, 12].map((stride) => namedMarks(marks, stride, edge)).find(Boolean) || [];
  return [
    ...marks.map(({ x }) => draw("path", { d: `M${x.toFixed(1)} -3.5V3.5`, stroke: "var(--rule)" })),
    ...named.map(({ x, text, year }) => scaleText(x, text, "start", year)),
  ];
}

/** The marks that bear names if every so many months has one, or null if two of them would touch. */
function namedMarks(marks, stride, edge) {
  const wanted = marks.filter((mark, index) => mark.text && (mark.year || !index || mark.months % stride === 0));
  let free = -Infinity;
  const kept = [];
  for (const mark of wanted) {
    const wide = measure(mark.text, `${mark.year ? 600 : 400} 12.5px ${fontStack("sans")}`);
    if (mark.x + wide > edge && !mark.year) continue;
    if (mark.x < free) {
      const before = kept[kept.length - 1];
      if (before === wanted[0] && mark.year) kept.pop();
      else return null;
    }
    kept.push(mark);
    free = mark.x + wide + 7;
  }
  return kept;
}

function scaleText(x, text, anchor, strong) {
  return draw(
    "text",
    {
      x,
      y: 24,
      "text-anchor": anchor,
      "font-size": 12.5,
      "font-weight": strong ? 600 : 400,
      fill: strong ? "var(--ink)" : "var(--ink2)",
    },
    text,
  );
}

/** A dash over the days between which an event lies; a lead-in where it only happened by a day. One path a sign. */
function dashShapes() {
  const dashes = D.strip.dashes.map(([id, sign, begin, end, expected, by, row]) => ({ id, sign, begin, end, expected, by, row }));
  const rows = (below) => dashes.reduce((most, dash) => (dash.sign < 0 === below ? Math.max(most, dash.row) : most), 1);
  const steps = [Math.min(4, 20 / rows(false)), Math.min(4, 9 / rows(true))]; // above and below: what is crowded draws together
  const wides = steps.map((step) => Math.max(0.6, step * 0.75));
  const found = [];
  const paths = { 1: ["", ""], "-1": ["", ""], 0: ["", ""] };
  for (const dash of dashes) {
    const [x1, x2] = [stripX(dash.begin), stripX(dash.end)];
    const below = dash.sign < 0;
    const y = (below ? 1 : -1) * (5 + dash.row * steps[Number(below)]);
    // A single day is a dot, as long as a dash is thick; whatever is less exact is longer than that on any screen.
    const least = wides[Number(below)] < 2 ? 0.8 : 0; // a thin dash has no round ends, which alone would show it
    const far = dash.end > dash.begin ? Math.max(x1 + 4, x2 - 1.6) : x1 + 0.1 + least;
    const line = `M${(x1 - least).toFixed(1)} ${y.toFixed(1)}H${far.toFixed(1)}`;
    strip.dashes.set(D.ids[dash.id] ?? dash.id, line);
    if (dash.expected) {
      const box = { x: x1, y: y - 1.6, width: Math.max(8, x2 - x1), height: 3.2, rx: 1.6 };
      found.push(draw("rect", { ...box, fill: "none", stroke: `var(--${SIGN_CLASS[dash.sign]})`, "stroke-width": 1.1 }));
    } else paths[dash.sign][0] += line;
    if (dash.by && !dash.expected)
      paths[dash.sign][1] += `M${(x1 - 13).toFixed(1)} ${y}L${x1.toFixed(1)} ${y - 1.5}V${y + 1.5}Z`;
  }
  for (const [sign, [lines, leads]] of Object.entries(paths)) {
    const colour = `var(--${SIGN_CLASS[sign]})`;
    const wide = wides[Number(sign < 0)];
    if (leads) found.push(draw("path", { d: leads, fill: colour, opacity: 0.55 }));
    if (lines) found.push(draw("path", { d: lines, stroke: colour, "stroke-width": wide, "stroke-linecap": wide < 2 ? null : "round" }));
  }
  return found;
}

function undatedShapes(width) {
  const count = undated().length;
  const group = draw(
    "g",
    {
      class: "thing",
      role: "button",
      tabindex: "0",
      "aria-label": `${count} records without a date`,
      cursor: "pointer",
    },
    draw("rect", { x: width - 104, y: -18, width: 104, height: 46, class: "ring" }),
    draw("path", { d: `M${width - 100} 0H${width}`, stroke: "var(--rule)" }),
    draw(
      "text",
      { x: width, y: -6, "text-anchor": "end", "font-size": 13, "font-weight": 600, fill: "var(--ink)" },
      String(count),
    ),
    draw(
      "text",
      { x: width, y: 24, "text-anchor": "end", "font-size": 12.5, fill: "var(--ink2)" },
      "no date stated",
    ),
  );
  const open = () => change({ chosen: { list: "undated" }, record: null });
  group.addEventListener("click", open);
  group.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open();
    }
  });
  return [group];
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
      "aria-orientation": "horizontal",
    },
    draw("rect", { x: -14, y: -34, width: 28, height: 48, fill: "transparent" }),
    draw("path", { d: "M0 -31V0", stroke: "var(--ink)", "stroke-width": 1.6 }),
    draw("circle", { r: 6.8, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 2 }),
    draw("circle", { r: 11, class: "ring" }),
  );
  strip.handle.addEventListener("keydown", slideByKey);
  return strip.handle;
}

export function updateStrip() {
  const x = stripX(state.day);
  strip.handle.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
  strip.handle.setAttribute("aria-valuenow", numberOf(state.day));
  strip.handle.setAttribute("aria-valuetext", dayInWords(state.day));
  strip.past.setAttribute("d", `M0 0H${x.toFixed(1)}`);
  const chosen = state.chosen && tieOf.get(state.chosen.tie);
  const ids = state.record ? [state.record] : chosen ? chosen.records : [];
  strip.mark.setAttribute("d", ids.map((id) => strip.dashes.get(id) || "").join(""));
  find("day-words").textContent = dayInWords(state.day);
  const field = find("day");
  if (document.activeElement !== field) field.value = state.day;
  field.setAttribute("aria-invalid", "false");
}

export function announce(text) {
  find("news").textContent = text;
}
