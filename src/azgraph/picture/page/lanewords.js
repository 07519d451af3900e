// What is written by the marks of a track, where nothing touches anything, and the lane end.
/** Write by each mark where there is room: bars first, then what happened; what finds no room shows on hover. */
function writeTrack(marks) {
  const taken = marks.map((mark) => ({ mark, x1: mark.x1, x2: mark.x2 }));
  const rank = { stage: 0, owed: 1, met: 1, bar: 2, now: 2 };
  for (const mark of [...marks].sort((one, two) => (rank[one.sort] ?? 3) - (rank[two.sort] ?? 3))) {
    const bold = mark.sort === "owed";
    const lined = rank[mark.sort] < 2;
    const name = `${bold ? "strong" : ""} ${rank[mark.sort] === 2 ? `${signOf(mark)}-text` : lined ? "inked" : ""}`;
    const font = `${bold ? 600 : 400} 12.5px ${fontStack("sans")}`;
    for (const text of wordings(mark)) {
      const width = measure(text, font);
      const place = placesFor(mark, width).find((one) => isFree(one, width, mark, taken));
      if (!place) continue;
      mark.label = { text, x: place.x, width, name };
      if (place.inside) mark.gap = [place.from ?? place.x - 4, place.x + width + 4];
      if (place.at) mark.at = place.at;
      taken.push({ mark: null, x1: place.x, x2: place.x + width });
      break;
    }
  }
}

/** What may be written by a mark, the fullest wording first. */
function wordings(mark) {
  const number = mark.ids.length > 1 && /^(now|owed)$/.test(mark.sort) ? ` \u00d7${mark.ids.length}` : "";
  if (mark.words) return [mark.words + number];
  const kinds = [...new Set(mark.ids.map((id) => D.records[id].kind))];
  return [...(kinds.length > 1 && kinds.length < 4 && !number ? [kinds.join(", ")] : []), kinds[0] + number];
}

/** Where the words of a mark may stand: in it, else right of it, else left. */
function placesFor(mark, width) {
  const { x1, x2, a, b, at, sort } = mark;
  const places = [];
  const lined = sort === "bar" || sort === "owed" || sort === "met" || (sort === "stage" && mark.end);
  if (lined && x2 - x1 > width + 24) {
    const late = sort === "bar" && mark.open && b - x1 > 60;
    places.push({ x: late ? Math.max(x1 + 12, x2 - width - 20) : x1 + Math.min(34, (x2 - x1 - width) / 2), inside: true });
  }
  if (sort === "coin" && mark.span && (b - a) / 2 > width + 20 + mark.number)
    places.push({ x: at + 12 + mark.number, from: at, inside: true });
  if (mark.pill) {
    const coin = sort === "stage" ? 0 : 20 + mark.number;
    const left = (x1 + x2 - width - coin) / 2;
    if (left > x1 + 6) places.push({ x: left + coin, at: coin ? left + 7 : null, inside: true });
  }
  places.push({ x: x2 + 5 }, { x: x1 - 5 - width });
  return places;
}

/** Whether words touch nothing on their track, stay on the scale and do not run over the sources' last day. */
function isFree(place, width, mark, taken) {
  const [left, right] = [place.x, place.x + width];
  const turn = stripX(D.strip.turn);
  if (left < 0 || right > strip.width || (left < turn && right > turn - 2)) return false;
  return taken.every((one) => (one.mark === mark && place.inside) || right + 4 < one.x1 || left - 4 > one.x2);
}

/** The lane end: what no date is stated for, in lines beside the tracks. */
function drawEnds(row, marks, top, most) {
  const left = lanes.width - 104;
  let [x, line] = [0, 0];
  const single = marks.every((mark) => mark.ids.length < 2);
  for (const mark of marks) {
    const wide = endWidth(mark, single);
    if (x + wide > 110) [x, line] = [0, line + 1];
    if (line >= most) break;
    placeEnd(row, mark, left + x, top + (line + 0.5) * lanes.pitch, wide);
    x += wide;
  }
  return marks.length ? Math.min(line + 1, most) : 0;
}

function endWidth(mark, single) {
  return single ? 15 : 16 + (mark.ids.length > 1 ? measure("\u00d7" + mark.ids.length, fonts.second()) + 4 : 0);
}

function narrowEnds(row, marks, top) {
  if (!marks.length) return 0;
  const y = top + lanes.pitch / 2;
  row.group.append(draw("text", { class: "second", x: 0, y: y + 4.3 }, "no date"));
  let x = 58;
  for (const mark of marks) {
    const wide = Math.max(26, endWidth(mark));
    if (x + wide <= lanes.width) placeEnd(row, mark, x, y, wide);
    x += wide;
  }
  return 1;
}

function placeEnd(row, mark, x, y, wide) {
  const at = x + 7.5 - lanes.left;
  Object.assign(mark, { record: D.records[mark.ids[0]], y, at, x1: at - 7, x2: at + wide - 9, label: null });
  drawMark(mark, [coinAt(mark, at)]);
  row.group.append(mark.group);
  row.shown.push(mark);
}

/** A mark in a sentence, for those who do not see it and for the pointer. */
function markWords(mark) {
  const record = D.records[mark.ids.includes(state.record) ? state.record : mark.ids[0]];
  const rest = mark.ids.length > 1 ? `; and ${mark.ids.length - 1} more` : "";
  return [record.label, `${record.dates}${rest}`];
}
