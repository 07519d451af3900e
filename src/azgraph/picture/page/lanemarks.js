// The marks of time on a track: bars, coins, spans, what is expected, texts and what is owed.
import { draw, measure } from "./dom.js";
import { dayOf, numberOf, within } from "./days.js";
import { D, stanceGroup, state } from "./state.js";
import { recordShapes, SIGN_CLASS } from "./words.js";
import { fonts } from "./network.js";
import { stripX } from "./strip.js";
import { passing } from "./lists.js";
import { lanes } from "./lanes.js";
import { markWords, writeTrack } from "./lanewords.js";
import { rivalled } from "./lanekeys.js";
import { saysOf } from "./table.js";

const PIECES = { pos: [0, 0], neg: [9, 3.5], neu: [3, 2.6] };

export function f(number) {
  return number.toFixed(1);
}

export function trace(d, name, more) {
  return draw("path", { d, class: name, ...more });
}

/** Place the marks of a track, then what is written by them, then draw them. */
export function drawTrack(row, marks, y) {
  for (const mark of marks) Object.assign(mark, { y, label: null, gap: null, box: null }, reachOf(mark));
  writeTrack(marks);
  if (marks[0].sort === "stage") row.group.append(textLine(marks, y));
  for (const mark of marks) drawMark(mark, shapesFor(mark));
}

/** From where to where a mark reaches: a and b where it begins, c and d where it ends, `at` where its coin is. */
function reachOf({ sort, record, ids, ...days }) {
  const [start, b, from, end] = [days.start, days.startBy ?? days.start, days.endFrom ?? days.end, days.end].map(
    (day) => (typeof day === "number" ? stripX(dayOf(numberOf(D.strip.first) + day)) : null),
  );
  const { turn } = lanes;
  const torn = start === null;
  const number = ids.length > 1 ? measure("\u00d7" + ids.length, fonts.second()) + 3 : 0;
  if (sort === "early") return { torn, number, at: -8, x1: -18, x2: number };
  if (sort === "now" || (sort === "owed" && !record.when))
    return { torn, a: turn - 30, b: turn - 30, c: turn, d: turn, x1: turn - 30, x2: turn + 6, written: true };
  if (/bar|met|owed/.test(sort) || (sort === "stage" && end !== null)) {
    const d = end ?? turn;
    return { torn, a: start ?? 0, b: torn ? 0 : b, c: Math.min(d, from ?? d), d, open: end === null, x1: start ?? 0, x2: d + (sort === "bar" ? 0 : 6) };
  }
  if (sort === "pill" || stanceGroup(record) === "expected") {
    const x1 = (start ?? b) + 1;
    const c = Math.max(b, x1 + 15);
    const outside = c - x1 < 20 + number;
    const at = (x1 + c - (outside ? 0 : number)) / 2;
    return { number, x1, x2: outside ? c + number : c, c, at, after: outside ? c + 2 : null, pill: true };
  }
  const span = !torn && b - start > 1;
  const at = span ? (start + b) / 2 : b;
  const inside = span && at + 9 + number < b;
  const x1 = Math.min(start ?? b - 20, at - 7);
  const x2 = Math.max(b, at + 7);
  const found = { torn, span, at, a: start, b, number, after: inside ? null : x2 + 2, x1, x2 };
  if (inside || !number) return found;
  // A number does not run over the sources' last day.
  const left = b <= turn && x2 + number > turn;
  return { ...found, ...(left ? { x1: x1 - number, after: x1 - number + 1 } : { x2: x2 + number }) };
}

function signOf({ record }) {
  return SIGN_CLASS[record.sign || 0];
}

/** What a mark looks like by its sort. */
function shapesFor(mark) {
  const { sort, pill } = mark;
  if (sort === "stage") return stageShapes(mark);
  if (sort === "owed" || sort === "met") return owedShapes(mark);
  if (sort === "bar" || sort === "now") return barShapes(mark);
  return pill ? [pillShape(mark, signOf(mark)), coinAt(mark)] : coinShapes(mark);
}

/** A shape twice: as it is up to the chosen day, and as a ghost after it. */
function split(d, name, more) {
  return [["held"], ["later", "later"]].map(([clip, ghost]) =>
    draw("g", { "clip-path": `url(#lanes-${clip})`, class: ghost }, trace(d, name, more)),
  );
}

/** A bar in the pattern of its sign: thin where it may only have begun or ended, torn where no beginning is stated. */
function barShapes(mark) {
  const { a, b, c, d, y, torn } = mark;
  const sign = signOf(mark);
  const [piece, space] = PIECES[sign];
  const high = mark.record.stands ? 3.5 : 1.8;
  const gap = mark.gap || [d, d];
  const thick = (x) => high * Math.max(0.12, Math.min(1, b > a ? (x - a) / (b - a) : 1, d > c ? (d - x) / (d - c) : 1));
  const cuts = piece ? [] : [a, b, c, d, ...gap].filter((x) => x >= a && x <= d).sort((one, two) => one - two);
  for (let x = a; piece && x < d; x += piece + space) cuts.push(x, Math.min(d, x + piece));
  let path = "";
  for (let at = 0; at + 1 < cuts.length; at += piece ? 2 : 1) {
    const [from, to] = [cuts[at], cuts[at + 1]];
    if (to - from < 0.5 || (from < gap[1] && to > gap[0])) continue;
    const [left, right] = [thick(from), thick(to)];
    const edge = torn && from === a ? `l3 ${f(left * 0.7)}l-3 ${f(left * 0.7)}l3 ${f(left * 0.6)}` : `v${f(2 * left)}`;
    path += `M${f(from)} ${f(y - left)}${edge}L${f(to)} ${f(y + right)}v${f(-2 * right)}Z`;
  }
  if (mark.open !== false) path += `M${f(d)} ${f(y - high - 1)}l5 ${high + 1}l-5 ${high + 1}Z`;
  const view = stanceGroup(mark.record) === "view";
  return split(path, `mark-${sign} ${view ? "half" : ""}`, { "stroke-width": view ? 1 : 0 });
}

/** A coin; over a span a band between two ticks; by a day a lead-in that fades. */
function coinShapes(mark) {
  const { a, b, y, at, span, torn, sort } = mark;
  const sign = signOf(mark);
  const coin = coinAt(mark);
  if (sort === "early") return [trace(`M-15 ${y - 3}l-3 3 3 3`, `${sign} bare`, { "stroke-width": 1.3 }), coin];
  if (torn) return [trace(`M${f(at - 20)} ${y}l20 -3v6Z`, `head-${sign}`, { opacity: 0.5 }), coin];
  if (!span) return [coin];
  const [from, to] = (mark.gap || [at, at]).map(f);
  const band = `M${f(a)} ${y - 4}H${from}v8H${f(a)}ZM${to} ${y - 4}H${f(b)}v8H${to}Z`;
  const ticks = `M${f(a)} ${y - 5.5}v11M${f(b)} ${y - 5.5}v11`;
  return [...split(band, `tint-${sign}`), ...split(ticks, sign, { "stroke-width": 1.5 }), coin];
}

/** The coin itself, with a ring of ink where claims disagree, and a number where it stands for several. */
export function coinAt(mark) {
  const { at, y, ids, after } = mark;
  const home = { transform: `translate(${f(at - 7.3)} ${f(y - 7.3)})` };
  const count = { class: `lanelabel ${signOf(mark)}-text`, x: f(after ?? at + 9), y: y + 4.3 };
  return draw(
    "g",
    { class: "coin" },
    draw("g", home, recordShapes(mark.record)),
    ids.some((id) => rivalled.has(D.records[id])) ? draw("circle", { cx: at, cy: y, r: 7.1, class: "rival" }) : null,
    ids.length > 1 ? draw("text", count, `\u00d7${ids.length}`) : null,
  );
}

function pillShape({ x1, c, y }, name) {
  return draw("rect", { x: x1, y: y - 6, width: c - x1, height: 12, rx: 6, class: `pill ${name}` });
}

/** The line of a text from its first stage on. */
function textLine(marks, y) {
  const d = lineBut(marks[0].x1, lanes.turn, y, [], marks[0].torn);
  return draw("g", { transform: `translate(${f(lanes.left)} 0)` }, split(d, "textline"));
}

function lineBut(from, to, y, gaps, torn) {
  const parts = gaps.sort((one, two) => one[0] - two[0]).map(([left, right]) => `H${f(left)}M${f(right)} ${y}`);
  return `M${f(from)} ${y}${torn ? "h3m3 0" : ""}${parts.join("")}H${f(to)}`;
}

function stageShapes(mark) {
  const { a, b, y, at } = mark;
  if (mark.pill) return [pillShape(mark, "inked")];
  if (!mark.at) return [];
  if (!mark.span) return [draw("circle", { class: "coin dot", cx: at, cy: y, r: 4.6 })];
  return split(`M${f(a + 5)} ${y - 5}H${f(b - 5)}a5 5 0 0 1 0 10H${f(a + 5)}a5 5 0 0 1 0 -10Z`, "capsule");
}

/** What is owed: a line without sign, and at its end a box, which is ticked from the day on which it is met. */
function owedShapes(mark) {
  const { a, d, y, torn, gap } = mark;
  mark.box = draw("rect", { x: d - 5, y: y - 5, width: 10, height: 10, "stroke-width": 1.6 });
  const tick = trace(`M${f(d - 3)} ${y}l2.4 2.6 4-5`, "glyph", { "stroke-width": 1.6 });
  return [split(lineBut(a, d, y, gap ? [gap] : [], torn), "owedline"), draw("g", { class: "coin" }, mark.box, tick)];
}

function textOf({ text, lines = [text], x }) {
  return lines.map((line, at) => (at ? draw("tspan", { x: f(x), dy: 14.5 }, line) : line));
}

/** A mark as a button, as high as its track, with what is written by it. */
export function drawMark(mark, shapes) {
  const { x1, x2, label, y, row } = mark;
  const left = Math.min(x1, label ? label.x : x1) - 2;
  const right = Math.max(x2, label ? label.x + label.width : x2) + 2;
  const width = Math.max(right - left, lanes.narrow ? 24 : 15);
  const ring = { class: "ring", x: f((left + right - width) / 2), y: y - row.pitch / 2, width: f(width), height: row.pitch, rx: 3 };
  const text = label && draw("text", { class: `lanelabel ${label.name}`, x: f(label.x), y: y + 4.3 - (label.lift || 0) }, textOf(label));
  const role = { role: "button", tabindex: "-1", transform: `translate(${f(lanes.left)} 0)` };
  mark.group = draw("g", role, draw("rect", ring), shapes, text);
  mark.now = null;
  row.shown.push(mark);
  row.group.append(mark.group);
}

/** Opacity and colour follow the day, the filter and the choice; no place does. */
export function updateMark(mark, record, x) {
  const { day } = state;
  const { ids, sort, box, group } = mark;
  const begun = (id) => within(D.records[id].shown && [D.records[id].shown[0], null], day);
  const stance = stanceGroup(mark.record);
  const after = sort === "bar" ? mark.a > x : stance === "reported" ? !ids.some(begun) : stance === "view" && mark.record.from > day;
  if (box) box.setAttribute("class", `mark-ink ${sort === "met" && mark.d <= x ? "" : "empty"}`);
  const on = ids.includes(record);
  const now = `mark${after ? " afterday" : ""}${ids.some(passing) ? "" : " ghost"}${on ? " on" : ""}`;
  if (mark.now === now) return;
  if (!mark.now) group.setAttribute("aria-label", `${markWords(mark).join(", ")}. ${saysOf(mark.record)}`);
  mark.now = now;
  group.setAttribute("class", now);
  group.setAttribute("aria-pressed", String(on));
}
