// The lanes: one row a relation pair, time from left to right on the scale of the strip above.
import { broken, clear, draw, find, furnish, measure, printing, screenWidth, inFull } from "./dom.js";
import { change, countsOf, D, state, tieOf } from "./state.js";
import { countParts, countWords, joined, nameOf, SIGN_TEXT } from "./words.js";
import { VIEWS } from "./views.js";
import { chooseTie, fonts } from "./network.js";
import { ASOF, strip, stripX } from "./strip.js";
import { shownRecord } from "./panel.js";
import { passing } from "./lists.js";
import { drawTrack, f, trace, updateMark, wordsAcross } from "./lanemarks.js";
import { drawEnds, placeTrack } from "./lanewords.js";
import { focusable, laneOf, markOf, pointLanes, roveLanes, stopKey } from "./lanekeys.js";

export const lanes = { rows: [] };
const PACKED = 600; // the width of the strip for which tracks are packed, about
const [NEAR, FAR] = [14, 15.5]; // how far the tracks of a row are apart, at least and at most
/** What pages with months add: `draw`, a row's strip, of which it tells the height; `key`, what its marks mean. */
export const strips = {};
VIEWS.lanes = { draw: drawLanes, update: updateLanes, keyed: true };

/** Draw all rows for the width there is; the day and the choice are set afterwards. */
function drawLanes() {
  const home = find("lane-rows");
  const narrow = screenWidth() < 640;
  const [scale, { left: edge }] = [find("scale"), home].map((one) => one.getBoundingClientRect());
  const turn = stripX(D.strip.turn);
  // As wide as the strip, whether or not a scrollbar takes room.
  const [left, width] = printing ? [ASOF, printing] : [scale.left - edge, scale.right - edge];
  Object.assign(lanes, { narrow, left: left + strip.left, turn, width, pitch: printing ? NEAR : FAR, chosen: undefined });
  lanes.ground = draw("rect", { class: "after", y: 2 });
  lanes.line = trace("", "dayline");
  lanes.layer = draw("g");
  lanes.held = draw("rect", { x: -400, y: -9, height: 9999 });
  lanes.later = draw("rect", { y: -9, width: 9999, height: 9999 });
  const clips = [lanes.held, lanes.later].map((rect, at) => draw("clipPath", { id: `lanes-${["held", "later"][at]}${printing}` }, rect));
  const role = { role: "group", "aria-label": "Lanes of time, one row a pair" };
  lanes.picture = draw("svg", { width: lanes.width, ...role }, clips, lanes.ground, lanes.line, lanes.layer);
  clear(home).append(lanes.picture);
  lanes.all = D.lanes.rows.map(makeRow);
  pointLanes(home);
  if (!narrow && !printing) spread();
  updateLanes();
}

/** Closed rows have their tracks as far apart as lets all of them be seen at once. */
function spread() {
  openLane();
  const high = () => lanes.rows.reduce((sum, row) => sum + row.highAt(lanes.pitch), 0);
  const room = find("lanes").clientHeight - 5 - lanes.height + high();
  while (lanes.pitch > NEAR && high() > room) lanes.pitch -= 1 / 16;
  for (const row of lanes.rows) row.open = null;
}

function makeRow(data) {
  const tie = tieOf.get(data.tie);
  const ids = [...tie.records, ...tie.others];
  const row = { data, tie, ties: [data.tie, ...(data.same || [])], group: draw("g", { class: "lane", click: (event) => chooseAt(row, event.target) }) };
  row.node = D.hub && tie.a === D.hub ? tie.b : null;
  row.nodes = [...new Set(row.ties.flatMap((id) => [tieOf.get(id).a, tieOf.get(id).b]))];
  row.title = row.node ? nameOf(row.node) : joined(row.nodes.map(nameOf));
  const mark = (sort, records, start, startBy, endFrom, end, words) => {
    const named = records.map((one) => ids[one] ?? one);
    return { row, sort, ids: named, record: D.records[named[0]], start, startBy, endFrom, end, words };
  };
  row.marks = data.marks.map((values) => mark(...values));
  row.ends = data.ends.map((records) => mark("end", records));
  row.single = data.ends.flat().map((record) => mark("end", [record]));
  return row;
}

/** Build a row, open with all its tracks or with those that matter. */
function buildRow(row, open) {
  const { narrow } = lanes;
  const pitch = narrow ? 24 : open ? FAR : lanes.pitch;
  const small = row.data.other;
  const tracks = row.data[open ? "all" : "few"].map((track) => track.map((at) => row.marks[at]));
  const back = draw("rect", { class: "back", x: -8, width: lanes.width + 8 });
  Object.assign(row, { open, pitch, line: null, spare: open || strip.width < PACKED ? 8 : 0, shown: [], clear: clearOf(row, open) });
  clear(row.group).append(back);
  const { months } = row.data;
  const named = narrow ? nameRow(row, lanes.width - (months ? 110 : 0)) : 0;
  // Below the last words is room for what hangs from their line.
  const [over, edge] = small ? [0, 0] : open || narrow ? [2, 2] : [0, 1.2];
  const above = narrow ? named : over;
  let top = above + (months ? strips.draw(row, above, open) : 0);
  let used = 0; // tracks, of which words in several lines take more
  while (tracks.length) {
    const { here, rest, lift, lines } = placeTrack(row, tracks.shift(), top + used * pitch);
    if (used) used += lift / pitch;
    else top += lift;
    tracks.unshift(...rest);
    drawTrack(row, here, top + (used + 0.5) * pitch);
    used += 1 + (15 * (lines - 1)) / pitch;
  }
  const first = Math.min(...row.shown.map((mark) => Math.min(mark.x1, mark.label ? mark.label.x : mark.x1)), strip.width);
  const lines = drawEnds(row, open, narrow ? top + used * pitch : top, Math.floor(used));
  const high = narrow ? 44 : nameRow(row, lanes.left - 7 + Math.max(0, first));
  const count = narrow ? used + lines : Math.max(months ? 0 : 1, used, lines);
  row.highAt = (one) => Math.max(top + count * one + edge, high);
  row.height = row.highAt(pitch);
  back.setAttribute("height", row.height);
}

/** From how far down on words may stand below the name of a row, where that has a column of its own. */
function clearOf(row, open) {
  if (lanes.narrow) return Infinity;
  const [wide, room] = [measure(row.title, fonts.name()), lanes.left - 7];
  if (row.data.other || wide > room) return open ? 52 : Infinity;
  return (open ? 30 : 17) + (wide + countsWidth(row) > room ? 17 : 0);
}

function countsWidth({ tie }) {
  const counts = tie.strands.map(({ sign, records }) => 7 + measure(SIGN_TEXT[sign] + records.length, fonts.count()));
  return counts.reduce((sum, wide) => sum + wide, 0);
}

/** A name in two lines at most; one that is too long is told from others by its end. */
function inTwo(name, font, room) {
  const lines = broken(name, font, room);
  if (lines.length < 3) return lines;
  const words = name.split(" ");
  let from = words.length - 1;
  const end = (at) => `... ${words.slice(at).join(" ")}`;
  while (measure(end(from - 1), font) <= room) from -= 1;
  return [lines[0], end(from)];
}

/** The name of a row with its counts; returns how high it is. */
function nameRow(row, room) {
  const small = row.data.other;
  const [font, step] = small ? [fonts.second(), 13] : [fonts.name(), 17];
  const extra = small ? 0 : countsWidth(row);
  const lines = inTwo(row.title, font, room);
  const below = extra && measure(lines.at(-1), font) + extra > room;
  const y = lanes.narrow ? 18 : small ? 11 : 13;
  const high = (lines.length + (below ? 1 : 0)) * step;
  Object.assign(row, { below: high + 2, reach: lanes.narrow ? 0 : Math.max(...lines.map((line) => measure(line, font))) });
  row.counts = draw("tspan", { y: y + (below ? lines.length : lines.length - 1) * step });
  row.beside = below ? 0 : measure(lines.at(-1), font) + 7;
  const words = lines.map((line, at) => draw("tspan", { x: 0, y: y + at * step }, line));
  const width = lanes.narrow ? lanes.width + 8 : Math.max(lanes.left - 8, row.reach + 14);
  const box = { x: -8, y: lanes.narrow ? 0.5 : -1, width, height: high + 2, rx: 9 };
  row.pen = draw("rect", { ...box, class: "pen" });
  const text = draw("text", { class: small ? "second" : "name" }, words, row.counts);
  const role = { role: "button", tabindex: "-1", class: "rowname" };
  inFull(text, row.title);
  // On a phone a name stands above its tracks, where the line of the day would run through it.
  const paper = lanes.narrow && draw("rect", { ...box, rx: 0, width: lanes.width + 16, height: high + 23 - step, class: "undated" });
  row.name = draw("g", role, paper, row.pen, draw("rect", { ...box, rx: 3, class: "ring" }), text);
  row.group.firstChild.after(row.name);
  return high + (lanes.narrow ? 8 : small ? 0 : /[gpqy]/.test(lines.at(-1)) ? 0.5 : -0.5);
}

/** Set all rows to the chosen day, filter and choice; only a row that opens or closes is built anew. */
function updateLanes() {
  const chosen = state.chosen && state.chosen.tie;
  if (lanes.chosen !== chosen) openLane(chosen);
  const x = stripX(state.day);
  const at = lanes.left + x;
  furnish(lanes.ground, { x: at, width: strip.width - x, height: lanes.height }, []);
  lanes.line.setAttribute("d", lanes.rows.length && strip.at >= 0 ? lineOf(at) : "");
  // What goes on has its head beyond the sources' last day.
  const edge = state.day < D.strip.turn ? x : x + 6;
  lanes.held.setAttribute("width", edge + 400);
  lanes.later.setAttribute("x", edge);
  const record = shownRecord();
  for (const row of lanes.rows) {
    updateName(row);
    for (const mark of row.shown) updateMark(mark, record, x);
    if (row.line) row.line.classList.toggle("ghost", !row.shown.some(({ sort, ids }) => sort === "stage" && ids.some(passing)));
  }
  roveLanes();
}

/** The line of a day, which stops at names that reach so far and at words by marks. */
function lineOf(at) {
  const x = at - lanes.left;
  const words = lanes.rows.flatMap(({ reach, below, shown, y }) =>
    [[0, reach > at - 4 ? below : 0], ...shown.flatMap((mark) => wordsAcross(mark, x))].map((edges) => edges.map((one) => one + y)),
  );
  if (lanes.head && at < 96) words.push([lanes.head, lanes.head + 19]); // as wide as "Between others"
  let [from, d] = [lanes.narrow ? 2 : -4, ""];
  for (const [top, foot] of [...words.sort(([one], [two]) => one - two), [lanes.height]]) {
    if (top > from + 2) d += `M${f(at)} ${f(from)}V${f(top)}`;
    from = Math.max(from, foot);
  }
  return d;
}

/** Open the row of the chosen tie and close the one that was open; the row moves only as far as it must to be seen. */
function openLane(chosen) {
  const focused = stopKey(document.activeElement);
  // Where room is short, pairs between others with nothing in time are seen only while one of them is chosen.
  lanes.rows = lanes.all.filter(({ data, ties }) => lanes.narrow || !data.quiet || ties.includes(chosen));
  const row = laneOf(chosen);
  const before = row && row.y;
  const box = lanes.narrow ? document.scrollingElement : find("lanes");
  const top = box.scrollTop; // before a shorter picture takes some of it away
  lanes.chosen = chosen;
  for (const one of lanes.rows) if (one.open !== (one === row)) buildRow(one, one === row);
  placeRows();
  if (before) box.scrollTop = top + row.y - before;
  if (row) for (const part of [row.group.firstChild, row.name]) part.scrollIntoView({ block: "nearest" });
  const again = focused && (focusable().find((stop) => stopKey(stop) === focused) || (row && row.name));
  if (again) again.focus({ preventScroll: true });
}

/** One row below the other, with a line between bands. */
function placeRows() {
  lanes.layer.replaceChildren(...lanes.rows.map(({ group }) => group));
  const write = (name, text, more) => lanes.layer.append(draw("text", { class: `between ${name}`, x: 0, y: y + 14.6, ...more }, text));
  const toTable = { cursor: "pointer", click: () => change({ view: "table" }) };
  const quiet = lanes.all.reduce((sum, row) => sum + (lanes.rows.includes(row) ? 0 : row.ties.length), 0);
  let y = 1;
  lanes.head = 0;
  lanes.rows.forEach((row, at) => {
    const head = row.data.other && !(at && lanes.rows[at - 1].data.other);
    const stroke = head || row.data.rule ? "var(--rule)" : "var(--hair)";
    // Pairs between others need a line between them only where they have several tracks.
    const tall = at && Math.max(row.height, lanes.rows[at - 1].height) > 20;
    if (tall && row.data.other && !head) y += 1.5;
    if (at && (head || lanes.narrow || !row.data.other || tall)) lanes.layer.prepend(trace(`M0 ${y}H${lanes.width}`, "between", { stroke }));
    if (head) write("band", "Between others");
    if (head) lanes.head = y;
    if (head && quiet) write("second", `${quiet} more pair${quiet > 1 ? "s" : ""}`, { x: lanes.width - 104, ...toTable });
    row.y = head ? y + 20.5 : y;
    row.group.setAttribute("transform", `translate(0 ${row.y})`);
    y = row.y + row.height;
  });
  if (D.lanes.more) write("second", `and ${D.lanes.more} more, in the table`, toTable);
  lanes.height = y + (D.lanes.more ? 24 : 1);
  furnish(lanes.picture, { height: lanes.height, viewBox: `0 0 ${lanes.width} ${lanes.height}` }, []);
}

function updateName({ name, counts, beside, tie, ties, nodes, pen, node, title, data }) {
  const found = countsOf(tie);
  const thing = state.chosen && state.chosen.node;
  const on = ties.includes(lanes.chosen) || (thing && thing !== D.hub && nodes.includes(thing));
  const words = `${node ? "Tie with " : ""}${title}: ${countWords(found)}`;
  pen.classList.toggle("gone", !on);
  name.setAttribute("aria-pressed", String(Boolean(on)));
  if (name.getAttribute("aria-label") === words) return;
  name.setAttribute("aria-label", words);
  const parts = data.other ? [] : countParts(found);
  clear(counts);
  for (const [text, sign] of parts) {
    counts.append(draw("tspan", { class: `count ${sign}`, x: f(beside) }, text));
    beside += measure(text, fonts.count()) + 7;
  }
  name.classList.toggle("idle", !parts.length);
}

/** A mark chooses its record; one that stands for several goes on to the next with each click. */
export function chooseAt(row, element) {
  const mark = markOf(row, element);
  if (!mark) return chooseTie(row.tie.id);
  return change({ chosen: { tie: row.tie.id }, record: mark.ids[(mark.ids.indexOf(state.record) + 1) % mark.ids.length] });
}
