// The lanes: one row a relation pair, time from left to right on the scale of the strip above.
const lanes = { rows: [], chosen: undefined };
VIEWS.lanes = { draw: drawLanes, update: updateLanes, keyed: true };

/** Draw all rows for the width there is; the day and the choice are set afterwards. */
function drawLanes() {
  const home = find("lane-rows");
  const narrow = window.innerWidth < 640;
  const left = find("scale").getBoundingClientRect().left - home.getBoundingClientRect().left + strip.left;
  Object.assign(lanes, { narrow, left, width: home.clientWidth, pitch: narrow ? 24 : 15, chosen: undefined });
  lanes.after = draw("rect", { class: "after", y: 0 });
  lanes.line = draw("path", { class: "dayline" });
  lanes.layer = draw("g");
  lanes.held = draw("rect", { x: -400, y: -9999, height: 19999 });
  lanes.later = draw("rect", { y: -9999, width: 9999, height: 19999 });
  lanes.picture = draw(
    "svg",
    { width: lanes.width, role: "group", "aria-label": "Lanes of time, one row a pair" },
    draw("clipPath", { id: "lanes-held" }, lanes.held),
    draw("clipPath", { id: "lanes-later" }, lanes.later),
    lanes.after,
    lanes.line,
    lanes.layer,
  );
  clear(home).append(lanes.picture);
  lanes.rows = D.lanes.rows.map(makeRow);
  pointLanes(home);
  updateLanes();
}

function makeRow(data) {
  const tie = tieOf.get(data.tie);
  const ids = [...tie.records, ...tie.others];
  const row = { data, tie, group: draw("g", { class: "lane" }), open: null };
  row.marks = data.marks.map(([sort, records, start, startBy, endFrom, end, words]) => ({
    row,
    sort,
    ids: records.map((one) => (typeof one === "number" ? ids[one] : one)),
    ...{ start, startBy, endFrom, end, words },
  }));
  row.group.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark) chooseMark(row.marks[mark.dataset.at]);
    else chooseTie(tie.id);
  });
  lanes.layer.append(row.group);
  return row;
}

function rowName(row) {
  return D.hub && row.tie.a === D.hub ? nameOf(row.tie.b) : `${nameOf(row.tie.a)} and ${nameOf(row.tie.b)}`;
}

/** Build a row, open or with the tracks that matter. */
function buildRow(row, open) {
  row.open = open;
  const small = row.data.other;
  const which = open ? "all" : "few";
  const tracks = row.data.tracks[which].map((track) => track.map((at) => row.marks[at]));
  clear(row.group);
  const back = draw("rect", { class: "back", x: -8, width: lanes.width + 8 });
  row.group.append(back);
  const named = nameRow(row, small);
  const top = lanes.narrow ? named + 2 : small ? 1 : 3;
  row.shown = [];
  tracks.forEach((track, index) => row.shown.push(...drawTrack(row, track, top + (index + 0.5) * lanes.pitch)));
  const ends = row.data.ends[lanes.narrow ? "few" : which].map((at) => row.marks[at]);
  const lines = lanes.narrow
    ? narrowEnds(row, ends, top + tracks.length * lanes.pitch)
    : drawEnds(row, ends, top, open ? 99 : Math.max(1, tracks.length));
  const foot = top + lanes.pitch * (lanes.narrow ? tracks.length + lines : Math.max(1, tracks.length, lines)) + top;
  row.height = Math.max(foot, lanes.narrow ? 44 : named, small && !lanes.narrow ? 17 : 21);
  back.setAttribute("height", row.height);
  for (const mark of row.shown) mark.now = "";
}

/** The name of a row with its counts; returns how high it is. */
function nameRow(row, small) {
  const font = small ? fonts.second() : fonts.name();
  const room = lanes.narrow ? lanes.width : lanes.left - 16;
  const most = row.tie.strands.map(({ sign, records }) => measure(SIGN_TEXT[sign] + records.length, fonts.count()) + 7);
  const counts = small ? 0 : most.reduce((sum, wide) => sum + wide, 0);
  const lines = wrap(rowName(row), font, room, 2);
  const beside = measure(lines[lines.length - 1], font) + counts <= room;
  const step = small ? 14 : 17;
  const y = lanes.narrow ? 18 : small ? 12.5 : 15.5;
  const text = draw("text", { class: small ? "second" : "name" });
  lines.forEach((line, index) => text.append(draw("tspan", { x: 0, y: y + index * step }, line)));
  row.counts = draw("tspan", beside || !counts ? { dx: 0 } : { x: 0, y: y + lines.length * step });
  text.append(row.counts);
  row.pen = draw("rect", { class: "pen", x: -8, y: y - step + 3, rx: 9 });
  const high = (lines.length + (counts && !beside ? 1 : 0)) * step;
  furnish(row.pen, { height: high + 3, width: Math.min(room + 12, lanes.narrow ? 999 : lanes.left - 12) }, []);
  row.name = draw(
    "g",
    { class: "rowname", role: "button", tabindex: "-1", "data-row": row.tie.id },
    row.pen,
    draw("rect", { class: "ring", x: -8, y: 1, width: lanes.narrow ? lanes.width + 8 : lanes.left - 8, height: Math.max(19, high + 3), rx: 3 }),
    text,
  );
  row.group.append(row.name);
  return high + 6;
}

/** Set all rows to the chosen day, filter and choice; only a row that opens or closes is built anew. */
function updateLanes() {
  const chosen = state.chosen && state.chosen.tie;
  if (lanes.chosen !== chosen) openLane(chosen);
  const x = lanes.left + stripX(state.day);
  furnish(lanes.after, { x, width: Math.max(0, lanes.left + strip.width - x), height: lanes.height }, []);
  lanes.line.setAttribute("d", `M${x.toFixed(1)} ${lanes.narrow ? 0 : -4}V${lanes.height}`);
  lanes.held.setAttribute("width", x + 400);
  lanes.later.setAttribute("x", x);
  const record = shownRecord();
  for (const row of lanes.rows) {
    updateName(row);
    for (const mark of row.shown) updateMark(mark, record);
  }
  roveLanes();
}

function openLane(chosen) {
  const held = lanes.chosen === undefined ? null : lanes.rows.find((row) => row.tie.id === chosen);
  const before = held && held.y;
  const focused = document.activeElement.closest(".lane") && keyOf(document.activeElement);
  lanes.chosen = chosen;
  for (const row of lanes.rows) {
    const open = row.tie.id === chosen;
    if (row.open !== open) buildRow(row, open);
  }
  placeRows();
  if (held && before !== held.y) window.scrollBy(0, held.y - before);
  const again = focused && focusable().find((element) => keyOf(element) === focused);
  if (again) again.focus({ preventScroll: true });
}

/** One row below the other, with a line between bands. */
function placeRows() {
  for (const line of lanes.picture.querySelectorAll(".between")) line.remove();
  let y = 2;
  lanes.rows.forEach((row, index) => {
    const heading = row.data.other && !(index && lanes.rows[index - 1].data.other);
    if (index && (heading || !row.data.other || lanes.narrow)) ruleRow(y, heading || row.data.rule);
    if (heading) {
      lanes.layer.append(draw("text", { class: "band between", x: 0, y: y + 17 }, "Between others"));
      y += 22;
    }
    row.y = y;
    row.group.setAttribute("transform", `translate(0 ${y})`);
    y += row.height;
  });
  if (D.lanes.more) {
    const text = `and ${D.lanes.more} more, in the table`;
    const click = () => change({ view: "table" });
    lanes.layer.append(draw("text", { class: "second between", cursor: "pointer", x: 0, y: y + 16, click }, text));
    y += 24;
  }
  lanes.height = y + 4;
  furnish(lanes.picture, { height: lanes.height, viewBox: `0 0 ${lanes.width} ${lanes.height}` }, []);
}

function ruleRow(y, strong) {
  const stroke = strong ? "var(--rule)" : "var(--hair)";
  lanes.layer.prepend(draw("path", { class: "between", d: `M0 ${y}H${lanes.width}`, stroke }));
}

function updateName(row) {
  const { name, counts, tie, pen } = row;
  const found = countsOf(tie);
  const node = D.hub && tie.a === D.hub ? tie.b : null;
  const on = lanes.chosen === tie.id || Boolean(state.chosen && state.chosen.node && [tie.a, tie.b].includes(state.chosen.node) && state.chosen.node !== D.hub);
  const words = `${node ? "Tie with " : ""}${rowName(row)}: ${countWords(found)}`;
  if (name.getAttribute("aria-label") !== words) {
    name.setAttribute("aria-label", words);
    const parts = row.data.other ? [] : countParts(found);
    clear(counts).append(...parts.map(([text, sign]) => draw("tspan", { class: `count ${sign}`, dx: 7 }, text)));
    name.classList.toggle("idle", !parts.length);
  }
  name.setAttribute("aria-pressed", String(on));
  pen.classList.toggle("gone", !on);
}

/** A mark chooses its record; one that stands for several goes on to the next with each click. */
function chooseMark(mark) {
  const at = mark.ids.indexOf(state.record);
  change({ chosen: { tie: mark.row.tie.id }, record: mark.ids[(at + 1) % mark.ids.length] });
}
