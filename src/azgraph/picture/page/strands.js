// Strands as shapes that stay in place while the day changes: their width, head and opacity move.
import { draw, furnish } from "./dom.js";
import { within } from "./days.js";
import { D, isSpoke, state, strandOn, widthFor } from "./state.js";
import { SIGN_CLASS } from "./words.js";
import { pathOf, trimmed } from "./curves.js";
import { alike, curveStrand, depthFor, inColumn, offsets, spokeStrand } from "./geometry.js";
import { frame } from "./network.js";

export const PATTERNS = {
  pos: () => ({ "stroke-dasharray": null, "stroke-linecap": "butt" }),
  neg: (width) => ({
    "stroke-dasharray": width < 2 ? "6 3.5" : `${(width + 4.5).toFixed(1)} ${(width * 0.5 + 2).toFixed(1)}`,
    "stroke-linecap": "butt",
  }),
  neu: (width) => ({ "stroke-dasharray": `0.1 ${(width * 1.2 + 3).toFixed(1)}`, "stroke-linecap": "round" }),
};

/** Draw every strand of a tie once; `update` then sets it to a day. */
export function makeTie(tie, frame, layers) {
  const spoke = isSpoke(tie);
  const slots = offsets(tie.strands.map((strand) => widest(strand)));
  const depth = spoke ? 0 : freeDepth(tie, slots);
  const strands = tie.strands.map((strand, index) => {
    const name = SIGN_CLASS[strand.sign];
    const shape = spoke ? spokeStrand(frame, tie.b, slots[index]) : curveStrand(frame, tie, slots[index], depth);
    if (!shape) return null;
    const parts = {
      casing: spoke ? draw("path", { class: "casing", "stroke-linecap": "butt" }) : null,
      line: draw("path", { class: `strand ${name}`, "data-tie": tie.id }),
      head: draw("path", { class: `head-${name}` }),
    };
    if (parts.casing) layers.casings.append(parts.casing);
    layers[spoke ? "spokes" : "others"].append(parts.line, parts.head);
    return { strand, name, points: shape.points, parts, spoke, offset: slots[index] };
  });
  const marker = draw("path", { class: "marked gone" });
  layers.under.append(marker);
  return { tie, spoke, depth, strands: strands.filter(Boolean), marker };
}

/** How deep the curves of a tie bulge, so that none lies under those before it. */
function freeDepth(tie, slots) {
  const curves = (depth) => slots.map((slot) => curveStrand(frame, tie, slot, depth).points);
  const hidden = (depth) => curves(depth).some((curve) => frame.curves.some((one) => alike(curve, one)));
  const ends = inColumn(frame, tie);
  const [first, most] = ends ? ownTrack(ends, Math.max(...slots)) : [0, 0];
  const sure = frame.hub && first < most;
  const depth = Math.min(first, most) + (sure ? 0 : [0, 8, -6, 14, 20, 26, 32].find((more) => !hidden(Math.min(first, most) + more)) || 0);
  frame.curves.push(...curves(depth));
  return depth;
}

/** How deep a curve of a column bulges beside those about the hub that it passes, half of its breadth given; how deep any may. */
function ownTrack(ends, half) {
  const [from, to] = ends.map((place) => place.y);
  const [least, most, step] = depthFor(frame, ends);
  let depth = least + half;
  for (const one of frame.hub ? frame.tracks : [])
    if (one.side === ends[0].side && one.from < to && from < one.to)
      depth = Math.max(depth, one.outer + half + (from < one.from && to < one.to ? step / 2 : step)); // those that cross come apart of themselves
  frame.tracks.push({ side: ends[0].side, from, to, outer: Math.min(depth, most) + half });
  return [depth, most];
}

/** The greatest width that a strand has on any day, so that its neighbours never move. */
export function widest(strand) {
  const days = new Set(["0001-01-01", D.day.newest]);
  for (const [id] of strand.records) {
    const record = D.records[id];
    for (const reach of [record.sure, record.shown]) if (reach && reach[0]) days.add(reach[0]);
  }
  return Math.max(D.thin, ...[...days].map((day) => strandWidth(strand, day)));
}

function strandWidth(strand, day) {
  const there = strand.records.filter(([id]) => within(D.records[id].shown, day));
  const thick = there.some(([id]) => D.records[id].stands && within(D.records[id].sure, day));
  return thick ? widthFor(there.length) : D.thin;
}

export function updateTie(drawn, hovered) {
  const { tie } = drawn;
  const chosen = state.chosen && (state.chosen.tie === tie.id || (state.chosen.node !== D.hub && [tie.a, tie.b].includes(state.chosen.node)));
  for (const part of drawn.strands) {
    if (part.parts.casing) part.parts.casing.classList.toggle("on", chosen);
    const now = strandOn(part.strand, state.day);
    part.now = now;
    showStrand(part, now, hovered ? 1.33 : 1);
  }
  const live = drawn.strands.filter((part) => part.now.there);
  drawn.live = live;
  drawn.marker.classList.toggle("gone", !chosen || !live.length);
  if (chosen && live.length) markTie(drawn, live);
}

function showStrand(part, now, swell) {
  const look = `${now.there > 0} ${now.ghost} ${now.width} ${now.head} ${swell}`;
  if (part.look === look) return;
  part.look = look;
  const { line, head, casing } = part.parts;
  const gone = !now.there;
  for (const shape of [line, head, casing]) {
    if (shape) shape.classList.toggle("gone", gone);
  }
  line.classList.toggle("ghost", now.ghost);
  head.classList.toggle("ghost", now.ghost);
  if (gone) return;
  const width = now.width * swell;
  const tip = 5.5 + width * 1.5;
  // A head ends the strand at `b` (1) or `a` (-1); a spoke's points run from its node, the tie's b, to the hub.
  const atEnd = part.spoke ? -1 : 1;
  const points = now.head
    ? trimmed(part.points, now.head === -atEnd ? tip * 0.8 : 0, now.head === atEnd ? tip * 0.8 : 0)
    : part.points;
  furnish(line, { d: pathOf(points), "stroke-width": width.toFixed(1) }, []);
  for (const [name, value] of Object.entries(PATTERNS[part.name](width))) {
    if (value === null) line.removeAttribute(name);
    else line.setAttribute(name, value);
  }
  if (casing) furnish(casing, { d: pathOf(trimmed(part.points, 22, 0)), "stroke-width": (width + 8).toFixed(1) }, []);
  head.classList.toggle("gone", !now.head);
  if (now.head) head.setAttribute("d", headPath(part.points, now.head === atEnd, tip, 2.4 + width * 0.75));
}

/** A filled head at the last point (or the first). */
export function headPath(points, atEnd, long, half) {
  const listed = atEnd ? points : points.slice().reverse();
  const [x, y] = listed.at(-1);
  const before = trimmed(listed, 0, long);
  const [bx, by] = before.at(-1);
  const length = Math.hypot(x - bx, y - by) || 1;
  const [ux, uy] = [(x - bx) / length, (y - by) / length];
  const corner = (side) =>
    `${(x - ux * long - uy * half * side).toFixed(1)} ${(y - uy * long + ux * half * side).toFixed(1)}`;
  return `M${x.toFixed(1)} ${y.toFixed(1)}L${corner(1)} ${corner(-1)}Z`;
}

/** The marker pen under a chosen tie: one stroke as broad as all its strands. */
function markTie(drawn, live) {
  const low = Math.min(...live.map((part) => part.offset - part.now.width / 2));
  const high = Math.max(...live.map((part) => part.offset + part.now.width / 2));
  const middle = (low + high) / 2;
  const shape = drawn.spoke ? spokeStrand(frame, drawn.tie.b, middle) : curveStrand(frame, drawn.tie, middle, drawn.depth);
  furnish(drawn.marker, { d: pathOf(shape.points), "stroke-width": (high - low + 14).toFixed(1) }, []);
}
