// Nodes: a dot by sort, a name with its counts, a second line, each in its place.
import { add, clear, draw, furnish, measure, inFull, wrap } from "./dom.js";
import { valueAt, within } from "./days.js";
import { countsOf, D, filtered, passes, SIGNS, spokeOf, state, strandOn, tiesOf } from "./state.js";
import { countParts, countWords, SIGN_CLASS, SIGN_TEXT } from "./words.js";
import { chooseNode, drawnNodes, fonts, frame, isChosen } from "./network.js";
import { thingShape } from "./texts.js";

export function makeNode(node) {
  const place = frame.places.get(node.id);
  const parts = {
    marked: draw("rect", { class: "markedname gone", rx: 11, height: 22 }),
    spot: draw("circle", { class: "markedname gone", r: 12, cx: place.x, cy: place.y }),
    ring: draw("rect", { class: "ring", rx: 3 }),
    dot: draw("g", {}),
    name: draw("text", { class: "name" }),
    second: draw("text", { class: "second" }),
  };
  const { marked, spot, ...own } = parts;
  frame.layers.under.append(marked, spot); // below the ends of the ties
  const group = draw("g", { class: "node", role: "button", tabindex: "-1", "data-id": node.id, click: () => chooseNode(node.id) }, Object.values(own));
  frame.layers.nodes.append(group);
  return { node, place, group, parts, box: null };
}

/** Set a node to the day: its name with counts, its second line, its dot. */
export function updateNode(drawn) {
  const { node, place, parts, group } = drawn;
  const tie = spokeOf(node.id);
  const counts = tie ? countsOf(tie) : { 1: 0, "-1": 0, 0: 0 };
  const over = within(node.ended, state.day);
  const chosen = isChosen(node.id);
  const now = tiesOf(node.id).flatMap((one) => one.strands.map((strand) => strandOn(strand, state.day)));
  const idle = !now.some(({ there }) => there);
  const hushed = !idle && !now.some(({ count }) => count); // its second line tells of what the filter hides
  const ghost = filtered() && !recordsOf(node.id).some(showsOn);
  const second = valueAt(node.second, state.day);
  const look = [over, chosen, idle, ghost, hushed, ...Object.values(counts), second].join();
  if (drawn.look === look) return;
  drawn.look = look;
  group.classList.toggle("over", over);
  group.classList.toggle("idle", idle && !over);
  drawn.font = idle || over ? fonts.plain() : fonts.name();
  const label = nameLabel(drawn, counts);
  inFull(parts.name, node.name, node.full);
  clear(parts.dot).append(...dotShapes(node, place, over, chosen));
  drawSecond(drawn, second);
  parts.second.classList.toggle("ghost", hushed && !ghost);
  parts.marked.classList.toggle("gone", !chosen);
  parts.spot.classList.toggle("gone", !chosen);
  furnish(parts.marked, { x: label.x - 10, y: place.y - 11, width: label.width + 20 }, []);
  furnish(parts.ring, ringBox(drawn), []);
  group.setAttribute("aria-label", `${node.full}: ${countWords(counts)}. ${second}`);
  group.setAttribute("aria-pressed", chosen ? "true" : "false");
  group.classList.toggle("ghost", ghost);
}

const known = new Map();
/** All records that name an actor, whether or not a strand comes of them. */
function recordsOf(id) {
  if (!known.size)
    for (const record of Object.values(D.records))
      for (const named of new Set([...record.who.flat(), ...(record.things || [])]))
        known.set(named, [...(known.get(named) || []), record]);
  return known.get(id) || [];
}

/** Whether a record passes the filter, and is said without a day or has happened or may stand on the chosen one. */
function showsOn(record) {
  return passes(record) && (record.stance !== "reported" || !record.shown || within(record.shown, state.day));
}

function nameLabel(drawn, counts) {
  const { node, place, parts } = drawn;
  const start = place.x + place.side * 15;
  const spans = countParts(counts);
  const countWidth = spans.reduce((sum, [text]) => sum + measure(text, fonts.count()) + 7, 0);
  const nameWidth = measure(node.name, drawn.font);
  if (frame.tight) return tightLabel(drawn, spans, countWidth, start);
  const parts_ = spans.map(([text, name]) => draw("tspan", { class: `count ${name}`, dx: 7 }, text));
  if (place.side > 0) {
    clear(parts.name).append(node.name, ...parts_);
  } else {
    parts_.forEach((part, index) => part.setAttribute("dx", index ? 7 : 0));
    const tail = draw("tspan", { dx: spans.length ? 7 : 0 }, node.name);
    clear(parts.name).append(...parts_, tail);
  }
  const width = nameWidth + countWidth;
  if (width > frame.room) return longLabel(drawn, spans, countWidth, start);
  const x = place.side > 0 ? start : start - width;
  furnish(parts.name, { x, y: place.y + 5, "text-anchor": "start" }, []);
  drawn.box = { x, y: place.y - 9, width, height: 19 };
  drawn.nameLines = 1;
  return { x, width };
}

/** A name that needs several lines; the counts stand by its last line if they fit there, else by its first. */
function longLabel(drawn, spans, countWidth, start) {
  const { node, place, parts } = drawn;
  const most = frame.narrow ? 2 : Math.max(2, place.lines + 1);
  const full = wrap(node.name, drawn.font, frame.room, most);
  const last = full.length - 1;
  const atLast = last > 0 && measure(full[last], drawn.font) + countWidth <= frame.room;
  const lines = atLast ? full : wrap(node.name, drawn.font, frame.room - countWidth, most);
  const bearer = atLast ? last : 0;
  const right = place.side > 0;
  let width = 0;
  clear(parts.name);
  lines.forEach((line, index) => {
    const counts = index === bearer ? spans : [];
    const wide = measure(line, drawn.font) + (counts.length ? countWidth : 0);
    const inside = [draw("tspan", { dx: !right && counts.length ? 7 : 0 }, line)];
    const marks = counts.map(([text, name], n) =>
      draw("tspan", { class: `count ${name}`, dx: n || right ? 7 : 0 }, text),
    );
    const row = draw("tspan", { x: right ? start : start - wide, dy: index ? 16.5 : 0 });
    add(row, right ? [...inside, ...marks] : [...marks, ...inside]);
    parts.name.append(row);
    width = Math.max(width, wide);
  });
  furnish(parts.name, { x: start, y: place.y + 5, "text-anchor": "start" }, []);
  const left = right ? start : start - width;
  drawn.box = { x: left, y: place.y - 9, width, height: 2.5 + 16.5 * lines.length };
  drawn.nameLines = lines.length;
  return { x: left, width };
}

/** Where columns are tight: the name in lines, the counts below it or by its second line, no text of the tie. */
function tightLabel(drawn, spans, countWidth, start) {
  const { node, place, parts } = drawn;
  const anchor = place.side > 0 ? "start" : "end";
  const lines = wrap(node.name, drawn.font, frame.room, spans.length ? 2 : 3);
  if (spans.length && lines[1] && measure(lines[1], drawn.font) + countWidth <= frame.room) return longLabel(drawn, spans, countWidth, start);
  clear(parts.name).append(...lines.map((line, index) => draw("tspan", { x: start, dy: index ? 15 : 0 }, line)));
  const rest = draw("tspan", { x: start, dy: 15 });
  rest.append(
    ...spans.map(([text, name], index) => draw("tspan", { class: `count ${name}`, dx: index ? 7 : 0 }, text)),
  );
  if (spans.length) parts.name.append(rest);
  const rows = lines.length + (spans.length ? 1 : 0);
  const width = Math.max(...lines.map((line) => measure(line, drawn.font)), 30);
  const x = place.side > 0 ? start : start - width;
  furnish(parts.name, { x: start, y: place.y + 5, "text-anchor": anchor }, []);
  drawn.box = { x, y: place.y - 9, width, height: 3 + 15 * rows };
  return { x, width };
}

function drawSecond(drawn, text) {
  const { place, parts } = drawn;
  clear(parts.second);
  drawn.secondBox = null;
  if (!place.lines || !text) return;
  const room = frame.narrow ? frame.room : Math.min(212, frame.room);
  const below = drawn.nameLines - 1;
  const most = (frame.narrow ? 1 : place.lines) - below;
  if (most < 1) return;
  const lines = wrap(text, fonts.second(), room, most);
  const x = place.x + place.side * 15;
  furnish(parts.second, { x, y: place.y + 21 + below * 16.5, "text-anchor": place.side > 0 ? "start" : "end" }, []);
  parts.second.append(...lines.map((line, index) => draw("tspan", { x, dy: index ? 15.5 : 0 }, line.split(/([+\u2212\u00b1](?=\s))/).map(signed))));
  const width = Math.max(...lines.map((line) => measure(line, fonts.second())));
  drawn.secondBox = {
    x: place.side > 0 ? x : x - width,
    y: place.y + 10 + below * 16.5,
    width,
    height: 15.5 * lines.length,
  };
}

/** A sign in the second line in its colour. */
function signed(text) {
  const sign = SIGNS.find((one) => SIGN_TEXT[one] === text);
  return sign === undefined ? text : draw("tspan", { class: `${SIGN_CLASS[sign]}-text` }, text);
}

function ringBox(drawn) {
  const { place, box, secondBox } = drawn;
  const boxes = [box, { x: place.x - 9, y: place.y - 9, width: 18, height: 18 }, ...(secondBox ? [secondBox] : [])];
  const left = Math.min(...boxes.map((one) => one.x)) - 4;
  const right = Math.max(...boxes.map((one) => one.x + one.width)) + 4;
  const least = frame.narrow ? place.y + 31 : 0; // a finger's breadth
  const foot = Math.max(least, ...boxes.map((one) => one.y + one.height + 3));
  return { x: left, y: place.y - 13, width: right - left, height: foot - place.y + 13 };
}

/** The dot of a node by its sort; what has ended is hollow and struck. */
export function dotShapes(node, { x, y }, over, chosen) {
  const r = chosen ? 7 : 5.2;
  const square = (name) => draw("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, class: name });
  if (over) return [square("hollow"), draw("path", { d: `M${x - 8} ${y + 8}L${x + 8} ${y - 8}`, class: "strike" })];
  if (node.sort === "state") return [draw("circle", { cx: x, cy: y, r, class: "dot" })];
  if (node.sort === "group") return [square("hollow")];
  if (node.sort === "person") return [draw("circle", { cx: x, cy: y, r: r - 0.5, class: "hollow" })];
  if (node.sort === "text" || node.sort === "project") return [thingShape(node.sort, x, y)];
  return [square("dot")];
}

export function nodeBoxes() {
  const boxes = [];
  for (const drawn of drawnNodes.values()) {
    if (drawn.box) boxes.push(drawn.box);
    if (drawn.secondBox) boxes.push(drawn.secondBox);
  }
  return boxes;
}
