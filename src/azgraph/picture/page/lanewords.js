// What is written by the marks of a track, where nothing touches anything, and the lane end.
import { broken, draw, measure, wrap } from "./dom.js";
import { D, LEADS, state } from "./state.js";
import { lowered, nameOf, SIGN_CLASS, titled, without } from "./words.js";
import { fontStack } from "./geometry.js";
import { fonts } from "./network.js";
import { strip } from "./strip.js";
import { lanes } from "./lanes.js";
import { coinAt, drawMark, f, reachOf } from "./lanemarks.js";

const LEVEL = 14; // how high a level of words is above a text's line

/** Place the marks of a track and what is written by them. What is owed goes to a track of its own where its words find
 * no room in full; so does, in rows with room for it, whatever else would stand without words. */
export function placeTrack(row, marks, y) {
  for (const mark of marks) Object.assign(mark, { y, label: null, gap: null, wide: true }, reachOf(mark));
  if (marks[0].sort === "stage") return { here: marks, rest: [], lift: writeStages(row, marks), lines: 1 };
  let here = marks;
  const lost = ({ label, sort }) => (isOwed(sort) ? !label || label.short : !label && row.spare > 0);
  for (writeTrack(here); here.length > 1 && here.some(lost); writeTrack(here)) here = here.slice(0, -1);
  // In the first line of a row, where its name stands, words have the scale alone; one line lower they have more room.
  const lines = Math.max(...here.map(({ label }) => (label ? label.lines.length : 1)));
  const crammed = here.length === 1 && row.spare > 0 && (!here[0].label || lines > 2);
  if (crammed && row.clear > y && row.clear < Infinity) return { ...placeTrack(row, marks, row.clear), lift: row.clear - y };
  const rest = marks.slice(here.length);
  row.spare -= rest.length ? 1 : 0;
  return { here, rest: rest.length ? [rest] : [], lift: crammed && !here[0].label ? writeAbove(here[0]) : 0, lines };
}

/** Write above a mark what has no room beside it, and say how high that is. */
function writeAbove(mark) {
  const { at = mark.x1, x1 } = mark;
  const found = wordings(mark).find(({ width, within }) => !within && width < lanes.turn - 2);
  if (!found) return 0;
  const right = x1 < lanes.turn ? lanes.turn - 3 : strip.width;
  mark.label = { ...found, x: Math.max(0, Math.min(at - found.width / 2, right - found.width)), lift: 13.5 };
  return 14;
}

/** Write by each mark where there is room: bars first, then what happened; what finds no room shows on hover. */
function writeTrack(marks) {
  for (const mark of marks) Object.assign(mark, { label: null, gap: null, wide: false, beyond: false }, reachOf(mark));
  const texts = new Map(marks.map((mark) => [mark, (isOwed(mark.sort) ? owedWordings : wordings)(mark, marks.length === 1)]));
  const taken = marks.map((mark) => ({ mark, x1: mark.x1, x2: mark.x2 }));
  const rank = ({ sort }) => ["owed", "met", "bar", "now"].indexOf(sort) + 1 || 9;
  for (const mark of [...marks].sort((one, two) => rank(one) - rank(two))) {
    const free = (more) => !mark.label && set(Object.assign(mark, more), taken, texts.get(mark));
    free({});
    // Only what else had no words reaches over the column of names, as does what is owed; or beyond the sources' last day.
    if (mark.row.spare) free({ wide: true });
    if (!mark.row.spare) free({ beyond: true });
  }
  for (const mark of marks) if (mark.label && !isOwed(mark.sort)) spellOut(mark, taken);
}

/** Give a mark the first of some wordings that has a free place. */
function set(mark, taken, words) {
  const place = words.flatMap((one) => placesFor(mark, one)).find((one) => isFree(one, mark, taken));
  if (!place) return;
  mark.label = place;
  mark.gap = place.inside ? [place.from ?? place.x - 4, place.x + place.width + 4] : null;
  if (place.at) mark.at = place.at;
  taken.push((place.taken = { x1: place.x, x2: place.x + place.width }));
}

/** Whether a mark is one of a promise, a demand or a condition. */
export function isOwed(sort) {
  return sort === "owed" || sort === "met";
}

/** Where there is room for it in an open row, the record stands in full in place of its kind or its own few words. */
function spellOut(mark, taken) {
  const { label, ids } = mark;
  if (ids.length > 1 || mark.words || !mark.row.open) return;
  const rest = taken.filter((one) => one !== label.taken);
  const whole = inLines([titled(D.records[ids[0]])], { name: label.name, font: label.font });
  const place = placesFor(mark, whole).find((one) => isFree(one, mark, rest));
  if (!place) return;
  taken.splice(taken.indexOf(label.taken), 1);
  set(mark, taken, [whole]);
}

/** How many records a bar or a box stands for, behind its words. */
function numberBy({ sort, ids }) {
  return /bar|now|owed/.test(sort) && ids.length > 1 ? ` \u00d7${ids.length}` : "";
}

/** What is owed by its kind and few words, on a track of its own in as few lines as there need be; else its kind alone. */
function owedWordings(mark, alone) {
  const { sort, record, words, torn, d, open = true } = mark;
  const strong = sort === "owed" && open;
  const [name, font] = [`inked ${strong ? "strong" : ""}`, fontOf(strong)];
  const full = (words || record.short) + numberBy(mark);
  // A line whose beginning is not stated is as long as there is room for words in it or before it.
  if (torn && d - mark.a - measure(full, font) < 40) Object.assign(mark, { a: d - 30, b: d - 30, x1: d - 30 });
  const room = mark.x1 - 5 - leftmost(mark);
  const more = alone ? [2, 3].map((most) => wrap(full, font, room, most)).filter((lines) => lines.join(" ") === full) : [];
  const lines = [[full], ...more.map((found) => balanced(full, font, found.length))].map((some) => inLines(some, { name, font }));
  return [...lines, inLines([record.kind + numberBy(mark)], { name, font, short: true })];
}

/** A text in so many lines of about one width. */
function balanced(text, font, most) {
  let room = measure(text, font) / most;
  while (broken(text, font, room).length > most) room += 4;
  return broken(text, font, room);
}

function fontOf(strong) {
  return `${strong ? 600 : 400} 12.5px ${fontStack("sans")}`;
}

/** What may be written by a mark, the fullest wording first: text, width and class. Of several records it is never of the first alone. */
function wordings(mark, alone) {
  const { sort, words, ids, record, pill } = mark;
  const name = /bar|now/.test(sort) ? `${SIGN_CLASS[record.sign || 0]}-text` : "";
  const font = fontOf();
  // Words of several records are apart by semicolons.
  const kinds = words ? (ids[1] ? words.split("; ") : [words]) : [...new Set(ids.map((id) => D.records[id].short))];
  let texts = kinds[1] ? [!kinds[3] && kinds.join(", "), `${kinds[0]} and more`] : kinds;
  if (words && !kinds[1]) {
    const parts = words.split(pill ? ", " : ": ");
    const moved = (record.things || []).filter((id) => D.things[id] && /text|project/.test(D.things[id].sort)).map(nameOf);
    // A thing's name alone would say more than that something about it is expected.
    texts = [words, pill && parts[1], parts[0], ...moved.map((one) => (pill ? without(words, one) : one))];
  }
  texts = texts.filter(Boolean);
  const lead = leadOf(ids);
  const whole = texts.map((text) => lead + text + numberBy(mark));
  const inside = lead && pill ? texts.map((text) => inLines([text], { name, font, within: true })) : [];
  const halves = alone && mark.row.spare ? whole.map((text) => balanced(text, font, 2)) : [];
  const lines = [...whole.map((text) => [text]), ...halves];
  return [...inside, ...lines.map((some) => inLines(some, { name, font }))];
}

/** What nobody simply reports says so, but where a mark that shows it is about the words. */
function leadOf(ids) {
  const found = [...new Set(ids.map((id) => D.records[id]).filter(({ short, stance }) => stance !== "reported" && (short !== "view" || stance !== "opinion")).map(({ stance }) => LEADS[stance]))];
  return found.length ? `${found.map((one, at) => (at ? lowered(one) : one)).join(" or ")}: ` : "";
}

function inLines(lines, more) {
  return { lines, text: lines.join(" "), width: Math.max(...lines.map((line) => measure(line, more.font))), ...more };
}

/** Write the stages of a text above its line, on as few levels as have room; returns how high they are. */
function writeStages(row, marks) {
  const [name, font] = ["inked", fontOf()];
  // With a second level the name of the text stands before its line, below that of the row.
  for (const [most, headed] of [[1, false], [2, row.clear < 20], [3, false]]) {
    const levels = [...Array(most).keys()];
    const taken = levels.map(() => []);
    for (const mark of marks) {
      const [head, rest] = mark.words.split(": ");
      const apart = headed && rest && measure(head, font) < lanes.left - 14;
      const words = apart ? rest : mark.words;
      const options = [[words], words.split(" ")].flatMap((lines) => stagePlaces(mark, inLines(lines, { name, font }), levels));
      mark.label = options.find(({ x, width, over }) => over.every((level) => taken[level].every(([a, b]) => x - 6 > b || x + width + 6 < a)));
      if (!mark.label) continue;
      if (apart) mark.label.head = head;
      for (const level of mark.label.over) taken[level].push([mark.label.x, mark.label.x + mark.label.width]);
    }
    const high = 13 + LEVEL * Math.max(0, ...marks.flatMap(({ label }) => (label ? label.over : [])));
    if (marks.every(({ label }) => label) || most === 3) return headed ? Math.max(15.5, high) : high;
  }
  return 0;
}

/** Where the words of a stage may stand: in what is expected; else above, from the mark on, over its middle, or up to it. */
function stagePlaces(mark, words, levels) {
  const { x1, x2, at, pill } = mark;
  const { width, lines } = words;
  const inside = (x1 + x2 - width) / 2;
  const single = lines.length === 1;
  if (pill && single && inside > x1 + 9) return [{ ...words, x: inside, inside: true, over: [] }];
  if (!pill && lines.length > 2) return [];
  const places = at && !pill ? [x1 + 6, at - width / 2, at + 5 - width] : [x1];
  return levels.slice(0, levels.length + 1 - lines.length).flatMap((level) =>
    places
      .filter((x) => x >= 0 && x + width <= strip.width && (x >= lanes.turn || x + width < lanes.turn - 2))
      .map((x) => ({ ...words, x, over: lines.map((_, at) => level + at), lift: 13.2 + LEVEL * (level + lines.length - 1) })),
  );
}

/** Where words may stand: in their mark, else right of it, else left; of what is owed or known only at the time of writing first left. */
function placesFor(mark, words) {
  const { x1, x2, a, b, c, d, at, pill, span, number, torn } = mark;
  const { width, lines, within } = words;
  const begin = torn || isOwed(mark.sort) ? Math.max(x1, b) : x1;
  const room = d - begin - width;
  const places = [x2 + 5, Math.min(x1 - 5, x1 < lanes.turn ? x1 : lanes.turn - 3) - width].map((x) => ({ x }));
  if (mark.written || isOwed(mark.sort)) places.reverse();
  if (lines && lines.length > 1) return places.map((place) => ({ ...words, ...place }));
  // Of a bar that is nothing but a wedge more is to be seen.
  if (d && !mark.written && room > (c > begin ? 24 : width * 1.5))
    places.unshift({ x: mark.open && b - a > 60 && begin === x1 ? Math.max(x1 + 12, d - width - 20) : begin + Math.min(34, room / 2), inside: true });
  else if (span && b - x1 > width + 34 + number) {
    // In the middle is the coin, or where that leaves too little room, coin and words together.
    const left = (b - a) / 2 > width + 15 + number ? at : (x1 + b - width - 5 - number) / 2;
    places.unshift({ x: left + 12 + number, from: left, at: left, inside: true });
  }
  else if (pill) {
    // Beside the words both ends of its outline are seen.
    const free = x2 - x1 - width - 18 - number;
    const left = x1 + Math.min(free / 2, free - 9);
    if (free > 11.5) places.unshift({ x: left + 18 + number, at: left + 7, inside: true });
  }
  // Beyond the sources' last day the ground says that it is expected, where it bears that word.
  const said = ({ x, inside }) => inside || (x > lanes.turn && strip.width - lanes.turn > 105);
  return places.filter((place) => !within || said(place)).map((place) => ({ ...words, ...place }));
}

/** How far to the left words may reach: below the name of their row over its column, else over the scale alone. */
function leftmost({ row, sort, wide, y }) {
  return y >= row.clear && (row.open || wide || isOwed(sort)) ? 8 - lanes.left : 0;
}

/** Whether words touch nothing on their track, stay on the scale and do not run over the sources' last day. */
function isFree({ x, width, inside }, mark, taken) {
  const right = x + width;
  const clear = (one, room) => right + room < one.x1 || x - room > one.x2;
  if (x < leftmost(mark) || right > strip.width || (x < lanes.turn ? right > lanes.turn - 2 : mark.x1 < lanes.turn && !mark.beyond)) return false;
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
  const paper = { class: "undated", x: -8, y: top, width: lanes.width + 16, height: lines * pitch + 2 };
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
