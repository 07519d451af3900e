// The marks of time on a track: bars, coins, spans, what is expected, texts and what is owed.
import { draw, measure, printing } from "./dom.js";
import { dayOf, numberOf, within } from "./days.js";
import { D, stanceGroup, state } from "./state.js";
import { recordShapes, SIGN_CLASS } from "./words.js";
import { fonts } from "./network.js";
import { stripX } from "./strip.js";
import { passing } from "./lists.js";
import { lanes } from "./lanes.js";
import { isOwed, markWords } from "./lanewords.js";
import { rivalled } from "./lanekeys.js";
import { saysOf } from "./table.js";

const THIN = 0.8; // half of how thick a bar is that may stand
const LEAST = { coin: 13, box: 16, wedge: 6, line: 4 }; // how wide a span is at least, to be seen about a coin or box, or alone
const BASE = 4; // how far below the middle of a track the line of its words is
const PIECES = { pos: [0, 0], neg: [9, 3.5], neu: [3, 2.6] };

export function f(number) {
  return number.toFixed(1);
}

export function trace(d, name, more) {
  return draw("path", { d, class: name, ...more });
}

/** Draw the marks of a track, which have their places along it, around a height. */
export function drawTrack(row, marks, y) {
  for (const mark of marks) mark.y = y;
  if (marks[0].sort === "stage") row.group.append((row.line = textLine(marks, y)));
  for (const mark of marks) drawMark(mark, shapesFor(mark));
}

/** Where a day lies that is so many after the first of the scale; one before it lies as far left of it, where nothing is drawn. */
function alongScale(day) {
  const first = numberOf(D.strip.first);
  if (typeof day !== "number") return null;
  return day < 0 ? (day / (numberOf(D.strip.turn) - first)) * lanes.turn : stripX(dayOf(first + day));
}

/** A span, as wide as it must be to be seen; where it is widened it stays on the scale, and before the sources' last day. */
function seen(a, b, least) {
  const low = Math.max(0, a);
  if (b - low >= least) return [a, b];
  const from = Math.max(0, Math.min((low + b - least) / 2, b <= lanes.turn ? lanes.turn - least : Infinity));
  return [a < 0 ? a : from, from + least];
}

/** From where to where a mark reaches: a and b where it begins, c and d where it ends, `at` where its coin is. */
export function reachOf({ sort, record, ids, ...days }) {
  const edges = [days.start, days.startBy ?? days.start, days.endFrom ?? days.end, days.end];
  let [start, b, from, end] = edges.map(alongScale);
  const { turn } = lanes;
  const torn = start === null;
  const [begins, ends] = [!torn && edges[1] > edges[0], end !== null && edges[3] > edges[2]];
  const number = ids.length > 1 ? measure("\u00d7" + ids.length, fonts.second()) + 3 : 0;
  if (sort === "early") return { torn, number, at: -8, x1: -18, x2: number };
  if (sort === "now" || (sort === "owed" && !record.when))
    return { torn, a: turn - 30, b: turn - 30, c: turn, d: turn, at: turn, x1: turn - 30, x2: turn + 6, written: true };
  if (sort === "bar" || isOwed(sort) || (sort === "stage" && end !== null)) {
    if (begins) [start, b] = sort === "bar" ? [start, Math.max(b, start + LEAST.wedge)] : seen(start, b, LEAST.line);
    if (ends) [from, end] = isOwed(sort) ? seen(from, end, LEAST.box) : [Math.min(from, end - LEAST.wedge), end];
    const d = end ?? turn;
    const c = Math.min(d, from ?? d);
    const [a, x1] = [start ?? 0, Math.max(0, start)];
    const sureFrom = sort === "bar" && record.sure && b > 0 ? b : 0;
    return { torn, a, b: torn ? sureFrom : b, c, d, open: end === null, x1, x2: d + (sort === "bar" ? 0 : 6), at: isOwed(sort) ? (c + d) / 2 : undefined, fuzzy: begins || ends };
  }
  if (sort === "pill" || stanceGroup(record) === "expected") {
    const x1 = Math.max(0, start ?? b) + 1;
    const c = Math.max(b, x1 + 15);
    const outside = c - x1 < 20 + number;
    const at = (x1 + c - (outside ? 0 : number)) / 2;
    return { number, x1, x2: outside ? c + number : c, c, at, after: outside ? c + 2 : null, pill: true, room: c - x1 - 5 };
  }
  const span = begins;
  const last = b;
  if (span) [start, b] = seen(start, b, LEAST.coin);
  const at = span ? (Math.max(0, start) + b) / 2 : b;
  const inside = span && at + 9 + number < b;
  const x1 = Math.min(torn ? b - 20 : Math.max(0, start), at - 7);
  const x2 = Math.max(b, at + 7);
  const found = { torn, span, at, a: start, b, last, room: span && b - Math.max(0, start) - 3.5, number, after: inside ? null : x2 + 2, x1, x2 };
  if (inside || !number) return found;
  // A number does not run over the sources' last day.
  const left = b <= turn && x2 + number > turn;
  return { ...found, ...(left ? { x1: x1 - number - 2, after: x1 - number - 1 } : { x2: x2 + number }) };
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
    draw("g", { "clip-path": `url(#lanes-${clip}${printing})`, class: ghost }, trace(d, name, more)),
  );
}

/** A bar in the pattern of its sign: thick where it surely stands, torn there if no beginning is stated, and thin before. */
function barShapes(mark) {
  const { a, b, d, x1, y, torn, ids } = mark;
  const sign = signOf(mark);
  const [piece, space] = PIECES[sign];
  const view = stanceGroup(mark.record) === "view";
  const sure = ids.every((id) => D.records[id].sure);
  const high = sure && mark.record.stands ? 3.5 : sure || view || mark.fuzzy ? 1.8 : THIN;
  const c = high < 3 ? Math.max(x1, mark.c) : mark.c; // all of a thin wedge is to be seen
  const gaps = [mark.gap || [d, d], torn && !sure && !piece ? [x1 + 4, x1 + 8] : [d, d]];
  const part = (x, from, to) => (to > from ? (x - from) / (to - from) : 1);
  const thick = (x) => (high === THIN || (torn && x < b) ? THIN : high * Math.max(0.12, Math.min(1, torn ? 1 : part(x, a, b), part(d - x, 0, d - c))));
  const cuts = piece ? [] : [x1, b, c, d, ...gaps.flat()].filter((x) => x >= x1 && x <= d).sort((one, two) => one - two);
  for (const [first, last] of [[x1, torn ? b : x1], [torn ? b : x1, d]])
    for (let x = first; piece && x < last; x += piece + space) cuts.push(x, Math.min(last, x + piece));
  let path = "";
  for (let at = 0; at + 1 < cuts.length; at += piece ? 2 : 1) {
    const [from, to] = [cuts[at], cuts[at + 1]];
    if (to - from < 0.5 || gaps.some(([one, two]) => from < two && to > one)) continue;
    const [left, right] = [thick(from), thick(to - 0.1)];
    const edge = torn && from === b ? `l3 ${f(left * 0.7)}l-3 ${f(left * 0.7)}l3 ${f(left * 0.6)}` : `v${f(2 * left)}`;
    path += `M${f(from)} ${f(y - left)}${edge}L${f(to)} ${f(y + right)}v${f(-2 * right)}Z`;
  }
  if (mark.open !== false) path += `M${f(d)} ${f(y - high - 1)}l5 ${high + 1}l-5 ${high + 1}Z`;
  return split(path, `mark-${sign} ${view ? "half" : ""}`, { "stroke-width": view ? 1 : 0 });
}

/** A coin; over a span a band between two ticks; by a day a lead-in that fades. */
function coinShapes(mark) {
  const { a, b, y, at, span, torn, sort } = mark;
  const sign = signOf(mark);
  const coin = coinAt(mark);
  if (sort === "early") return [trace(`M-15 ${y - 3}l-3 3 3 3`, `${sign} bare`, { "stroke-width": 1.3 }), coin];
  if (torn) return [trace(`M${f(at - 20)} ${y}l20 -3v6Z`, `head-${sign}`, { opacity: 0.5 }), coin];
  return [span && spanShapes(a, b, y, sign, mark.gap || [at, at]), coin];
}

/** Some day between: a band between two ticks; none stands at the edge of the scale for a day that lies before it. */
function spanShapes(a, b, y, sign, gap) {
  const [left, from, to] = [Math.max(0, a), ...gap].map(f);
  const band = `M${left} ${y - 4}H${from}v8H${left}ZM${to} ${y - 4}H${f(b)}v8H${to}Z`;
  const ticks = `${a < 0 ? "" : `M${left} ${y - 5.5}v11`}M${f(b)} ${y - 5.5}v11`;
  return [split(band, `tint-${sign}`), split(ticks, sign, { "stroke-width": 1.5 })];
}

/** The coin itself, with a ring of ink where claims disagree, and a number where it stands for several. */
export function coinAt(mark) {
  const { at, y, ids, after, room } = mark;
  // Between ticks that are near each other it is smaller, so that they are seen.
  const rival = ids.some((id) => rivalled.has(D.records[id]));
  const size = room ? Math.min(1, room / (rival ? 15.5 : mark.record.sign < 0 ? 14 : 11)) : 1;
  const home = { transform: `translate(${f(at - 7.3 * size)} ${f(y - 7.3 * size)})${size < 1 ? ` scale(${size.toFixed(2)})` : ""}` };
  const count = { class: `lanelabel ${signOf(mark)}-text`, x: f(after ?? at + 9), y: y + (mark.sort === "end" ? 4.3 : BASE) };
  return draw(
    "g",
    { class: "coin" },
    draw("g", home, recordShapes(mark.record)),
    rival ? draw("circle", { cx: at, cy: y, r: 7.1 * size, class: "rival" }) : null,
    ids.length > 1 ? draw("text", count, `\u00d7${ids.length}`) : null,
  );
}

/** What is expected: a hollow pill, open where words stand in it, which are as high. */
function pillShape({ x1, c, y, at, label }, name) {
  const gap = label && label.inside ? [label.x - 3, label.x + label.width + 3] : [at, at];
  const half = (x, end, by) => `M${f(x)} ${y - 6}H${f(end + by)}a6 6 0 0 ${by > 0 ? 0 : 1} 0 12H${f(x)}`;
  return trace(half(gap[0], x1, 6) + half(gap[1], c, -6), `pill ${name}`);
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
  if (!mark.span) return [draw("g", { class: "coin" }, draw("circle", { class: "dot", cx: at, cy: y, r: 4.6 }))];
  return split(`M${f(a + 5)} ${y - 5}H${f(b - 5)}a5 5 0 0 1 0 10H${f(a + 5)}a5 5 0 0 1 0 -10Z`, "capsule");
}

/** What is owed: a line without sign, and at its end a box, which is ticked from the day on which it is met. */
function owedShapes(mark) {
  const { x1, b, c, d, y, torn, gap, at } = mark;
  const spans = [[torn ? b : mark.a, b], [c, d]].filter(([from, to]) => to - from > 1);
  mark.box = draw("rect", { x: at - 5, y: y - 5, width: 10, height: 10, "stroke-width": 1.6 });
  const tick = trace(`M${f(at - 3)} ${y}l2.4 2.6 4-5`, "glyph", { "stroke-width": 1.6 });
  const line = lineBut(Math.max(x1, b), c, y, gap ? [gap] : [], torn);
  return [
    spans.map(([from, to]) => spanShapes(from, to, y, "neu", [from, from])),
    split(line, "owedline"),
    draw("g", { class: "coin" }, mark.box, tick),
  ];
}

/** Words in one line or more, and apart from them what stands in the column of names. */
function textsOf({ text, lines = [text], x, lift = 0, head, name }, y) {
  const write = (left, up, words) => draw("text", { class: `lanelabel ${name}`, x: f(left), y: y + BASE - up }, words);
  const below = lines.slice(1).map((line) => [" ", draw("tspan", { x: f(x), dy: 14.5 }, line)]);
  return [write(x, lift, [lines[0], below]), head && write(-lanes.left, 0, head)];
}

/** From where down to where words by a mark, or its number, stand across a place along the scale. */
export function wordsAcross({ label, number, after, at, y }, x) {
  const across = (left, width, top = y, more = 0) => (x > left - 1.5 && x < left + width + 1.5 ? [[top - 7, top + more + 8]] : []);
  const words = label ? across(label.x, label.width, y - (label.lift || 0), 14.5 * (label.lines.length - 1)) : [];
  return [...words, ...across(after ?? at + 9, number - 3)];
}

/** A mark as a button, as high as its track, with what is written by it. */
export function drawMark(mark, shapes) {
  const { x1, x2, label, y, row } = mark;
  const left = Math.min(x1, label ? label.x : x1) - 2;
  const right = Math.max(x2, label ? label.x + label.width : x2) + 2;
  const width = Math.max(right - left, lanes.narrow ? 24 : 15);
  const ring = { class: "ring", x: f((left + right - width) / 2), y: y - row.pitch / 2, width: f(width), height: row.pitch + 14.5 * (label && label.lines ? label.lines.length - 1 : 0), rx: 3 };
  const role = { role: "button", tabindex: "-1", transform: `translate(${f(lanes.left)} 0)` };
  mark.group = draw("g", role, draw("rect", ring), shapes, label && textsOf(label, y));
  mark.now = null;
  row.shown.push(mark);
  row.group.append(mark.group);
}

/** Opacity and colour follow the day, the filter and the choice; no place does. What may have happened only later is faint. */
export function updateMark(mark, record, x) {
  const { day } = state;
  const { ids, sort, box, group } = mark;
  const begun = (id) => within(D.records[id].shown && [D.records[id].shown[0], null], day);
  const stance = stanceGroup(mark.record);
  const fuzzy = /coin|stage/.test(sort) && mark.b !== undefined;
  const after = sort === "bar" ? mark.a > x : fuzzy ? (mark.last ?? mark.b) > x + 0.5 : stance === "reported" ? !ids.some(begun) : stance === "view" && mark.record.from > day;
  if (box) box.setAttribute("class", `mark-ink ${sort === "met" && mark.d <= x ? "" : "empty"} ${mark.at > x + 1 ? "later" : ""}`);
  const on = ids.includes(record);
  const now = `mark${after ? " afterday" : ""}${ids.some(passing) ? "" : " ghost"}${on ? " on" : ""}`;
  if (mark.now === now) return;
  if (!mark.now) group.setAttribute("aria-label", `${markWords(mark).join(", ")}. ${saysOf(mark.record)}`);
  mark.now = now;
  group.setAttribute("class", now);
  group.setAttribute("aria-pressed", String(on));
}
