// The marks of time on a track: bars, coins, spans, what is expected, texts and what is owed.
const GAPS = { pos: [0, 0], neg: [9, 3.5], neu: [3, 2.6] };

function xOf(number) {
  return stripX(dayOf(numberOf(D.strip.first) + number));
}

/** Place the marks of a track, then what is written by them, then draw them. */
function drawTrack(row, track, y) {
  const placed = track.map((mark) => Object.assign(mark, { y, label: null, gap: null }, reachOf(mark)));
  writeTrack(placed);
  const line = placed[0].sort === "stage" ? textLine(placed, y) : null;
  if (line) row.group.append(line);
  for (const mark of placed) {
    drawMark(mark, shapesFor(mark));
    row.group.append(mark.group);
  }
  return placed;
}

/** From where to where a mark reaches, and where its coin is. */
function reachOf(mark) {
  const record = D.records[mark.ids[0]];
  const turn = stripX(D.strip.turn);
  const known = mark.start !== null && mark.start !== undefined;
  const b = known || mark.startBy !== null ? xOf(mark.startBy ?? mark.start) : 0;
  const a = known ? xOf(mark.start) : null;
  const number = mark.ids.length > 1 ? measure("\u00d7" + mark.ids.length, fonts.second()) + 3 : 0;
  const found = { record, a, b, number, torn: a === null };
  if (mark.sort === "early") return { ...found, x1: -18, x2: 0, at: -8 };
  if (mark.sort === "now" || (mark.sort === "owed" && !record.when))
    return { ...found, x1: turn - 30, x2: turn + (mark.sort === "now" ? 5 : 7), b: turn - 30 };
  if (mark.sort === "bar" || mark.sort === "met" || mark.sort === "owed" || (mark.sort === "stage" && mark.end)) {
    const d = mark.end === null || mark.end === undefined ? turn : xOf(mark.end);
    const c = mark.endFrom === null || mark.endFrom === undefined ? d : Math.min(d, xOf(mark.endFrom));
    return { ...found, x1: a ?? 0, b: a === null ? 0 : b, c, x2: d, open: !mark.end };
  }
  if (mark.sort === "pill" || (mark.sort === "stage" && stanceGroup(record) === "expected")) {
    const x1 = (a ?? b) + 1;
    const x2 = Math.max(b, x1 + 15);
    return { ...found, x1, x2, pill: true, at: (x1 + x2) / 2 };
  }
  const span = a !== null && b - a > 1;
  const at = span ? (a + b) / 2 : b;
  const lead = a === null ? 20 : 0;
  return { ...found, span, at, x1: Math.min(span ? a : b, at - 7 - lead), x2: Math.max(b, at + 7 + number) };
}

function isView(mark) {
  return stanceGroup(mark.record) === "view";
}

/** What a mark looks like by its sort. */
function shapesFor(mark) {
  const { sort } = mark;
  if (sort === "stage") return stageShapes(mark);
  if (sort === "owed" || sort === "met") return owedShapes(mark);
  if (sort === "bar" || sort === "now") return barShapes(mark);
  if (mark.pill) return [pillShape(mark, signOf(mark)), coinAt(mark, mark.at)];
  return coinShapes(mark);
}

function signOf(mark) {
  return SIGN_CLASS[mark.record.sign || 0];
}

/** A shape twice: as it is up to the chosen day, and as a ghost after it. */
function split(name, attributes) {
  return [
    draw("g", { "clip-path": "url(#lanes-held)" }, draw(name, attributes)),
    draw("g", { "clip-path": "url(#lanes-later)", class: "later" }, draw(name, attributes)),
  ];
}

/** A bar in the pattern of its sign: thin where it may only have begun or have ended, torn where no beginning is stated. */
function barShapes(mark) {
  const { x1, x2, y, gap, torn } = mark;
  const sign = signOf(mark);
  const d = mark.sort === "now" ? x2 - 5 : x2;
  const [b, c] = [mark.b, mark.sort === "now" ? d : mark.c];
  const high = mark.record.stands ? 3 : 1.8;
  const thick = (x) => high * Math.max(0.12, Math.min(1, b > x1 ? (x - x1) / (b - x1) : 1, d > c ? (d - x) / (d - c) : 1));
  const [piece, space] = GAPS[sign];
  const stops = [x1, b, c, d, ...(gap || [])].filter((x) => x >= x1 && x <= d).sort((one, two) => one - two);
  const cuts = piece ? [] : stops;
  for (let x = x1; piece && x < d; x += piece + space) cuts.push(x, Math.min(d, x + piece));
  let path = "";
  for (let index = 0; index + 1 < cuts.length; index += piece ? 2 : 1) {
    const [from, to] = [cuts[index], cuts[index + 1]];
    if (to - from < 0.5 || (gap && from < gap[1] && to > gap[0])) continue;
    const [h1, h2] = [thick(from), thick(to)];
    const start =
      torn && from === x1
        ? `M${f(from + 3)} ${f(y - h1)}L${f(from)} ${f(y - h1 / 3)}L${f(from + 3)} ${f(y + h1 / 3)}L${f(from)} ${f(y + h1)}`
        : `M${f(from)} ${f(y - h1)}V${f(y + h1)}`;
    path += `${start}L${f(to)} ${f(y + h2)}V${f(y - h2)}Z`;
  }
  if (mark.open || mark.sort === "now") path += `M${f(d)} ${f(y - high - 1)}L${f(d + 5)} ${y}L${f(d)} ${f(y + high + 1)}Z`;
  return split("path", { d: path, class: `mark-${sign} ${isView(mark) ? "half" : ""}`, "stroke-width": isView(mark) ? 1 : 0 });
}

function f(number) {
  return number.toFixed(1);
}

/** A coin; over a span a band between two ticks; by a day a lead-in that fades. */
function coinShapes(mark) {
  const { a, b, y, at, span, torn } = mark;
  const sign = signOf(mark);
  const shapes = [];
  if (span) {
    const [from, to] = mark.gap || [at, at];
    shapes.push(...split("path", { d: `M${f(a)} ${y - 4}H${f(from)}v8H${f(a)}ZM${f(to)} ${y - 4}H${f(b)}v8H${f(to)}Z`, class: `tint-${sign}` }));
    shapes.push(...split("path", { d: `M${f(a)} ${y - 5.5}v11M${f(b)} ${y - 5.5}v11`, class: sign, "stroke-width": 1.5 }));
  }
  if (mark.sort === "early") shapes.push(draw("path", { d: `M-16 ${y - 3}l-3 3 3 3`, class: sign, fill: "none", "stroke-width": 1.3 }));
  else if (torn && mark.sort === "coin")
    shapes.push(draw("path", { d: `M${f(at - 20)} ${y}L${f(at)} ${y - 3}V${y + 3}Z`, class: `mark-${sign}`, "stroke-width": 0, opacity: 0.5 }));
  return [...shapes, coinAt(mark, at)];
}

/** The coin itself, with a ring of ink where claims disagree, and a number where it stands for several. */
function coinAt(mark, x) {
  const rivals = mark.ids.some((id) => rivalled.has(id));
  const count = mark.ids.length > 1 ? draw("text", { class: `lanelabel ${signOf(mark)}-text`, x: x + 9, y: mark.y + 4.3 }, `\u00d7${mark.ids.length}`) : null;
  const ring = rivals ? draw("circle", { cx: x, cy: mark.y, r: 7.7, class: "rival" }) : null;
  return draw("g", { class: "coin" }, draw("g", { transform: `translate(${f(x - 7.3)} ${f(mark.y - 7.3)})` }, recordShapes(mark.record)), ring, count);
}

function pillShape({ x1, x2, y }, name) {
  return draw("rect", { x: x1, y: y - 6, width: x2 - x1, height: 12, rx: 6, class: `pill ${name}` });
}

/** The line of a text from its first stage on, without the places where something is written. */
function textLine(marks, y) {
  const past = marks.filter((mark) => !mark.pill);
  const from = Math.min(...past.map((mark) => mark.x1));
  const gaps = past.map((mark) => mark.gap).filter(Boolean).sort((one, two) => one[0] - two[0]);
  return draw("g", {}, split("path", { d: lineBut(from, stripX(D.strip.turn), y, gaps, past[0].torn), class: "textline" }));
}

function lineBut(from, to, y, gaps, torn) {
  let d = torn ? `M${f(from)} ${y}h3m3 0` : `M${f(from)} ${y}`;
  for (const [left, right] of gaps) d += `H${f(Math.max(left, from + 6))}M${f(right)} ${y}`;
  return d + `H${f(to)}`;
}

function stageShapes(mark) {
  const { a, b, y, at } = mark;
  if (mark.pill) return [pillShape(mark, "inked")];
  if (mark.end) return [];
  return mark.span
    ? split("rect", { x: a, y: y - 5, width: b - a, height: 10, rx: 5, class: "capsule" })
    : [draw("circle", { class: "coin dot", cx: at, cy: y, r: 4.6 })];
}

/** What is owed: a line without sign, and a box: ticked where it is met, open on the line of the day. */
function owedShapes(mark) {
  const { x1, x2, y, torn, gap } = mark;
  const end = mark.sort === "met" ? x2 : Math.min(x2, stripX(D.strip.turn));
  mark.tick =
    mark.sort === "met"
      ? draw("g", { class: "coin" }, draw("rect", { x: x2 - 5, y: y - 5, width: 10, height: 10, class: "mark-ink" }), draw("path", { d: `M${f(x2 - 3)} ${y}l2.4 2.6 4-5`, class: "glyph", "stroke-width": 1.6 }))
      : null;
  mark.box = draw("rect", { x: -5, y: y - 5, width: 10, height: 10, class: "mark-ink empty", "stroke-width": 1.6 });
  return [...split("path", { d: lineBut(x1, end, y, gap ? [gap] : [], torn), class: "owedline" }), mark.tick, mark.box];
}

function drawMark(mark, shapes) {
  const { x1, x2, label, y } = mark;
  const left = Math.min(x1, label ? label.x : x1) - 2;
  const right = Math.max(x2, label ? label.x + label.width : x2) + 2;
  const wide = Math.max(right - left, lanes.narrow ? 24 : 15);
  mark.group = draw(
    "g",
    { class: "mark", role: "button", tabindex: "-1", "data-at": mark.row.marks.indexOf(mark), transform: `translate(${f(lanes.left)} 0)` },
    draw("rect", { class: "ring", x: (left + right - wide) / 2, y: y - lanes.pitch / 2, width: wide, height: lanes.pitch, rx: 3 }),
    shapes,
    label ? draw("text", { class: `lanelabel ${label.name}`, x: label.x, y: y + 4.3 }, label.text) : null,
  );
}

/** Opacity and colour follow the day, the filter and the choice; no place does. */
function updateMark(mark, record) {
  const { day } = state;
  const held = mark.ids.some((id) => within(D.records[id].shown && [D.records[id].shown[0], null], day));
  const counted = stanceGroup(mark.record) === "reported";
  const later = counted ? !held : Boolean(mark.record.from && mark.record.from > day && stanceGroup(mark.record) === "view");
  const ghost = !mark.ids.some(passing);
  const now = `mark${later ? " afterday" : ""}${ghost ? " ghost" : ""}${mark.ids.includes(record) ? " on" : ""}`;
  const open = mark.box && within(mark.record.shown, day);
  if (mark.box && open) mark.box.setAttribute("transform", `translate(${f(Math.min(stripX(day), stripX(D.strip.turn)))} 0)`);
  if (mark.box) mark.box.classList.toggle("gone", !open);
  if (mark.tick) mark.tick.classList.toggle("afterday", xOf(mark.end) > stripX(day));
  if (mark.now === now) return;
  if (!mark.now) mark.group.setAttribute("aria-label", `${markWords(mark).join(", ")}. ${saysOf(mark.record)}`);
  mark.now = now;
  mark.group.setAttribute("class", now);
  mark.group.setAttribute("aria-pressed", String(mark.ids.includes(record)));
}
