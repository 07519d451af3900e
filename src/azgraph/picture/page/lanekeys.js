// Moving over the lanes by key and by pointer: one stop for Tab, arrows by row and along a row.
const rivalled = new Set(Object.entries(D.records).flatMap(([id, { rivals }]) => (rivals ? [id, ...rivals] : [])));

/** The stops of a row from left to right: its name, then its marks. */
function stopsOf(row) {
  return [row.name, ...row.shown.slice().sort((one, two) => one.x1 - two.x1 || one.y - two.y).map((mark) => mark.group)];
}

function focusable() {
  return lanes.rows.flatMap(stopsOf);
}

function keyOf(element) {
  const row = lanes.rows.find((one) => one.group.contains(element));
  return row && `${row.tie.id} ${element.dataset.at ?? ""}`;
}

/** Only one stop can be tabbed to: the one in focus, else the chosen row, else the first. */
function roveLanes(target) {
  const stops = focusable();
  for (const stop of stops) if (stop.getAttribute("tabindex") === "0") stop.setAttribute("tabindex", "-1");
  const chosen = lanes.rows.find((row) => row.tie.id === lanes.chosen);
  const next = target || stops.find((stop) => stop === document.activeElement) || (chosen && chosen.name) || stops[0];
  if (next) next.setAttribute("tabindex", "0");
}

function focusLane(chosen) {
  const row = lanes.rows.find((one) => one.tie.id === chosen.tie);
  if (!row) return;
  roveLanes(row.name);
  row.name.focus({ preventScroll: true });
}

function keyLanes(event) {
  const row = lanes.rows.find((one) => one.group.contains(event.target));
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = stopsOf(row);
  const here = event.target.closest("[role=button]");
  const at = stops.indexOf(here);
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (at > 0) chooseMark(row.marks[here.dataset.at]);
    else chooseTie(row.tie.id);
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const other = lanes.rows[lanes.rows.indexOf(row) + step];
  const next = step
    ? other && (at > 0 ? nearestStop(other, here) : other.name)
    : { ArrowRight: stops[at + 1], ArrowLeft: stops[at - 1], Home: stops[0], End: stops[stops.length - 1] }[event.key];
  if (step || /^(Arrow|Home|End)/.test(event.key)) event.preventDefault();
  if (!next) return;
  roveLanes(next);
  next.focus();
}

function nearestStop(row, here) {
  const middle = (element) => element.getBoundingClientRect().x + element.getBoundingClientRect().width / 2;
  const away = (element) => Math.abs(middle(element) - middle(here));
  return stopsOf(row).slice(1).sort((one, two) => away(one) - away(two))[0] || row.name;
}

/** The mark under the pointer or in focus says its record and its date. */
function pointLanes(home) {
  const tip = make("div", { class: "tip", hidden: true });
  home.append(tip);
  const show = (event) => {
    const group = event.target.closest(".mark");
    tip.hidden = !group;
    if (!group) return;
    const mark = lanes.rows.find((row) => row.group.contains(group)).marks[group.dataset.at];
    const [label, dates] = markWords(mark);
    clear(tip).append(label, " ", make("span", {}, dates));
    const left = lanes.left + (mark.at ?? mark.x1) + 8;
    tip.style.left = `${Math.max(0, Math.min(left, lanes.width - tip.offsetWidth))}px`;
    tip.style.top = `${mark.row.y + mark.y + 10}px`;
  };
  lanes.picture.addEventListener("pointerover", show);
  lanes.picture.addEventListener("focusin", show);
  for (const name of ["pointerleave", "focusout"]) lanes.picture.addEventListener(name, () => (tip.hidden = true));
  lanes.picture.addEventListener("keydown", keyLanes);
}
