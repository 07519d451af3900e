// The network: nodes in two columns about the hub (or one column on narrow screens), strands, labels.
let frame = null;
let drawnTies = [];
let drawnNodes = new Map();
let drawnLabels = [];
let hovered = null;
const fonts = {
  plain: () => `400 14.5px ${fontStack("sans")}`,
  name: () => `600 14.5px ${fontStack("sans")}`,
  count: () => `600 13px ${fontStack("sans")}`,
  second: () => `400 12.5px ${fontStack("sans")}`,
};

/** Draw the whole picture for the width there is; the day and the choice are set afterwards. */
function drawNetwork() {
  const home = find("picture");
  frame = frameFor(home.clientWidth);
  const layers = {};
  const groups = ["under", "others", "joints", "casings", "markers", "spokes", "texts", "tielabels", "nodes"].map((name) => (layers[name] = draw("g", { class: name })));
  const picture = draw("svg", { width: frame.width, height: frame.height, viewBox: `0 0 ${frame.width} ${frame.height}`, role: "group", "aria-label": "Network of ties" }, groups);
  clear(home).append(picture);
  frame.layers = layers;
  drawnTies = D.ties.filter((tie) => tie.strands.length && reachable(tie)).map((tie) => makeTie(tie, frame, layers));
  drawnNodes = new Map(D.nodes.filter((node) => node.side !== undefined).map((node) => [node.id, makeNode(node)]));
  drawHub(layers.nodes);
  drawBands(layers.nodes);
  updateNetwork();
  drawnLabels = placeLabels(drawnTies, frame, [...nodeBoxes(), ...hubBox()]).map((label) => makeLabel(label, layers.tielabels));
  updateLabels();
  hoverOver(picture);
}

function reachable(tie) {
  return isSpoke(tie) ? frame.places.has(tie.b) : frame.places.has(tie.a) && frame.places.has(tie.b);
}

function makeNode(node) {
  const place = frame.places.get(node.id);
  const parts = {
    marked: draw("rect", { class: "markedname gone", rx: 11, height: 22 }),
    spot: draw("circle", { class: "markedname gone", r: 12, cx: place.x, cy: place.y }),
    ring: draw("rect", { class: "ring", rx: 3 }),
    dot: draw("g", {}),
    name: draw("text", { class: "name" }),
    second: draw("text", { class: "second" }),
  };
  const group = draw("g", { class: "node", role: "button", tabindex: "-1", "data-id": node.id }, Object.values(parts));
  group.addEventListener("click", () => chooseNode(node.id));
  frame.layers.nodes.append(group);
  return { node, place, group, parts, box: null };
}

/** Set a node to the day: its name with counts, its second line, its dot. */
function updateNode(drawn) {
  const { node, place, parts, group } = drawn;
  const tie = spokeOf(node.id);
  const counts = tie ? countsOf(tie) : { 1: 0, "-1": 0, 0: 0 };
  const over = within(node.ended, state.day);
  const chosen = isChosen(node.id);
  const idle = !tiesOf(node.id).some((one) => one.strands.some((strand) => strandOn(strand, state.day).there));
  group.classList.toggle("over", over);
  group.classList.toggle("idle", idle && !over);
  drawn.font = idle || over ? fonts.plain() : fonts.name();
  const label = nameLabel(drawn, counts);
  clear(parts.dot).append(...dotShapes(node, place, over, chosen));
  const second = valueAt(node.second, state.day);
  drawSecond(drawn, second);
  parts.marked.classList.toggle("gone", !chosen);
  parts.spot.classList.toggle("gone", !chosen);
  furnish(parts.marked, { x: label.x - 10, y: place.y - 11, width: label.width + 20 }, []);
  furnish(parts.ring, ringBox(drawn), []);
  group.setAttribute("aria-label", `${node.full}: ${countWords(counts)}. ${second}`);
  group.setAttribute("aria-pressed", chosen ? "true" : "false");
  const strands = tiesOf(node.id).flatMap((one) => one.strands).map((strand) => strandOn(strand, state.day)).filter((now) => now.there);
  group.classList.toggle("ghost", strands.length > 0 && strands.every((now) => now.ghost));
}

function nameLabel(drawn, counts) {
  const { node, place, parts } = drawn;
  const start = place.x + place.side * 15;
  const spans = countParts(counts);
  const countWidth = spans.reduce((sum, [text]) => sum + measure(text, fonts.count()) + 7, 0);
  const nameWidth = measure(node.name, drawn.font);
  if (frame.tight) return tightLabel(drawn, spans, start);
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

/** A name that needs two lines; the counts stand by its last line if they fit there, else by its first. */
function longLabel(drawn, spans, countWidth, start) {
  const { node, place, parts } = drawn;
  const whole = wrap(node.name, drawn.font, frame.room, 2);
  const atLast = whole.length > 1 && measure(whole[1], drawn.font) + countWidth <= frame.room;
  const lines = atLast ? whole : wrap(node.name, drawn.font, frame.room - countWidth, 2);
  const bearer = atLast ? 1 : 0;
  const right = place.side > 0;
  let width = 0;
  clear(parts.name);
  lines.forEach((line, index) => {
    const counts = index === bearer ? spans : [];
    const wide = measure(line, drawn.font) + (counts.length ? countWidth : 0);
    const inside = [draw("tspan", { dx: !right && counts.length ? 7 : 0 }, line)];
    const marks = counts.map(([text, name], n) => draw("tspan", { class: `count ${name}`, dx: n || right ? 7 : 0 }, text));
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

/** Where columns are tight: the name in lines, the counts below it, no second line. */
function tightLabel(drawn, spans, start) {
  const { node, place, parts } = drawn;
  const anchor = place.side > 0 ? "start" : "end";
  const lines = wrap(node.name, drawn.font, frame.room, spans.length ? 2 : 3);
  clear(parts.name).append(...lines.map((line, index) => draw("tspan", { x: start, dy: index ? 15 : 0 }, line)));
  const rest = draw("tspan", { x: start, dy: 15 });
  rest.append(...spans.map(([text, name], index) => draw("tspan", { class: `count ${name}`, dx: index ? 7 : 0 }, text)));
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
  const room = frame.mode === "narrow" ? frame.room : Math.min(206, frame.room);
  const below = drawn.nameLines - 1;
  const most = (frame.mode === "narrow" ? 1 : place.lines) - below;
  if (most < 1) return;
  const lines = wrap(text, fonts.second(), room, most);
  const x = place.x + place.side * 15;
  furnish(parts.second, { x, y: place.y + 21 + below * 16.5, "text-anchor": place.side > 0 ? "start" : "end" }, []);
  parts.second.append(...lines.map((line, index) => draw("tspan", { x, dy: index ? 15.5 : 0 }, line)));
  const width = Math.max(...lines.map((line) => measure(line, fonts.second())));
  drawn.secondBox = { x: place.side > 0 ? x : x - width, y: place.y + 10 + below * 16.5, width, height: 15.5 * lines.length };
}

function ringBox(drawn) {
  const { place, box, secondBox } = drawn;
  const boxes = [box, { x: place.x - 9, y: place.y - 9, width: 18, height: 18 }, ...(secondBox ? [secondBox] : [])];
  const left = Math.min(...boxes.map((one) => one.x)) - 4;
  const right = Math.max(...boxes.map((one) => one.x + one.width)) + 4;
  const foot = Math.max(...boxes.map((one) => one.y + one.height)) + 3;
  return { x: left, y: place.y - 13, width: right - left, height: foot - place.y + 13 };
}

/** The dot of a node by its sort; what has ended is hollow and struck. */
function dotShapes(node, { x, y }, over, chosen) {
  const r = chosen ? 7 : 5.2;
  const square = (name) => draw("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, class: name });
  if (over) return [square("hollow"), draw("path", { d: `M${x - 8} ${y + 8}L${x + 8} ${y - 8}`, class: "strike" })];
  if (node.sort === "state") return [draw("circle", { cx: x, cy: y, r, class: "dot" })];
  if (node.sort === "group") return [square("hollow")];
  if (node.sort === "person") return [draw("circle", { cx: x, cy: y, r: r - 0.5, class: "hollow" })];
  if (node.sort === "text" || node.sort === "project") return [thingShape(node.sort, x, y)];
  return [square("dot")];
}

function drawHub(layer) {
  if (!frame.hub) return;
  const { x, y } = frame.hub;
  const name = nameOf(D.hub);
  const narrow = frame.mode === "narrow";
  const text = draw("text", narrow ? { x: 0, y: 20 } : { x, y: y + 8, "text-anchor": "middle" }, name);
  const wide = measure(name, `700 23px ${fontStack("serif")}`);
  const box = narrow ? { x: -4, y: 0, width: wide + 8, height: 29 } : { x: x - wide / 2 - 8, y: y - 17, width: wide + 16, height: 34 };
  const group = draw("g", { class: "hub", role: "button", tabindex: "-1", "data-id": D.hub, "aria-label": `${name}, in the middle of the picture` },
    draw("rect", { class: "ring", rx: 3, ...box }), text);
  if (narrow) layer.append(draw("path", { d: `M${x} 36V${frame.height - 14}`, stroke: "var(--ink)", "stroke-width": 2.4, class: "spine" }));
  group.addEventListener("click", () => chooseNode(D.hub));
  layer.append(group);
  drawnNodes.set(D.hub, { node: nodeOf.get(D.hub), place: { x, y: narrow ? 14 : y, side: 0 }, group, hub: true, parts: {} });
}

function drawBands(layer) {
  const narrow = frame.mode === "narrow";
  for (const band of D.bands) {
    const x = narrow ? frame.places.values().next().value.x + 15 : frame.middle + band.side * (frame.column + 15);
    const fits = measure(band.name, `italic 400 15px ${fontStack("serif")}`) <= frame.room;
    const name = fits ? band.name : capital(band.name.split(", ").pop());
    layer.append(draw("text", { class: "band", x, y: (narrow ? band.narrow + 34 : band.y) + 5, "text-anchor": !narrow && band.side < 0 ? "end" : "start" }, name));
  }
  for (const more of D.more) {
    const x = narrow ? frame.places.values().next().value.x + 15 : frame.middle + more.side * (frame.column + 15);
    layer.append(draw("text", { class: "second thing", cursor: "pointer", x, y: (narrow ? more.narrow + 34 : more.y) + 5, "text-anchor": !narrow && more.side < 0 ? "end" : "start", click: () => change({ view: "table" }) }, `and ${more.count} more, in the table`));
  }
  if (!narrow && D.nodes.length > 1) {
    frame.caption = draw("text", { class: "caption", x: frame.middle, y: frame.height - 15, "text-anchor": "middle" });
    layer.append(frame.caption);
    showCaption("");
  }
}

/** Below the picture: what a change of day brought, else what a place means. */
function showCaption(news) {
  if (!frame.caption) return;
  const place = D.hub ? (frame.tight ? "Place shows the tone on the newest day." : "Place shows the tone of the records on the newest day and never moves.") : "Place shows who is tied to whom, and never moves.";
  clear(frame.caption).append(news ? wrap(news, fonts.second(), frame.width - 24, 1)[0] : place);
}

function nodeBoxes() {
  const boxes = [];
  for (const drawn of drawnNodes.values()) {
    if (drawn.box) boxes.push(drawn.box);
    if (drawn.secondBox) boxes.push(drawn.secondBox);
  }
  return boxes;
}

function hubBox() {
  if (!frame.hub || frame.mode === "narrow") return [];
  return [{ x: frame.hub.x - frame.hub.wide / 2 - 8, y: frame.hub.y - 18, width: frame.hub.wide + 16, height: 36 }];
}

function makeLabel(label, layer) {
  const turn = label.level ? null : `rotate(${label.angle.toFixed(1)} ${label.x.toFixed(1)} ${label.y.toFixed(1)})`;
  const place = { x: label.x + (label.level ? 3 : 0), y: label.y + 4.3, "text-anchor": label.level ? "start" : "middle", transform: turn };
  const halo = draw("text", { class: "tielabel halo", "aria-hidden": "true", ...place });
  const text = draw("text", { class: "tielabel", ...place });
  text.addEventListener("click", () => chooseTie(label.drawn.tie.id));
  layer.append(halo, text);
  return { ...label, halo, text };
}

function updateLabels() {
  for (const label of drawnLabels) {
    const words = labelText(label.drawn.tie, valueAt(label.drawn.tie.label, state.day));
    const hidden = !words || !label.drawn.live.length || covered(label.shape);
    for (const text of [label.halo, label.text]) {
      clear(text).append(words);
      text.classList.toggle("gone", hidden);
    }
    const sign = SIGNS.find((one) => words.startsWith(SIGN_TEXT[one]));
    const ghost = label.drawn.live.every((part) => part.now.ghost);
    label.text.setAttribute("class", `tielabel ${SIGN_CLASS[sign ?? 0]}-text${hidden ? " gone" : ghost ? " ghost" : ""}`);
  }
}

/** Set the whole picture to the chosen day, filter and choice. */
function updateNetwork() {
  for (const drawn of drawnTies) updateTie(drawn, hovered === drawn);
  for (const drawn of drawnNodes.values()) if (!drawn.hub) updateNode(drawn);
  drawTexts();
  updateLabels();
}

function isChosen(id) {
  if (!state.chosen) return false;
  if (state.chosen.node) return state.chosen.node === id;
  const tie = tieOf.get(state.chosen.tie);
  return Boolean(tie) && (tie.a === id || tie.b === id) && id !== D.hub;
}

/** Choosing a name chooses its tie to the hub, or the thing itself where it has none. */
function chooseNode(id) {
  const tie = spokeOf(id);
  change(tie && tie.records.length ? { chosen: { tie: tie.id }, record: null } : { chosen: { node: id }, record: null });
}

function chooseTie(id) {
  change({ chosen: { tie: id }, record: null });
}

/** The nearest strand under the pointer swells and says its newest record; a click chooses its tie. */
function hoverOver(picture) {
  const tip = make("div", { class: "tip", hidden: true });
  picture.after(tip);
  const near = (event) => {
    const box = picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    for (const drawn of drawnTies) for (const part of drawn.strands) {
      const away = part.now && part.now.there ? distance(part.points, x, y) - part.now.width / 2 : Infinity;
      if (away < 9 && (!best || away < best.away)) best = { drawn, away };
    }
    return { drawn: best && best.drawn, x, y };
  };
  picture.addEventListener("pointermove", (event) => {
    const onNode = event.target.closest(".node, .hub");
    const found = onNode ? { drawn: null } : near(event);
    swell(found.drawn || (onNode && drawnTies.find((d) => d.tie === spokeOf(onNode.dataset.id))) || null);
    picture.setAttribute("cursor", found.drawn ? "pointer" : "default");
    showTip(tip, found);
  });
  picture.addEventListener("pointerleave", () => { swell(null); tip.hidden = true; });
  picture.addEventListener("click", (event) => {
    if (event.target.closest(".node, .hub, .tielabel, .thing")) return;
    const { drawn } = near(event);
    if (drawn) chooseTie(drawn.tie.id);
  });
}

function swell(next) {
  if (next === hovered) return;
  const before = hovered;
  hovered = next;
  for (const drawn of [before, next]) if (drawn) updateTie(drawn, drawn === hovered);
  for (const drawn of drawnNodes.values()) {
    const on = Boolean(hovered) && !drawn.hub && (hovered.tie.a === drawn.node.id || hovered.tie.b === drawn.node.id);
    drawn.group.classList.toggle("hover", on);
  }
}

function showTip(tip, { drawn, x, y }) {
  const id = drawn && drawn.tie.records.find((one) => heldOn(one, state.day));
  tip.hidden = !id;
  if (!id) return;
  clear(tip).append(D.records[id].label, " ", make("span", {}, D.records[id].dates));
  tip.style.left = `${Math.min(x + 14, frame.width - 265)}px`;
  tip.style.top = `${y + 16}px`;
}
