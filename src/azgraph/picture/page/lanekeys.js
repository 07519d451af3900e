// Moving over the lanes by key and by pointer: one stop for Tab, arrows by row and along a row.
import { clear, furnish, make } from "./dom.js";
import { D } from "./state.js";
import { chooseAt, lanes } from "./lanes.js";
import { markWords } from "./lanewords.js";

export const rivalled = new Set(Object.values(D.records).flatMap((record) => (record.rivals ? [record, ...record.rivals.map((id) => D.records[id])] : [])));

/** The stops of a row from left to right: its name, then its marks. */
function stopsOf({ name, shown }) {
  return [name, ...[...shown].sort((one, two) => one.x1 - two.x1 || one.y - two.y).map((mark) => mark.group)];
}

export function focusable() {
  return lanes.rows.flatMap(stopsOf);
}

function rowAt(element) {
  return lanes.rows.find((row) => row.group.contains(element));
}

export function markOf(row, element) {
  return row.shown.find((mark) => mark.group.contains(element));
}

export function laneOf(tie) {
  return lanes.rows.find((row) => row.ties.includes(tie));
}

/** What a stop stands for, to find it again in a row that was built anew. */
export function stopKey(element) {
  const row = rowAt(element);
  const mark = row && markOf(row, element);
  return row && `${row.tie.id} ${mark ? mark.ids[0] : ""}`;
}

/** Only one stop can be tabbed to: the one in focus, else the chosen row, else the first. */
export function roveLanes(target) {
  const stops = focusable();
  const chosen = laneOf(lanes.chosen);
  const next = target || stops.find((stop) => stop === document.activeElement) || (chosen && chosen.name) || stops[0];
  for (const stop of stops) stop.setAttribute("tabindex", stop === next ? "0" : "-1");
}

export function focusLane(chosen) {
  const row = laneOf(chosen.tie);
  if (row) row.name.focus({ preventScroll: true });
}

function keyLanes(event) {
  const row = rowAt(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = stopsOf(row);
  const at = stops.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] || 0;
  const other = lanes.rows[lanes.rows.indexOf(row) + step];
  const along = { ArrowRight: stops[at + 1], ArrowLeft: stops[at - 1], Home: stops[0], End: stops[stops.length - 1] };
  const next = step ? other && (at > 0 ? nearestStop(other, event.target) : other.name) : along[event.key];
  const enter = event.key === "Enter" || event.key === " ";
  if (enter || step || Object.hasOwn(along, event.key)) event.preventDefault();
  if (enter) chooseAt(row, event.target);
  else if (next) next.focus();
}

function nearestStop(row, here) {
  const middle = (one) => one.getBoundingClientRect().x + one.getBoundingClientRect().width / 2;
  const away = (one) => Math.abs(middle(one) - middle(here));
  return stopsOf(row).slice(1).sort((one, two) => away(one) - away(two))[0] || row.name;
}

/** The mark under the pointer or in focus says its record and its date. */
export function pointLanes(home) {
  const tip = make("div", { class: "tip", hidden: true });
  const hide = () => (tip.hidden = true);
  const show = ({ target }) => {
    const row = rowAt(target);
    const mark = row && markOf(row, target);
    tip.hidden = !mark;
    if (!mark) return;
    const [label, dates] = markWords(mark);
    clear(tip).append(label, " ", make("span", {}, dates));
    const left = lanes.left + Math.max(0, mark.at ?? mark.x1) + 8;
    tip.style.left = `${Math.max(0, Math.min(left, lanes.width - tip.offsetWidth))}px`;
    const [below, high] = [row.y + mark.y + 10, tip.offsetHeight];
    const { scrollTop, clientHeight } = home.parentNode;
    tip.style.top = `${below + high > scrollTop + clientHeight ? below - high - 20 : below}px`;
  };
  home.append(tip);
  furnish(lanes.picture, { pointerover: show, pointerleave: hide, focusout: hide, keydown: keyLanes }, []);
  lanes.picture.addEventListener("focusin", (event) => {
    const stop = event.target.closest("[role=button]");
    if (stop) roveLanes(stop);
    show(event);
  });
}
