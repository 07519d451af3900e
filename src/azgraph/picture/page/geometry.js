// Where strands run: straight spokes to the hub, curves inside the columns between others.
// Everything is in pixels of the picture; the heights and columns come with the data.
const EDGE = 3.4; // between the edges of parallel strands
const START = 11; // from the middle of a dot to where a strand begins

/** The frame for a width: places of nodes and hub, and the room for labels beside the columns. */
function frameFor(width) {
  if (width < 560) return narrowFrame(width);
  const middle = width / 2;
  const tight = width < 700;
  const column = tight ? Math.min(D.frame.column * width, middle - 150) : D.frame.column * width;
  const places = new Map();
  for (const node of D.nodes) {
    if (node.side === undefined) continue;
    places.set(node.id, { x: middle + node.side * column, y: node.y, side: node.side, lines: tight ? 0 : node.lines });
  }
  const hub = hubOf(middle, D.frame.height / 2);
  const frame = {
    mode: "wide",
    tight,
    width,
    height: D.frame.height,
    middle,
    column,
    places,
    hub,
    room: middle - column - 16,
  };
  frame.spokes = spokesOf(frame);
  return frame;
}

/** The middle lines of all spokes. */
function spokesOf(frame) {
  const joined = D.ties.filter((tie) => isSpoke(tie) && tie.strands.length && frame.places.has(tie.b));
  return joined.map((tie) => spokeStrand(frame, tie.b, 0).points);
}

function narrowFrame(width) {
  const places = new Map();
  for (const node of D.nodes) {
    if (node.side === undefined) continue;
    places.set(node.id, { x: 106, y: node.narrow + 34, side: 1, lines: 1 });
  }
  const hub = D.hub ? { x: 14, y: 0, a: 0, b: 0, name: nameOf(D.hub) } : null;
  return {
    mode: "narrow",
    tight: false,
    width,
    height: D.frame.narrow + 40,
    middle: 14,
    column: 92,
    places,
    hub,
    room: width - 122,
  };
}

function hubOf(x, y) {
  if (!D.hub) return null;
  const wide = measure(nameOf(D.hub), `700 23px ${fontStack("serif")}`);
  return { x, y, a: wide / 2 + 20, b: 28, name: nameOf(D.hub), wide };
}

const stacks = {};
function fontStack(name) {
  stacks[name] = stacks[name] || getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return stacks[name];
}

/** A spoke's line from its node to the hub: both ends, direction and normal. */
function spokeLine(frame, id) {
  const node = frame.places.get(id);
  if (frame.mode === "narrow") {
    return { x1: node.x - START, y1: node.y, x2: frame.hub.x + 1.5, y2: node.y, nx: 0, ny: -1, ux: -1, uy: 0 };
  }
  const dx = frame.hub.x - node.x;
  const dy = frame.hub.y - node.y;
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const inside = 1 / Math.sqrt((ux / frame.hub.a) ** 2 + (uy / frame.hub.b) ** 2);
  return {
    x1: node.x + START * ux,
    y1: node.y + START * uy,
    x2: frame.hub.x - inside * ux,
    y2: frame.hub.y - inside * uy,
    nx: uy,
    ny: -ux,
    ux,
    uy,
  };
}

/** Offsets of parallel strands from the middle line, by their widths; cooperative outermost along the normal. */
function offsets(strandWidths) {
  const total = strandWidths.reduce((sum, width) => sum + width, 0) + EDGE * Math.max(0, strandWidths.length - 1);
  let at = -total / 2;
  return strandWidths.map((width) => {
    const middle = at + width / 2;
    at += width + EDGE;
    return middle;
  });
}

/** One straight strand beside the middle line of a spoke. */
function spokeStrand(frame, id, offset) {
  const line = spokeLine(frame, id);
  const at = (x, y) => [x + line.nx * offset, y + line.ny * offset];
  return { points: [at(line.x1, line.y1), at(line.x2, line.y2)] };
}

/** A strand between two others, as a cubic curve from `a` to `b`. */
function curveStrand(frame, tie, offset) {
  const a = frame.places.get(tie.a);
  const b = frame.places.get(tie.b);
  if (!a || !b) return null;
  const same = a.side === b.side || frame.mode === "narrow";
  return same ? columnCurve(frame, a, b, offset) : crossCurve(frame, a, b, offset);
}

/** Inside a column: longer ties bulge deeper towards the middle. */
function columnCurve(frame, a, b, offset) {
  const inward = frame.mode === "narrow" ? -1 : -a.side;
  const reach = Math.abs(b.y - a.y);
  const free = frame.hub ? frame.column - frame.hub.a - 12 : frame.column; // short of the hub's word
  const most = frame.mode === "narrow" ? 66 : Math.min(frame.column * 0.6, free);
  const share = frame.hub ? 0.175 : 0.4; // without a hub the middle is free
  const depth = Math.min(most, frame.mode === "narrow" ? 10 + reach * 0.11 : 12 + reach * share) + offset * 2.2;
  const down = Math.sign(b.y - a.y) || 1;
  const tilt = Math.min(0.5, depth / Math.max(reach, 1));
  const near = (node, way) => [node.x + inward * START * Math.max(0.35, tilt) * 1.2, node.y + way * START * 0.85];
  const [x1, y1] = near(a, down);
  const [x2, y2] = near(b, -down);
  const pull = (inward * depth * 4) / 3;
  return cubic([x1, y1], [a.x + pull, a.y + down * reach * 0.22], [b.x + pull, b.y - down * reach * 0.22], [x2, y2]);
}

/** From one column to the other: nearly straight, clear of the hub, on the side that crosses fewer spokes. */
function crossCurve(frame, a, b, offset) {
  const routes = frame.hub
    ? [-1, 1].map((side) => crossRoute(frame, a, b, offset, side))
    : [crossRoute(frame, a, b, offset, 0)];
  return routes.sort((one, two) => one.cost - two.cost)[0];
}

function crossRoute(frame, a, b, offset, side) {
  const middle = (a.y + b.y) / 2;
  const clear = side ? frame.hub.y + side * 84 : middle;
  const through = side < 0 ? Math.min(middle + 16, clear) : side > 0 ? Math.max(middle - 16, clear) : middle;
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
  return { ...curve, cost: crossed * 40 + Math.abs(through - middle) };
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

function cubic(p0, p1, p2, p3) {
  const points = [];
  for (let step = 0; step <= 28; step += 1) {
    const t = step / 28;
    const s = 1 - t;
    points.push([0, 1].map((i) => s ** 3 * p0[i] + 3 * s * s * t * p1[i] + 3 * s * t * t * p2[i] + t ** 3 * p3[i]));
  }
  return { points };
}

/** A path through points, rounded to a tenth of a pixel. */
function pathOf(points) {
  return "M" + points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
}

/** The points without a stretch at one end or the other. */
function trimmed(points, fromStart, fromEnd) {
  return cut(cut(points, fromStart).reverse(), fromEnd).reverse();
}

function cut(points, length) {
  const rest = points.slice();
  while (length > 0 && rest.length > 2) {
    const step = Math.hypot(rest[1][0] - rest[0][0], rest[1][1] - rest[0][1]);
    if (step > length) break;
    length -= step;
    rest.shift();
  }
  if (length > 0) {
    const [[x1, y1], [x2, y2]] = rest;
    const step = Math.hypot(x2 - x1, y2 - y1) || 1;
    const share = Math.min(0.98, length / step);
    rest[0] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
  }
  return rest;
}

/** How far a point lies from a polyline. */
function distance(points, x, y) {
  let least = Infinity;
  for (let i = 1; i < points.length; i += 1) {
    const [x1, y1] = points[i - 1];
    const [dx, dy] = [points[i][0] - x1, points[i][1] - y1];
    const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - x1 - t * dx, y - y1 - t * dy));
  }
  return least;
}
