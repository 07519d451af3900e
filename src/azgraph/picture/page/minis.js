// The small picture of the network on one day: every place and path comes with the data.
import { draw, measure } from "./dom.js";
import { fontStack } from "./geometry.js";
import { within } from "./days.js";
import { D, heldOn, inTime, nodeOf, state, strandOn, tieOf } from "./state.js";
import { SIGN_CLASS } from "./words.js";
import { PATTERNS } from "./strands.js";
import { dotShapes } from "./nodes.js";
import { isChosen } from "./network.js";

const RIM = 6; // how much broader a marker is than its strand

/** Draw it for a day; strands of which a record is in `marked` lie on the marker. */
export function drawMini(day, marked, name) {
  const { width, height, hub, nodes, ties } = D.mini;
  // Markers, what joins others, over it the spokes, and last the chosen tie on its ground.
  const [under, others, spokes, ground, top, labels] = Array.from({ length: 6 }, () => draw("g", {}));
  const live = new Set();
  const rings = [[], []]; // about the chosen tie: a line of ink round it, and its ground, on the marker where it differs
  for (const [a, b, ...strands] of ties) {
    const tie = `${a}~${b}`;
    const chosen = state.chosen && state.chosen.tie === tie;
    const lines = chosen ? top : a === hub?.[0] ? spokes : others;
    const [edges, pens] = [[], []]; // a rim of paper keeps the markers of two ties apart
    for (const [sign, path, heads] of strands) {
      const strand = tieOf.get(tie).strands.find((one) => one.sign === sign);
      const timed = { ...strand, records: strand.records.filter(([id]) => inTime(id)) };
      const now = strandOn(timed, day);
      if (!now.there) continue;
      live.add(a).add(b);
      const differs = timed.records.some(([id]) => marked.has(id) && heldOn(id, day));
      const pen = (name, wide) => draw("path", { class: name, "data-tie": tie, d: path, "stroke-width": now.width + wide });
      if (differs) {
        edges.push(pen("unmarked", RIM + 2));
        pens.push(pen("marked", RIM));
      }
      if (chosen) {
        rings[0].push(pen("ringed", RIM + 2.4));
        rings[1].push(pen(differs ? "marked" : "unmarked", RIM));
      }
      lines.append(...miniStrand(now, SIGN_CLASS[sign], path, heads[now.head], tie));
    }
    under.append(...edges, ...pens);
  }
  rings[1].sort((one) => (one.classList.contains("marked") ? 1 : -1));
  ground.append(...rings.flat());
  labels.append(...nodes.map((node) => miniNode(node, day, live)));
  if (hub) labels.append(draw("g", { class: "hub" }, miniText(hub[2], width / 2, hub[1], 16, "middle")));
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name }, under, others, spokes, ground, top, labels);
}

function miniStrand(now, name, path, head, tie) {
  const shape = { class: `strand ${name}${now.ghost ? " ghost" : ""}`, "data-tie": tie, d: head ? head[0] : path, "stroke-width": now.width };
  const line = draw("path", { ...shape, ...PATTERNS[name](now.width) });
  return head && !now.ghost ? [line, draw("path", { class: `head-${name}`, d: head[1] })] : [line];
}

function miniNode([id, x, y, side, name], day, live) {
  const node = nodeOf.get(id);
  const over = within(node.ended, day);
  const idle = !live.has(id) && !over;
  const words = miniText(name, x + side * 11, y, 15, side < 0 ? "end" : "start", "name");
  const group = draw(
    "g",
    { class: `small${over ? " over" : idle ? " idle" : ""}` },
    draw("title", {}, node.full),
    words,
  );
  const chosen = isChosen(id);
  group.prepend(...dotShapes(node, { x, y }, over, chosen));
  if (chosen) {
    const wide = Math.max(...name.map((line) => measure(line, `600 13.5px ${fontStack("sans")}`))) + 14;
    const high = 15 * name.length + 4;
    group.classList.add("hover");
    group.prepend(draw("rect", { class: "pen", x: x + side * 4 - (side < 0 ? wide : 0), y: y - high / 2, width: wide, height: high, rx: 8 }));
  }
  return group;
}

/** A text in lines about a height. */
function miniText(lines, x, y, pitch, anchor, name) {
  const top = y + 5 - (pitch * (lines.length - 1)) / 2;
  return draw(
    "text",
    { class: name, "text-anchor": anchor },
    lines.map((line, n) => draw("tspan", { x, y: top + n * pitch }, line)),
  );
}
