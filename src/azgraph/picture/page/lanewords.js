// What is written by the marks of a track, where nothing touches anything, and the lane end.
import { draw, measure, wrap } from "./dom.js";
import { D, state } from "./state.js";
import { nameOf, SIGN_CLASS, titled } from "./words.js";
import { fontStack } from "./geometry.js";
import { fonts } from "./network.js";
import { strip } from "./strip.js";
import { lanes } from "./lanes.js";
import { coinAt, drawMark, f } from "./lanemarks.js";

/** Write by each mark where there is room: bars first, then what happened; what finds no room shows on hover. */
export function writeTrack(marks) {
  const taken = marks.map((mark) => ({ mark, x1: mark.x1, x2: mark.x2 }));
  const rank = ({ sort }) => ["stage", "owed", "met", "bar", "now"].indexOf(sort) + 1 || 9;
  for (const mark of [...marks].sort((one, two) => rank(one) - rank(two))) {
    const place = wordings(mark)
      .flatMap((words) => placesFor(mark, words))
      .find((one) => isFree(one, mark, taken));
    if (!place) continue;
    mark.label = place;
    if (place.inside) mark.gap = [place.from ?? place.x - 4, place.x + place.width + 4];
    if (place.at) mark.at = place.at;
    taken.push((place.taken = { x1: place.x, x2: place.x + place.width }));
  }
  for (const mark of [...marks].sort((one, two) => isOwed(two) - isOwed(one))) if (mark.label) spellOut(mark, taken, marks.length === 1);
}

/** Whether a mark is one of a promise, a demand or a condition. */
export function isOwed({ sort }) {
  return sort === "owed" || sort === "met";
}

/** Where there is room for it, the record stands in full in place of its kind; of what is owed, as many words as fit. */
function spellOut(mark, taken, alone) {
  const { label, ids, sort, a, d } = mark;
  const owed = isOwed(mark);
  if (!owed && (ids.length > 1 || sort === "stage" || mark.words)) return;
  const { font, name } = label;
  const rest = taken.filter((one) => one !== label.taken);
  const whole = (mark.words || titled(D.records[ids[0]])) + numberBy(mark); // what is expected may stand left of the line
  const place = [[whole], ...(owed ? linesFor(mark, whole, font, rest, alone) : [])]
    .flatMap((lines) => placesFor(mark, { lines, text: whole, width: Math.max(...lines.map((line) => measure(line, font))), name, font }))
    .find((one) => isFree(one, mark, rest));
  if (!place || (place.inside && d && !owed && place.width > (d - a) * 0.55)) return; // a bar is to be seen
  taken.splice(taken.indexOf(label.taken), 1, (place.taken = { x1: place.x, x2: place.x + place.width }));
  mark.label = place;
  mark.gap = place.inside ? [place.from ?? place.x - 4, place.x + place.width + 4] : null;
  if (place.at) mark.at = place.at;
}

/** How many records a bar or a box stands for, behind its words. */
function numberBy({ sort, ids }) {
  return /bar|now|owed/.test(sort) && ids.length > 1 ? ` \u00d7${ids.length}` : "";
}

/** The words of what is owed for the room there is: in up to three lines on a track of its own, else cut, without the row's name. */
function linesFor(mark, text, font, taken, alone) {
  const { x1, x2, a, d, row } = mark;
  const others = taken.filter((one) => one.mark !== mark);
  const from = Math.max(leftmost(mark) - 8, ...others.filter((one) => one.x2 <= x1).map((one) => one.x2));
  const to = Math.min(x2 < lanes.turn ? lanes.turn + 6 : strip.width + 8, ...others.filter((one) => one.x1 >= x2).map((one) => one.x1));
  const room = Math.max(x1 - from, to - x2, d - a - 30) - 14;
  const lines = wrap(text, font, room, 3);
  const cut = wrap(text.replace(`${row.title} `, ""), font, room, 1);
  return [alone && row.spread ? lines : cut].filter((one) => one.join(" ").split(" ").length > 2);
}

/** What may be written by a mark, the fullest wording first: text, width and class. */
function wordings({ sort, words, ids, record }) {
  const name = sort === "owed" ? "inked strong" : /bar|now/.test(sort) ? `${SIGN_CLASS[record.sign || 0]}-text` : /met|stage/.test(sort) ? "inked" : "";
  const font = `${sort === "owed" ? 600 : 400} 12.5px ${fontStack("sans")}`;
  const kinds = words ? [words, words.split(": ")[0], ...(sort === "stage" ? [words.split(" ")[0]] : [])] : [...new Set(ids.map((id) => D.records[id].kind))];
  const number = numberBy({ sort, ids });
  const moved = (record.things || []).filter((id) => D.things[id] && /text|project/.test(D.things[id].sort)).map(nameOf);
  const texts = words ? [...kinds, ...moved] : [...(kinds.length === 2 || kinds.length === 3 ? [kinds.join(", ")] : []), kinds[0]];
  return texts.map((text) => ({ text: text + number, width: measure(text + number, font), name, font }));
}

/** Where words may stand: in their mark, else right of it, else left; what only stands at the line has them left. */
function placesFor(mark, words) {
  const { x1, x2, a, b, d, at, pill, span, number } = mark;
  const { width } = words;
  if (mark.sort === "stage" && !pill) return [{ ...words, x: x1 + (mark.at ? 6 : 0), lift: 13.5 }];
  const room = d - a - width;
  const places = [x2 + 5, x1 - 5 - width].map((x) => ({ x }));
  if (mark.written) places.reverse();
  else if (d && room > 24)
    places.unshift({ x: mark.open && b - a > 60 ? Math.max(a + 12, d - width - 20) : a + Math.min(34, room / 2), inside: true });
  else if (span && (b - a) / 2 > width + 18 + number) places.unshift({ x: at + 12 + number, from: at, inside: true });
  else if (pill) {
    const coin = mark.sort === "stage" ? 0 : 20 + number;
    const left = (x1 + x2 - width - coin) / 2;
    if (left > x1 + 5) places.unshift({ x: left + coin, at: coin && left + 7, inside: true });
  }
  return places.map((place) => ({ ...words, ...place }));
}

/** How far to the left words may reach: in an open row below its name, else over the scale alone. */
function leftmost({ row, y }) {
  return row.open && !lanes.narrow && y > 60 ? 8 - lanes.left : 0;
}

/** Whether words touch nothing on their track, stay on the scale and do not run over the sources' last day. */
function isFree({ x, width, inside, lift }, mark, taken) {
  const right = x + width;
  const clear = (one, room) => right + room < one.x1 || x - room > one.x2;
  if (lift) return taken.every((one) => one.mark || clear(one, 6));
  if (x < leftmost(mark) || right > strip.width || (x < lanes.turn && right > lanes.turn - 2)) return false;
  return taken.every((one) => (one.mark === mark && inside) || clear(one, one.mark ? 4 : 8));
}

/** The lane end: what no date is stated for, beside the tracks or, on narrow screens, below them. */
export function drawEnds(row, open, top, tracks) {
  const { narrow } = lanes;
  const { pitch } = row;
  const single = open && !narrow && row.single.length <= 30;
  const marks = single ? row.single : row.ends;
  const left = narrow ? 58 : lanes.width - 104;
  const most = open || narrow ? 9 : Math.max(1, tracks);
  const about = { class: "second", x: 0, y: top + pitch / 2 + 4.3 };
  const { placed, x, rest, lines } = endPlaces(marks, left, most);
  // Below the tracks it lies on paper, so that no coin seems to stand at a day.
  const paper = { class: "undated", x: -8, y: top, width: lanes.width + 16, height: lines * pitch };
  if (narrow && lines) row.group.append(draw("rect", paper), draw("text", about, "no date"));
  const middle = (line) => top + (line + 0.5) * pitch;
  for (const { mark, wide, line, ...one } of placed) {
    const at = one.x + 7.5 - lanes.left;
    Object.assign(mark, { y: middle(line), at, x1: at - 7, x2: at + wide - 9 });
    drawMark(mark, [coinAt(mark)]);
  }
  if (rest) row.group.append(draw("text", { class: "second", x: f(x + 2), y: middle(lines - 1) + 4.3 }, rest));
  return lines;
}

/** Where the coins of a lane end stand, in `most` lines, and in words how many records find no room there. */
function endPlaces(marks, left, most) {
  const edge = lanes.width + 4;
  const placed = [];
  let [x, line, rest] = [left, 0, ""];
  for (const mark of marks) {
    const number = mark.ids.length > 1 ? measure("\u00d7" + mark.ids.length, fonts.second()) + 4 : 0;
    const wide = Math.max(lanes.narrow ? 26 : 15, number + 16 * Boolean(number));
    if (x + wide > edge) {
      if (line + 1 === most) break;
      [x, line] = [left, line + 1];
    }
    placed.push({ mark, x, line, wide });
    x += wide;
  }
  while (placed.length < marks.length) {
    rest = `${marks.slice(placed.length).reduce((sum, { ids }) => sum + ids.length, 0)} more`;
    if (x + 2 + measure(rest, fonts.second()) <= edge) break;
    x = placed.pop().x;
  }
  return { placed, x, rest, lines: marks.length ? line + 1 : 0 };
}

/** A mark in words, for those who do not see it and for the pointer: the record, and when. */
export function markWords({ ids, told }) {
  if (told) return told;
  const record = D.records[ids.includes(state.record) ? state.record : ids[0]];
  return [titled(record), record.dates + (ids.length > 1 ? `; and ${ids.length - 1} more` : "")];
}
