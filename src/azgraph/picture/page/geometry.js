// Where strands run: straight spokes to the hub, curves inside the columns between others.
// Everything is in pixels of the picture; the heights and columns come with the data.
import { measure, PAPER, printing, wrap } from "./dom.js";
import { D, isSpoke, spokeOf } from "./state.js";
import { nameOf } from "./words.js";
import { beside, cubic, distance } from "./curves.js";
import { corners, crosses } from "./boxes.js";
import { hubBox } from "./network.js";
import { widest } from "./strands.js";

const EDGE = 3.4; // between the edges of parallel strands
const BLOCKED = 1e6; // what it costs a curve to run through the hub's name
const UPRIGHT = 750; // how high the picture is on a sheet that stands upright: its narrow columns need lines
export const START = 11; // from the middle of a dot to where a strand begins

/** The frame for a width: places of nodes and hub, and the room for labels beside the columns. */
export function frameFor(width) {
  if (width < 560) return narrowFrame(width);
  const middle = width / 2;
  const tight = width < 700;
  const tall = printing === PAPER[0] ? Math.max(1, UPRIGHT / D.frame.height) : 1;
  const column = tight ? Math.min(D.frame.column * width, middle - 150) : D.frame.column * width;
  const places = new Map();
  for (const node of D.nodes) {
    if (node.side === undefined) continue;
    const spoked = Boolean(spokeOf(node.id)?.strands.length);
    places.set(node.id, { x: middle + node.side * column, y: node.y * tall, side: node.side, lines: tight ? 0 : node.lines + Number(node.lines && tall > 1), spoked });
  }
  const hub = hubOf(middle, (D.frame.height * tall) / 2, Math.max(110, 2 * column - 250));
  const frame = {
    tight,
    width,
    tall,
    height: D.frame.height * tall,
    middle,
    column,
    places,
    hub,
    room: middle - column - 16,
  };
  aimSpokes(frame);
  frame.spokes = spokesOf(frame);
  return frame;
}

/** The middle lines of all spokes. */
function spokesOf(frame) {
  const joined = D.ties.filter((tie) => isSpoke(tie) && tie.strands.length && frame.places.has(tie.b));
  return joined.map((tie) => spokeStrand(frame, tie.b, 0).points);
}

function narrowFrame(width) {
  const hub = D.hub ? { ...hubOf(14, 0, width), a: 0, b: 0 } : null;
  const top = hub ? hub.high : 34;
  const places = new Map();
  for (const node of D.nodes) {
    if (node.side === undefined) continue;
    places.set(node.id, { x: 106, y: node.narrow + top, side: 1, lines: 1 });
  }
  return {
    narrow: true,
    top,
    tight: false,
    width,
    height: D.frame.narrow + top + 6,
    middle: 14,
    column: 92,
    places,
    hub,
    room: width - 122,
  };
}

/** The hub's name in as many lines as fit between the columns, and the ellipse before which spokes end. */
function hubOf(x, y, room) {
  if (!D.hub) return null;
  const font = `700 23px ${fontStack("serif")}`;
  const lines = wrap(nameOf(D.hub), font, room, 4);
  const wide = Math.max(...lines.map((line) => measure(line, font)));
  const high = 34 + 27 * (lines.length - 1);
  return { x, y, a: wide / 2 + 20, b: high / 2 + 11, lines, wide, high };
}

const stacks = {};
export function fontStack(name) {
  stacks[name] = stacks[name] || getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return stacks[name];
}

/** A spoke's line from its node to the hub, so far beside its middle: both ends and the normal. */
function spokeLine(frame, id, offset = 0) {
  const node = frame.places.get(id);
  if (frame.narrow) {
    return { x1: node.x - START, y1: node.y - offset, x2: frame.hub.x + 1.5, y2: node.y - offset };
  }
  const { x: hx, y: hy, a, b, lines, wide, high } = frame.hub;
  const dx = hx - node.x + node.side * (frame.aims.get(id) || 0);
  const dy = hy - node.y;
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const [x, y] = [node.x + uy * offset, node.y - ux * offset];
  // Where the line meets the oval about the name; a name in several lines has corners outside it.
  const [px, py, vx, vy] = [(x - hx) / a, (y - hy) / b, ux / a, uy / b];
  const [square, along] = [vx * vx + vy * vy, px * vx + py * vy];
  const round = (-along - Math.sqrt(Math.max(0, along * along - square * (px * px + py * py - 1)))) / square;
  const box = length - Math.min((wide / 2 + 8) / Math.abs(ux), (high / 2 + 4) / Math.abs(uy));
  const far = Math.max(length * 0.2, lines.length > 1 ? Math.min(round, box) : round);
  return { x1: x + START * ux, y1: y + START * uy, x2: x + far * ux, y2: y + far * uy, nx: uy, ny: -ux };
}

/** How far beside the hub's middle, to its own side, each spoke aims, that none ends upon another; steep ones come first. */
function aimSpokes(frame) {
  frame.aims = new Map();
  const { hub } = frame;
  if (!hub || hub.lines.length > 1) return;
  const spoked = [...frame.places].filter(([, place]) => place.spoked).sort(([, one], [, two]) => Math.abs(two.y - hub.y) - Math.abs(one.y - hub.y));
  const last = {};
  for (const [id, { side, y }] of spoked) {
    const corner = `${side} ${y < hub.y}`;
    const slots = offsets(spokeOf(id).strands.map(widest));
    const half = slots.at(-1) + widest(spokeOf(id).strands[slots.length - 1]) / 2;
    const before = last[corner];
    for (let aim = before ? before.aim : 0; aim < hub.wide / 2; aim += 3) {
      frame.aims.set(id, aim);
      const line = spokeLine(frame, id);
      last[corner] = { ...line, aim, half };
      if (!before || Math.min(aside(line, before), aside(before, line)) > half + before.half + EDGE) break;
    }
  }
}

/** How far the end of one spoke lies beside the line of another. */
function aside(one, other) {
  return Math.abs((one.x2 - other.x2) * other.nx + (one.y2 - other.y2) * other.ny);
}

/** Offsets of parallel strands from the middle line, by their widths; cooperative outermost along the normal. */
export function offsets(strandWidths) {
  const total = strandWidths.reduce((sum, width) => sum + width, 0) + EDGE * Math.max(0, strandWidths.length - 1);
  let at = -total / 2;
  return strandWidths.map((width) => {
    const middle = at + width / 2;
    at += width + EDGE;
    return middle;
  });
}

/** One straight strand beside the middle line of a spoke. */
export function spokeStrand(frame, id, offset) {
  const { x1, y1, x2, y2 } = spokeLine(frame, id, offset);
  return { points: [[x1, y1], [x2, y2]] };
}

/** A strand between two others, beside the curve from `a` to `b`, so deep where both stand in one column. */
export function curveStrand(frame, tie, offset, depth = 0) {
  const a = frame.places.get(tie.a);
  const b = frame.places.get(tie.b);
  if (!a || !b) return null;
  const column = inColumn(frame, tie);
  const middle = column ? columnCurve(frame, a, b, depth) : crossCurve(frame, a, b, depth / 3);
  const way = column ? inwards(frame, a) * Math.sign(a.y - b.y) : Math.sign(b.x - a.x);
  return { points: beside(middle.points, offset * way) };
}

function inwards(frame, place) {
  return frame.narrow ? -1 : -place.side;
}

/** The two ends of a tie from top to bottom, where both stand in one column. */
export function inColumn(frame, tie) {
  const ends = [frame.places.get(tie.a), frame.places.get(tie.b)].sort((one, two) => one.y - two.y);
  return (frame.narrow || ends[0].side === ends[1].side) && ends;
}

/** How deep the curve of a tie bulges towards the middle, longer ones deeper; how deep any may, and how far from the next. */
export function depthFor(frame, [upper, lower]) {
  const reach = lower.y - upper.y;
  if (frame.narrow) return [4 + reach * 0.04, 74, Math.min(16, 4 + reach * 0.06)];
  const free = frame.hub ? frame.column - frame.hub.a - 12 : frame.column; // short of the hub's word
  const share = frame.hub ? 0.09 : 0.4; // without a hub the middle is free
  const near = (frame.column / 244) ** 1.3; // spokes run more like the curves where columns are near
  const past = [...frame.places.values()].some(({ side, y }) => side === upper.side && upper.y < y && y < lower.y);
  const least = past ? Math.max(12, 6 + reach * share * near) : (6 + reach * share) * near ** 3;
  return [least, Math.min(frame.column * 0.6, free), Math.min(20 * near, 5 + reach * 0.06)];
}

/** Inside a column: where its own spoke runs the same way it leaves a dot steeply, to be seen below it from the start. */
function columnCurve(frame, a, b, depth) {
  const inward = inwards(frame, a);
  const pull = (inward * depth * 4) / 3;
  const end = (node, other) => {
    const way = other.y - node.y;
    const along = node.spoked && (frame.hub.y - node.y) * way > 0;
    return [
      [node.x + inward * 2.2, node.y + Math.sign(way) * 7.6],
      [node.x + pull, node.y + way * (along ? 0.45 : 0.25)],
    ];
  };
  const [start, c1] = end(a, b);
  const [last, c2] = end(b, a);
  return cubic(start, c1, c2, last);
}

/** Whether one of two curves lies under the other for a good part of its way. */
export function alike(one, two) {
  const [[[, a1], [, a2]], [[, b1], [, b2]]] = [one, two].map((points) => [points[0], points.at(-1)]);
  if (Math.max(a1, a2) < Math.min(b1, b2) || Math.max(b1, b2) < Math.min(a1, a2)) return false;
  const near = (points, line) => {
    const some = points.filter((_, index) => index % 3 === 0);
    return some.filter(([x, y]) => distance(line, x, y) < 3.4).length > some.length * 0.4;
  };
  return near(one, two) || near(two, one);
}

/** From one column to the other: nearly straight, clear of the hub, on the side that crosses fewer spokes. */
function crossCurve(frame, a, b, offset) {
  if (!frame.hub) return crossRoute(frame, a, b, offset, 0);
  const best = (sides) => sides.map((side) => crossRoute(frame, a, b, offset, side)).sort((one, two) => one.cost - two.cost)[0];
  const near = best([-1, 1]);
  return near.cost < BLOCKED ? near : best([-1, 1, -2, 2, -3, 3, -5, 5]);
}

function crossRoute(frame, a, b, offset, side) {
  const middle = (a.y + b.y) / 2;
  const clear = side ? frame.hub.y + side * 84 : middle;
  // Far from the hub it sags towards it; close by it bows away, clear of the spokes of its own ends.
  const sag = frame.hub && Math.abs(middle - frame.hub.y) < 150 ? -36 : 16;
  const through = side < 0 ? Math.min(middle + sag, clear) : side > 0 ? Math.max(middle - sag, clear) : middle;
  const bend = ((through - middle) * 4) / 3 + offset * 2.2;
  const point = (node, other) => {
    const [dx, dy] = [other[0] - node.x, other[1] - node.y];
    const length = Math.hypot(dx, dy) || 1;
    return [node.x + (START * dx) / length, node.y + (START * dy) / length];
  };
  // Where it has to go round the hub it does so far out, where the spokes stand further apart.
  const round = side && Math.abs(through - middle) > 20 ? 0.2 : 0.33;
  const c1 = [a.x + (b.x - a.x) * round, a.y + (b.y - a.y) * 0.33 + bend];
  const c2 = [b.x - (b.x - a.x) * round, a.y + (b.y - a.y) * 0.67 + bend];
  const curve = cubic(point(a, c1), c1, c2, point(b, c2));
  const crossed = frame.spokes.filter((spoke) => meet(curve.points, spoke)).length;
  const blocked = side && hubBox().some((box) => crosses(corners(box), { points: curve.points, half: 6 }));
  return { ...curve, cost: crossed * 40 + Math.abs(through - middle) + (blocked ? BLOCKED : 0) };
}

/** Whether a curve crosses a straight line. */
function meet(points, [[x1, y1], [x2, y2]]) {
  const side = ([x, y]) => (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
  for (let i = 1; i < points.length; i += 1) {
    const [p, q] = [points[i - 1], points[i]];
    const along = (one, two, [x, y]) => (two[0] - one[0]) * (y - one[1]) - (two[1] - one[1]) * (x - one[0]);
    if (side(p) * side(q) < 0 && along(p, q, [x1, y1]) * along(p, q, [x2, y2]) < 0) return true;
  }
  return false;
}
