// The network: nodes in two columns about the hub (or one column on narrow screens), strands, labels.
import { broken, clear, draw, find, measure, printing, wrap } from "./dom.js";
import { valueAt } from "./days.js";
import { change, D, filtered, isSpoke, nodeOf, SIGNS, spokeOf, state, tieOf } from "./state.js";
import { capital, nameOf, SIGN_CLASS, SIGN_TEXT } from "./words.js";
import { VIEWS } from "./views.js";
import { fontStack, frameFor } from "./geometry.js";
import { makeTie, updateTie } from "./strands.js";
import { placeLabels } from "./labels.js";
import { makeNode, nodeBoxes, updateNode } from "./nodes.js";
import { hoverOver } from "./hover.js";
import { covered, drawTexts } from "./texts.js";

export let frame = null;
export let drawnTies = [];
export let drawnNodes = new Map();
let drawnLabels = [];
export let hovered = null;

/** What other modules may set: the frame and its nodes (where many actors have a field), the tie under the pointer. */
export function setFrame(next) {
  return (frame = next);
}

export function setNodes(next) {
  return (drawnNodes = next);
}

export function setHovered(next) {
  hovered = next;
}

// Drawing for another width is left to the update that follows it, so that nothing is drawn twice.
VIEWS.network = { draw: () => (frame = null), update: () => (frame ? updateNetwork() : drawNetwork()), keyed: true };
export const fonts = {
  plain: () => `400 14.5px ${fontStack("sans")}`,
  name: () => `600 14.5px ${fontStack("sans")}`,
  count: () => `600 13px ${fontStack("sans")}`,
  second: () => `400 12.5px ${fontStack("sans")}`,
};

/** Draw the whole picture for the width there is; the day and the choice are set afterwards. */
function drawNetwork() {
  const home = find("picture");
  frame = frameFor(printing || home.clientWidth);
  const layers = {};
  const groups = ["under", "others", "joints", "casings", "spokes", "texts", "tielabels", "nodes"].map(
    (name) => (layers[name] = draw("g", { class: name })),
  );
  const picture = draw(
    "svg",
    {
      width: frame.width,
      height: frame.height,
      viewBox: `0 0 ${frame.width} ${frame.height}`,
      role: "group",
      "aria-label": "Network of ties",
    },
    groups,
  );
  clear(home).append(picture);
  frame.layers = layers;
  frame.curves = [];
  frame.tracks = [];
  frame.bands = [];
  const ties = D.ties.filter((tie) => tie.strands.length && reachable(tie));
  drawnTies = [...ties].sort(fromFoot).map((tie) => makeTie(tie, frame, layers));
  drawnNodes = new Map(D.nodes.filter((node) => node.side !== undefined).map((node) => [node.id, makeNode(node)]));
  drawHub(layers.nodes);
  drawBands(layers.nodes);
  updateNetwork();
  drawnLabels = placeLabels(drawnTies, frame, [...nodeBoxes(), ...hubBox()]).map((label) =>
    makeLabel(label, layers.tielabels),
  );
  updateLabels();
  hoverOver(picture);
}

/** Curves of a column that begin further down come first and run less deep, so that two that cross do so below the spokes. */
function fromFoot(one, two) {
  if (isSpoke(one) || isSpoke(two)) return isSpoke(two) - isSpoke(one);
  const [[a, b], [c, d]] = [one, two].map((tie) => [tie.a, tie.b].map((id) => frame.places.get(id).y).sort((y, z) => y - z));
  return c - a || b - d;
}

function reachable(tie) {
  return isSpoke(tie) ? frame.places.has(tie.b) : frame.places.has(tie.a) && frame.places.has(tie.b);
}

function drawHub(layer) {
  if (!frame.hub) return;
  const { x, y } = frame.hub;
  const name = nameOf(D.hub);
  const { narrow } = frame;
  const { lines, wide, high } = frame.hub;
  const rows = lines.map((line, row) => draw("tspan", { x: narrow ? 0 : x, dy: row ? 27 : 0 }, line));
  const text = draw("text", narrow ? { y: 20 } : { y: y + 25 - high / 2, "text-anchor": "middle" }, rows);
  const box = narrow
    ? { x: -4, y: -8, width: wide + 8, height: Math.max(44, high + 3) }
    : { x: x - wide / 2 - 8, y: y - high / 2, width: wide + 16, height: high };
  const group = draw(
    "g",
    {
      class: "hub",
      role: "button",
      tabindex: "-1",
      "data-id": D.hub,
      "aria-label": `${name}, in the middle of the picture`,
      click: () => chooseNode(D.hub),
    },
    draw("rect", { class: "ring", rx: 3, ...box }),
    text,
  );
  if (narrow)
    layer.append(
      draw("path", { d: `M${x} ${frame.hub.high + 2}V${frame.height - 14}`, stroke: "var(--ink)", "stroke-width": 2.4, class: "spine" }),
    );
  layer.append(group);
  drawnNodes.set(D.hub, {
    node: nodeOf.get(D.hub),
    place: { x, y: narrow ? 14 : y, side: 0 },
    group,
    hub: true,
    parts: {},
  });
}

function drawBands(layer) {
  const { narrow } = frame;
  const place = (one) => ({
    x: narrow ? frame.places.values().next().value.x + 15 : frame.middle + one.side * (frame.column + 15),
    y: (narrow ? one.narrow + frame.top : one.y * frame.tall) + 5,
    "text-anchor": !narrow && one.side < 0 ? "end" : "start",
  });
  for (const band of D.bands) {
    if (narrow && !band.narrow) continue; // it goes on
    const text = draw("text", { class: "band", ...place(band) });
    layer.append(text);
    frame.bands.push([band, text]);
  }
  for (const more of D.more) {
    const look = { class: "second thing", cursor: "pointer", ...place(more), click: () => change({ view: "table" }) };
    layer.append(draw("text", look, `and ${more.count} more, in the table`));
  }
  if (!narrow && D.nodes.length > 1) {
    frame.caption = draw("text", { class: "caption", x: frame.middle, y: frame.height - 15, "text-anchor": "middle" });
    layer.append(frame.caption);
    showCaption("");
  }
}

/** Below the picture: what a change of day brought, else what a place means. */
export function showCaption(news) {
  if (!frame || !frame.caption) return;
  const place = frame.bare
    ? "What passes the filter draws no tie on this day."
    : D.hub
    ? frame.tight
      ? "Place shows the tone on the newest day."
      : "Place shows the tone of the records on the newest day and never moves."
    : "Place shows who is tied to whom, and never moves.";
  clear(frame.caption).append(news ? wrap(news, fonts.second(), frame.width - 24, 1)[0] : place);
}

export function hubBox() {
  if (!frame.hub || frame.narrow) return [];
  const { x, y, wide, high } = frame.hub;
  return [{ x: x - wide / 2 - 8, y: y - high / 2 - 1, width: wide + 16, height: high + 2 }];
}

function makeLabel(label, layer) {
  const turn = label.level ? null : `rotate(${label.angle.toFixed(1)} ${label.x.toFixed(1)} ${label.y.toFixed(1)})`;
  const place = {
    x: label.x + (label.level ? 3 : 0),
    y: label.y + 4.3,
    "text-anchor": label.level ? "start" : "middle",
    "font-weight": label.bare ? 600 : null,
    transform: turn,
  };
  const halo = draw("text", { class: "tielabel halo", "aria-hidden": "true", ...place });
  const text = draw("text", { class: "tielabel", ...place, click: () => chooseTie(label.drawn.tie.id) });
  layer.append(halo, text);
  return { ...label, halo, text };
}

function updateLabels() {
  for (const label of drawnLabels) {
    const told = valueAt(label.drawn.tie.label, state.day);
    const words = label.bare ? told.slice(0, 1) : told;
    const hidden = !words || !label.drawn.live.length || covered(label.shape);
    const ghost = label.drawn.live.every((part) => part.now.ghost);
    const chosen = Boolean(state.chosen) && state.chosen.tie === label.drawn.tie.id;
    const look = `${hidden} ${ghost} ${chosen} ${words}`;
    if (label.look === look) continue;
    label.look = look;
    for (const text of [label.halo, label.text]) {
      clear(text).append(words);
      text.classList.toggle("gone", hidden);
    }
    // What clears a label of other strands would eat into the marker of its own.
    if (chosen) label.halo.classList.add("gone");
    const sign = SIGNS.find((one) => words.startsWith(SIGN_TEXT[one]));
    label.text.setAttribute(
      "class",
      `tielabel ${SIGN_CLASS[sign ?? 0]}-text${hidden ? " gone" : ghost ? " ghost" : ""}`,
    );
  }
}

/** The names of the bands: who stands in them is decided by the newest day, so on an earlier one they say it is later. */
function updateBands() {
  for (const [band, text] of frame.bands) {
    const name = valueAt(band.name, state.day);
    const font = `italic 400 15px ${fontStack("serif")}`;
    const short = frame.narrow && measure(name, font) > frame.room;
    const lines = short ? [capital(name.split(", ").pop())] : broken(name, font, frame.room);
    clear(text).append(...lines.map((line, row) => draw("tspan", { x: text.getAttribute("x"), dy: row ? 17 : 14 - 14 * lines.length }, line)));
  }
}

/** Set the whole picture to the chosen day, filter and choice. */
function updateNetwork() {
  updateBands();
  for (const drawn of drawnTies) updateTie(drawn, hovered === drawn);
  for (const drawn of drawnNodes.values()) if (!drawn.hub) updateNode(drawn);
  drawTexts();
  updateLabels();
  const bare = filtered() && !drawnTies.some(({ live }) => live.some((part) => !part.now.ghost));
  if (bare !== frame.bare) {
    frame.bare = bare;
    showCaption("");
  }
}

export function isChosen(id) {
  if (!state.chosen) return false;
  if (state.chosen.node) return state.chosen.node === id;
  const tie = tieOf.get(state.chosen.tie);
  return Boolean(tie) && (tie.a === id || tie.b === id) && id !== D.hub;
}

/** Choosing a name chooses its tie to the hub, or the thing itself where it has none. */
export function chooseNode(id) {
  const tie = spokeOf(id);
  change(
    tie && tie.records.length ? { chosen: { tie: tie.id }, record: null } : { chosen: { node: id }, record: null },
  );
}

export function chooseTie(id) {
  change({ chosen: { tie: id }, record: null });
}
