// The months of imported events as a strip in their lane: a bar as high as there are events, above the line where their
// tone is cooperative, in pieces below it where it is strained, hollow across it where it is neither; and where there is
// room, as in the chosen lane, a dot at the tone.
import { draw, icon, make } from "./dom.js";
import { dayOf, numberOf } from "./days.js";
import { D, passes, unpack } from "./state.js";
import { plural } from "./words.js";
import { stripX } from "./strip.js";
import { f, trace } from "./lanemarks.js";
import { lanes, strips } from "./lanes.js";
import { part } from "./panel.js";
import { recordList } from "./claims.js";

// A month whose events are here too is found by its name, but counted nowhere.
for (const [id, values] of Object.entries(D.months || {})) Object.defineProperty(D.records, id, { value: unpack(values) });

const WIDEST = 44;
const ROOM = 24; // a bar of that width has room for the dot of its tone

/** A month of a row: where it stands, its figures, and how high they are together. */
function monthOf(row, [start, end, ...figures]) {
  const ids = [...row.tie.records, ...row.tie.others];
  const told = figures.map(([one, volume, tone]) => ({ id: ids[one] ?? one, volume, tone }));
  const [a, b] = [start, end + 1].map((day) => stripX(dayOf(numberOf(D.strip.first) + day)));
  const sum = (sign) => told.reduce((all, { tone, volume }) => all + (Math.sign(tone) === sign ? volume : 0), 0);
  const [up, down, even] = [1, -1, 0].map(sum);
  const wide = Math.max(1.5, Math.min(WIDEST, b - a > 5 ? b - a - 1.5 : b - a));
  return { told, up, down, even, at: (a + b) / 2, wide, most: Math.max(up, down) + even / 2 };
}

/** The strip of a row below `top`; says how high it is. */
strips.draw = (row, top, open) => {
  const half = open ? 26 : lanes.narrow ? 16 : 12;
  const y = top + half + 3;
  const months = row.data.months.map((data) => monthOf(row, data));
  const most = Math.max(...months.map((month) => month.most));
  const events = Math.max(...months.map(({ up, down, even }) => up + down + even));
  const note = { class: "second", x: lanes.width - (lanes.narrow ? 16 : 0), y: lanes.narrow ? 18 : y + 4.3, "text-anchor": "end" };
  row.group.append(
    trace(`M${f(lanes.left + Math.max(0, months[0].at - months[0].wide / 2))} ${y}H${f(lanes.left + lanes.turn)}`, "axis"),
    draw("text", note, `up to ${events} a month`),
  );
  months.forEach((month, at) => {
    const reach = Math.max(12, month.wide / 2 + 2); // to touch it
    const [before, after] = [months[at - 1], months[at + 1]];
    const left = Math.max(month.at - reach, before ? (before.at + month.at) / 2 : -Infinity);
    const right = Math.min(month.at + reach, after ? (after.at + month.at) / 2 : Infinity);
    const ids = month.told.map(({ id }) => id);
    const record = D.records[ids[0]];
    const told = [ids.map((id) => D.records[id].label).join("; "), record.dates];
    const ring = { class: "ring", x: f(left), y: y - half - 2, width: f(right - left), height: 2 * half + 4, rx: 3 };
    const role = { role: "button", tabindex: "-1", transform: `translate(${f(lanes.left)} 0)` };
    const group = draw("g", role, draw("rect", ring), draw("g", { class: "coin" }, shapes(month, y, half, most, open)));
    row.group.append(group);
    row.shown.push({ row, sort: "month", ids, record, told, at: month.at, x1: left, x2: right, y: y + half - 8, group, now: null });
  });
  return 2 * half + 6;
};

function shapes({ told, up, down, even, at, wide }, y, half, most, open) {
  const left = at - wide / 2;
  const high = (count) => (count ? Math.max(2, (count / most) * half) : 0);
  const [warm, cold, middle] = [high(up), high(down), high(even) / 2];
  const bar = (from, height) => `M${f(left)} ${f(from)}h${f(wide)}v${f(height)}h${f(-wide)}Z`;
  let pieces = "";
  for (let from = 0; from < cold; from += 4.5) pieces += bar(y + middle + from, Math.min(3, cold - from));
  const box = { x: f(left + 0.6), y: f(y - middle), width: f(Math.max(0.4, wide - 1.2)), height: f(2 * middle) };
  const r = Math.max(1.5, Math.min(2.6, wide / 2));
  return [
    middle && draw("rect", { ...box, class: "mark-neu empty", "stroke-width": 1.2, "stroke-dasharray": "2 1.5" }),
    warm && trace(bar(y - middle - warm, warm), "mark-pos", { "stroke-width": 0 }),
    cold && trace(pieces, "mark-neg", { "stroke-width": 0 }),
    (open || wide >= ROOM) && told.map(({ tone }) => draw("circle", { class: "tone", cx: f(at), cy: f(y - (tone / 10) * half), r })),
  ];
}

/** What the marks mean; those of other lanes only where there are any. */
strips.key = (others) => {
  const say = (text, ...parts) => make("span", { class: "say" }, icon(34, 14, parts), text);
  const still = { "stroke-width": 0 };
  return [
    say("events of a month, by their tone", trace("M2 7V1h7v6Z", "mark-pos", still), trace("M13 7v3h7v-3ZM13 11.5v2h7v-2Z", "mark-neg", still), trace("M0 7H34", "axis"), draw("rect", { x: 25, y: 4, width: 7, height: 6, class: "mark-neu empty", "stroke-dasharray": "2 1.5" })),
    say("their tone in the chosen lane, from \u221210 to +10", trace("M8 7V2h16v5Z", "tint-pos"), trace("M0 7H34", "axis"), draw("circle", { class: "tone", cx: 16, cy: 4, r: 2.6 })),
    D.lanes.rows.some((row) => row.marks.length) && others(),
  ];
};

/** Where months are all that is known of events, they are what is counted. */
strips.note = () => !D.months && make("span", { class: "say" }, "a record counts the events of a month");

/** Of a month the events that it counts, each a row of its source. */
strips.rows = (tie, id) => {
  if (!D.months || !D.months[id]) return null;
  const month = D.records[id];
  const inside = ({ from, who }) => from >= month.from && from <= month.to && String(who) === String(month.who);
  const ids = tie.records.filter((one) => inside(D.records[one]) && passes(D.records[one]));
  return ids.length ? part("Its events", plural(ids.length, "row", "rows"), recordList(ids, 6)) : null;
};
