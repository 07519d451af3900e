// The texts and projects of the chosen tie: a short list above the hub, joined to both ends.
import { clear, draw, measure, wrap } from "./dom.js";
import { within } from "./days.js";
import { D, isSpoke, state, tieOf } from "./state.js";
import { cubic, pathOf } from "./curves.js";
import { corners, crosses, overlap } from "./boxes.js";
import { fontStack } from "./geometry.js";
import { drawnTies, fonts, frame } from "./network.js";
import { lowered, without } from "./words.js";
import { chooseRecord } from "./claims.js";

let textBoxes = [];
let joints = [];

export function thingShape(sort, x, y) {
  const d =
    sort === "text"
      ? `M${x - 5.5} ${y - 7.5}h7l4 4v11h-11zM${x + 1.5} ${y - 7.5}v4h4`
      : `M${x - 8.5} ${y}l4.2 -6h8.6l4.2 6l-4.2 6h-8.6z`;
  return draw("path", { d, class: "hollow", "stroke-linejoin": "round" });
}

export function covered(shape) {
  return (
    textBoxes.some((box) => overlap(shape, corners(box))) ||
    joints.some((points) => crosses(shape, { points, half: 3 }, false))
  );
}

/** Lives of texts and projects that belong to a tie, what waits first; at most three. */
function thingsOf(tie) {
  const sorts = ["text", "project"];
  const lives = D.lives.filter((life) => D.things[life.thing] && sorts.includes(D.things[life.thing].sort));
  return lives.filter((life) => life.nodes.includes(tie.a) && life.nodes.includes(tie.b)).slice(0, 3);
}

export function drawTexts() {
  const layer = clear(frame.layers.texts);
  const under = clear(frame.layers.joints);
  textBoxes = [];
  joints = [];
  const tie = state.chosen && tieOf.get(state.chosen.tie);
  if (!tie || !isSpoke(tie) || frame.narrow || frame.tight) return;
  const node = frame.places.get(tie.b);
  const things = thingsOf(tie);
  if (!things.length || !node || !frame.hub) return;
  const x = frame.middle - 148;
  const rows = things.map((life, index) => ({ life, y: 22 + index * 26 }));
  const room = frame.middle + frame.column - x - (node.side < 0 ? 60 : 150);
  const drawn = rows.map(({ life, y }) => [thingRow(life, x + 20, y, room), y]).filter(([row]) => row);
  if (!drawn.length) return;
  layer.append(...drawn.map(([row]) => row));
  const ys = drawn.map(([, y]) => y);
  const [first, last] = [ys[0], ys.at(-1)];
  const middle = ys[Math.floor((ys.length - 1) / 2)];
  const ticks = ys.map((y) => `M${x} ${y}h11`).join("");
  under.append(draw("path", { class: "joint", d: `${ticks}M${x} ${first}V${last}` }));
  const top = [frame.hub.x - 8, frame.hub.y - 30];
  joints.push(cubic([x, last], [x, last + 90], [top[0], top[1] - 90], top).points);
  const from = node.side < 0 ? x : Math.max(...textBoxes.map((box) => box.x + box.width)) + 8;
  const end = [node.x - node.side * 9, node.y - 7];
  // It comes to the node from inside, clear of the other dots of the column.
  const reach = Math.min(70, Math.abs(node.y - middle) * 0.6 + 20);
  const near = [node.x - node.side * 50, node.y - reach];
  joints.push(cubic([from, middle], [from + node.side * 45, middle], near, end).points);
  for (const points of joints) under.append(draw("path", { class: "joint", d: pathOf(points) }));
}

function thingRow(life, x, y, room) {
  const step = stepOn(life);
  const font = `600 13px ${fontStack("sans")}`;
  const [name] = wrap(life.name, font, room, 1);
  const left = room - measure(name, font) - 6;
  const boxFor = (words) => {
    const width = measure(name, font) + (words ? measure(words, fonts.second()) + 6 : 0) + 30;
    return { x: x - 24, y: y - 12, width: width + 24, height: 24 };
  };
  const fits = (words) => measure(words, fonts.second()) <= left && !underStrand(boxFor(words));
  const rest = [step, expectedOf(life)].find(fits) || "";
  if (!rest && underStrand(boxFor(""))) return null;
  const group = draw(
    "g",
    { class: "thing", cursor: "pointer" },
    thingShape(D.things[life.thing].sort, x, y),
    draw(
      "text",
      { x: x + 14, y: y + 4.6, class: "second" },
      draw("tspan", { class: "thingname" }, name),
      rest ? draw("tspan", { dx: 6 }, rest) : null,
    ),
  );
  group.addEventListener("click", () => chooseRecord(life.steps[0].record));
  textBoxes.push(boxFor(rest));
  return group;
}

/** What a life that has reached nothing is to come to, by the record's own few words. */
function expectedOf(life) {
  const { record, dates } = life.steps.find(({ sort }) => sort === "expected") || { dates: "" };
  return record ? `${lowered(without(D.records[record].short, life.name))} ${dates.replace(/, by .*$/, "")}` : dates;
}

/** Whether a strand runs through a box on this day. */
function underStrand(box) {
  const live = drawnTies.flatMap((drawn) => drawn.live || []);
  return live.some((part) => crosses(corners(box), { points: part.points, half: 2 }, false));
}

/** The last stage that a life has reached on the chosen day, in words. */
export function stepOn(life) {
  const reached = life.steps.filter((step) => step.sort === "stage" && within(step.perhaps, state.day));
  const last = reached.at(-1);
  if (last) return `${last.label} ${last.dates}`;
  const next = life.steps.find((step) => step.sort === "expected");
  return next ? `${next.label}, ${next.dates}` : "not yet on this day";
}
