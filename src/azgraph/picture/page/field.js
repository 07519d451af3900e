// The field: many nodes without a hub, over which the picture moves and comes closer.
// All strands of one look are one path and all dots of one sort another. While it moves the finished picture is only
// shifted and stretched; when it rests it is drawn anew, its names in their own size: of those that would touch only
// the one with more records is shown until there is room.
import { clear, draw, find, inFull, make, measure, printing, wrap } from "./dom.js";
import { within } from "./days.js";
import { change, D, nodeOf, state, strandOn } from "./state.js";
import { SIGN_CLASS } from "./words.js";
import { VIEWS } from "./views.js";
import { distance, trimmed } from "./curves.js";
import { offsets, START } from "./geometry.js";
import { headPath, PATTERNS } from "./strands.js";
import {
  chooseNode,
  chooseTie,
  drawnNodes,
  fonts,
  frame,
  hovered,
  isChosen,
  setFrame,
  setNodes,
} from "./network.js";
import { showTip } from "./hover.js";
import { rove } from "./keyboard.js";

const field = { at: null, painted: null, ties: [], focus: null, groups: new Map(), timer: 0, pointers: new Map() };
const CLOSEST = 2.5;
const MOST_NAMES = 260;

function drawField() {
  const home = find("picture");
  const width = printing || home.clientWidth;
  const height = width < 560 ? Math.max(320, Math.min(520, window.innerHeight - 330)) : 628;
  const layers = {};
  const groups = ["ties", "dots", "top", "nodes"].map((name) => (layers[name] = draw("g", { class: name })));
  const picture = draw(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Network of ties", class: "field" },
    groups,
  );
  clear(home).append(make("div", { class: "window" }, picture), fieldTools());
  field.picture = picture;
  setFrame({ mode: "field", width, height, middle: width / 2, places: nodeOf, hub: null, layers, step: fieldStep });
  field.groups = setNodes(new Map());
  field.fit = Math.min(width / D.frame.width, (height - 34) / D.frame.height);
  field.at = whole();
  updateField();
  moveField(picture);
}

/** The view that shows everything: screen = world * k + (x, y). */
function whole() {
  const k = field.fit;
  return { k, x: (frame.width - k * D.frame.width) / 2, y: (frame.height - 34 - k * D.frame.height) / 2 };
}

function fieldTools() {
  const tool = (text, label, does) => make("button", { type: "button", "aria-label": label, click: does }, text);
  return make(
    "div",
    { class: "fieldtools" },
    tool("+", "Come closer", () => zoomBy(1.5)),
    tool("\u2212", "Go further away", () => zoomBy(1 / 1.5)),
    tool("whole", "Show the whole", () => moveTo(whole())),
    D.left
      ? make("button", { type: "button", click: () => change({ view: "table" }) }, `${D.left} more, in the table`)
      : make("span", {}, "Drag to move; more names show as you come closer. Place shows who is tied to whom."),
  );
}

/** Set the picture to the day, the filter and the choice. */
function updateField() {
  field.ties = [];
  field.weight = new Map();
  for (const tie of D.ties) {
    const [a, b] = [nodeOf.get(tie.a), nodeOf.get(tie.b)];
    if (!a || !b) continue;
    const strands = tie.strands
      .map((strand) => ({ name: SIGN_CLASS[strand.sign], ...strandOn(strand, state.day) }))
      .filter((now) => now.there);
    if (!strands.length) continue;
    field.ties.push({ tie, a, b, strands });
    const many = strands.reduce((sum, now) => sum + now.there, 0);
    for (const end of [tie.a, tie.b]) field.weight.set(end, (field.weight.get(end) || 0) + many);
  }
  const heavy = (node) => field.weight.get(node.id) || 0;
  field.order = D.nodes.slice().sort((one, two) => heavy(two) - heavy(one));
  const chosen = state.chosen && nodeOf.get(state.chosen.node);
  if (chosen) field.focus = chosen.id;
  paintField();
}

/** Draw everything for the view as it is; while it moves, what was drawn is only shifted. */
function paintField() {
  clearTimeout(field.timer);
  field.painted = { ...field.at };
  field.picture.style.transform = "";
  field.picture.classList.remove("moving");
  const shown = state.chosen || hovered ? field.ties.filter(({ tie }) => isChosenTie(tie)) : [];
  frame.layers.ties.classList.toggle("ghost", Boolean(state.chosen) && shown.length > 0);
  clear(frame.layers.ties).append(...strandPaths(field.ties));
  clear(frame.layers.top).append(...markerOf(state.chosen && shown), ...strandPaths(shown, true));
  clear(frame.layers.dots).append(...dotPaths());
  showNames(new Set(shown.flatMap(({ tie }) => [tie.a, tie.b])));
}

function isChosenTie(tie) {
  if (hovered === tie) return true;
  if (!state.chosen) return false;
  return state.chosen.tie ? state.chosen.tie === tie.id : [tie.a, tie.b].includes(state.chosen.node);
}

function onScreen({ x, y }) {
  const { k, x: left, y: top } = field.at;
  return [x * k + left, y * k + top];
}

/** How much thinner strands, and smaller dots, are drawn where all of a large field is seen. */
function scaleOf(k) {
  return Math.max(0.3, Math.min(1, Math.sqrt(k)));
}

/** The ends of each strand on the screen, side by side; null where the tie is far out of sight. */
function strandLines({ a, b, strands }, scale) {
  const [[x1, y1], [x2, y2]] = [onScreen(a), onScreen(b)];
  const { width, height } = frame;
  const out = (one, two, size) => Math.max(one, two) < -size || Math.min(one, two) > 2 * size;
  if (out(x1, x2, width) || out(y1, y2, height)) return null;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const gap = Math.min(START * scale, length / 3);
  const aside = strands.length > 1 ? offsets(strands.map((now) => now.width * scale)) : [0];
  return strands.map((now, index) => {
    const [dx, dy] = [uy * aside[index], -ux * aside[index]];
    return { now, points: [[x1 + ux * gap + dx, y1 + uy * gap + dy], [x2 - ux * gap + dx, y2 - uy * gap + dy]] };
  });
}

function strandPaths(ties, strong) {
  const scale = strong ? 1 : scaleOf(field.at.k);
  const looks = new Map();
  const heads = { pos: "", neg: "", neu: "" };
  const pointed = strong || field.at.k > 0.6;
  for (const tie of ties) {
    const lines = strandLines(tie, scale) || [];
    if (!strong) tie.lines = lines;
    for (const { now, points } of lines) {
      const width = now.width * scale;
      const look = `${now.name} ${width.toFixed(1)} ${now.ghost ? "ghost" : ""}`;
      const tip = 5.5 + width * 1.5;
      const headed = pointed && now.head && !now.ghost && Math.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1]) > 2 * tip;
      if (headed) heads[now.name] += headPath(points, now.head > 0, tip, 2.4 + width * 0.75);
      const [[x1, y1], [x2, y2]] = headed ? trimmed(points, now.head < 0 ? tip * 0.8 : 0, now.head > 0 ? tip * 0.8 : 0) : points;
      looks.set(look, `${looks.get(look) || ""}M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`);
    }
  }
  const paths = [...looks].map(([look, d]) => {
    const [name, width, ghost] = look.split(" ");
    return draw("path", { class: `strand ${name} ${ghost}`, "stroke-width": width, d, ...PATTERNS[name](Number(width)) });
  });
  const tips = Object.entries(heads).map(([name, d]) => (d ? draw("path", { class: `head-${name}`, d }) : null));
  return [...paths, ...tips.filter(Boolean)];
}

/** The marker pen under what is chosen. */
function markerOf(ties) {
  const d = (ties || []).map(({ a, b }) => `M${onScreen(a).join(" ")}L${onScreen(b).join(" ")}`).join("");
  return d && ties.length < 30 ? [draw("path", { class: "marked", d, "stroke-width": 16 })] : [];
}

/** All dots of a sort as one path of points, whose round or square ends are the dots. */
function dotPaths() {
  const r = 5.2 * Math.max(0.38, scaleOf(field.at.k));
  const sorts = { dot: "", square: "", hollow: "" };
  for (const node of D.nodes) {
    const [x, y] = onScreen(node);
    const sort = node.sort === "state" || node.sort === "person" ? "dot" : node.sort === "group" || within(node.ended, state.day) ? "hollow" : "square";
    sorts[sort] += `M${x.toFixed(1)} ${y.toFixed(1)}h.01`;
  }
  const mark = (d, width, cap, colour) =>
    draw("path", { d, fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": cap });
  return [
    mark(sorts.dot, 2 * r, "round", "var(--ink)"),
    mark(sorts.square + sorts.hollow, 2 * r, "square", "var(--ink)"),
    mark(sorts.hollow, 2 * r - 4, "square", "var(--paper)"),
  ];
}

/** Names where they touch no other: what is chosen first, then who has more records; on the side with fewer dots. */
function showNames(near) {
  const first = field.order.filter((node) => node.id === field.focus || near.has(node.id));
  const dots = dotCells();
  const taken = [];
  const kept = new Map();
  for (const node of new Set([...first, ...field.order])) {
    const [x, y] = onScreen(node);
    if (kept.size >= MOST_NAMES) break;
    if (x < 0 || y < 10 || x > frame.width || y > frame.height - 34) continue;
    const wide = measure(shortName(node), fonts.name()) + 14;
    const sides = [false, true].map((left) => ({ left, x: left ? x - wide : x - 8, right: left ? x + 8 : x + wide, y: y - 10, foot: y + 10 }));
    const free = sides.filter(
      (box) =>
        box.x >= 0 &&
        box.right <= frame.width &&
        !taken.some((one) => box.x < one.right && one.x < box.right && box.y < one.foot && one.y < box.foot),
    );
    if (!free.length) continue;
    const [box] = free.length > 1 && dots(free[1]) < dots(free[0]) ? [free[1]] : free;
    taken.push(box);
    const drawn = field.groups.get(node.id);
    kept.set(node.id, drawn && drawn.left === box.left ? drawn : nameGroup(node, wide, box.left));
  }
  for (const [id, drawn] of field.groups) if (kept.get(id) !== drawn) drawn.group.remove();
  for (const [id, drawn] of kept) {
    if (!drawn.group.isConnected) frame.layers.nodes.append(drawn.group);
    const [x, y] = onScreen(drawn.node);
    drawn.group.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    drawn.group.setAttribute("aria-pressed", String(isChosen(id)));
    drawn.group.classList.toggle("chosen", isChosen(id));
    drawn.group.classList.toggle("idle", !field.weight.has(id));
  }
  field.groups = setNodes(kept);
  rove(drawnNodes.get(field.focus));
}

/** How many dots a box covers, about: the dots are counted in squares. */
function dotCells() {
  const size = 20;
  const cells = new Map();
  const cell = (x, y) => Math.floor(x / size) * 10000 + Math.floor(y / size);
  for (const node of D.nodes) {
    const [x, y] = onScreen(node);
    cells.set(cell(x, y), (cells.get(cell(x, y)) || 0) + 1);
  }
  return (box) => {
    let found = 0;
    for (let x = box.x; x < box.right; x += size) found += (cells.get(cell(x, box.y)) || 0) + (cells.get(cell(x, box.foot)) || 0);
    return found;
  };
}

/** A name as the field has room for it; the whole name is read aloud and stands in the panel. */
function shortName(node) {
  node.short = node.short || wrap(node.name, fonts.name(), 232, 1)[0];
  return node.short;
}

function nameGroup(node, wide, left) {
  const at = { x: left ? -14 : 14, y: 5, "text-anchor": left ? "end" : "start" };
  const parts = [
    draw("rect", { class: "markedname", x: left ? -wide - 8 : 8, y: -11, width: wide, height: 22, rx: 11 }),
    draw("rect", { class: "ring", x: left ? -wide - 6 : -9, y: -12, width: wide + 15, height: 24, rx: 3 }),
    draw("text", { class: "name halo", "aria-hidden": "true", ...at }, shortName(node)),
    draw("text", { class: "name", ...at }, shortName(node)),
  ];
  inFull(parts[3], node.name, node.full);
  const group = draw("g", { class: "node", role: "button", tabindex: "-1", "data-id": node.id, "aria-label": node.full }, parts);
  return { node, place: { ...node, side: 1 }, group, left, parts: {} };
}

// --- Moving over it ---------------------------------------------------------------------

/** Show another part of the field at once, and draw it sharp when the movement rests. */
function moveTo({ k, x, y }) {
  const { width, height } = frame;
  const keep = (at, size, room) => Math.max(room * 0.25 - size * k, Math.min(room * 0.75, at));
  field.at = { k, x: keep(x, D.frame.width, width), y: keep(y, D.frame.height, height) };
  const { at, painted } = field;
  const s = at.k / painted.k;
  const [dx, dy] = [at.x - painted.x * s, at.y - painted.y * s];
  if (Math.abs(dx) > 0.7 * width || Math.abs(dy) > 0.7 * height) return paintField();
  field.picture.style.transform = `translate(${dx}px, ${dy}px) scale(${s})`;
  field.picture.classList.add("moving");
  clearTimeout(field.timer);
  field.timer = setTimeout(paintField, 200);
}

function zoomBy(factor, cx = frame.width / 2, cy = frame.height / 2) {
  const { k, x, y } = field.at;
  const next = Math.max(field.fit, Math.min(CLOSEST, k * factor));
  moveTo({ k: next, x: cx - ((cx - x) * next) / k, y: cy - ((cy - y) * next) / k });
}

/** Pan by dragging, zoom by wheel or two fingers; what is pressed without moving is chosen. */
function moveField(picture) {
  const tip = make("div", { class: "tip", hidden: true });
  picture.parentNode.after(tip);
  const place = (event) => {
    const box = picture.parentNode.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...place(event));
  });
  picture.addEventListener("pointerdown", (event) => {
    field.pointers.set(event.pointerId, place(event));
    if (field.pointers.size === 1) field.moved = false;
  });
  picture.addEventListener("pointermove", (event) => {
    const before = field.pointers.get(event.pointerId);
    const now = place(event);
    if (!before) {
      const tie = event.pointerType === "mouse" && !event.target.closest(".node") && !nodeAt(...now) ? tieAt(...now) : null;
      picture.setAttribute("cursor", tie || nodeAt(...now) ? "pointer" : "grab");
      showTip(tip, { now: tie && tie.now, x: now[0], y: now[1] });
      return;
    }
    if (!field.moved && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4) return;
    field.moved = true;
    tip.hidden = true;
    picture.setPointerCapture(event.pointerId);
    const other = [...field.pointers].find(([id]) => id !== event.pointerId);
    if (other) {
      const apart = ([x, y]) => Math.hypot(x - other[1][0], y - other[1][1]);
      zoomBy(apart(now) / (apart(before) || 1), (now[0] + other[1][0]) / 2, (now[1] + other[1][1]) / 2);
    } else moveTo({ ...field.at, x: field.at.x + now[0] - before[0], y: field.at.y + now[1] - before[1] });
    field.pointers.set(event.pointerId, now);
  });
  for (const name of ["pointerup", "pointercancel"])
    picture.addEventListener(name, (event) => field.pointers.delete(event.pointerId));
  picture.addEventListener("pointerleave", () => (tip.hidden = true));
  picture.addEventListener("click", (event) => {
    if (field.moved) return;
    const group = event.target.closest(".node");
    const id = group ? group.dataset.id : nodeAt(...place(event));
    const tie = id ? null : tieAt(...place(event));
    if (id) chooseNode(id);
    else if (tie) chooseTie(tie.id);
  });
}

function nodeAt(x, y) {
  let best = null;
  for (const node of D.nodes) {
    const [nx, ny] = onScreen(node);
    const away = Math.hypot(nx - x, ny - y);
    if (away < 9 && (!best || away < best.away)) best = { id: node.id, away };
  }
  return best && best.id;
}

/** The tie under a point: its nearest strand, in pixels of the screen. */
function tieAt(x, y) {
  let best = null;
  for (const { tie, lines } of field.ties)
    for (const { now, points } of lines) {
      const away = distance(points, x, y) - now.width / 2;
      if (away < 6 && (!best || away < best.away)) best = { id: tie.id, now, away };
    }
  return best;
}

/** From one node to the nearest in the direction of an arrow, which then comes into sight; + and − come closer. */
function fieldStep(here, key) {
  const [dx, dy] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key] || [0, 0];
  let best = key === "Home" ? { node: field.order[0] } : null;
  for (const node of dx || dy ? D.nodes : []) {
    const [x, y] = [node.x - here.node.x, node.y - here.node.y];
    const [along, aside] = [x * dx + y * dy, Math.abs(x * dy + y * dx)];
    const cost = along + 2 * aside;
    if (along > aside && (!best || cost < best.cost)) best = { node, cost };
  }
  if (!best) return null;
  field.focus = best.node.id;
  const [x, y] = onScreen(best.node);
  const out = x < 20 || y < 20 || x > frame.width - 120 || y > frame.height - 20;
  if (out) moveTo({ ...field.at, x: field.at.x + frame.middle - x, y: field.at.y + frame.height / 2 - y });
  paintField();
  return drawnNodes.get(best.node.id);
}

/** Put the field in place of the two columns. */
export function startField() {
  VIEWS.network = { draw: () => setFrame(null), update: () => (frame ? updateField() : drawField()), keyed: true };
  document.addEventListener("keydown", (event) => {
    const factor = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 }[event.key];
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (typing || state.view !== "network" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (factor) zoomBy(factor);
    if (event.key === "0") moveTo(whole());
  });
}
