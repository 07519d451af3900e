// The life of a text, body, project or promise: its stages, with conditions as gates before what they hold up.
import { draw, icon, make } from "./dom.js";
import { within } from "./days.js";
import { D, state } from "./state.js";
import { sentenceIds } from "./words.js";
import { part } from "./panel.js";
import { chooseRecord } from "./claims.js";

export function livesOf(tie) {
  const lives = D.lives.filter(
    (life) => life.nodes.includes(tie.b) && (life.nodes.includes(tie.a) || life.nodes.length === 1),
  );
  const shown = lives.filter((life) => life.waits || life.steps.length > 1);
  const gated = shown.length && shown[0].steps.some((step) => step.sort === "gate");
  return shown.slice(0, gated ? 1 : 2).map(lifeOf);
}

export function livesOfThing(id) {
  return D.lives
    .filter((life) => life.thing === id || (life.nodes.length === 1 && life.nodes[0] === id))
    .slice(0, 2)
    .map(lifeOf);
}

function lifeOf(life) {
  const steps = life.steps.filter(
    (step) => step.sort !== "stage" || within(step.perhaps, state.day) || !step.perhaps || step.perhaps[0] > state.day,
  );
  const reached = steps.filter((step) => step.sort === "stage" && within(step.perhaps, state.day));
  const now = reached.findLast((step) => !step.over);
  const thing = D.things[life.thing];
  return part(
    thing ? thing.full : life.name, // a text says here whose it is
    life.note,
    make(
      "ul",
      { class: "life" },
      steps.map((step, index) => stepLine(step, step === now, index === 0, index === steps.length - 1)),
    ),
  );
}

function stepLine(step, now, first, last) {
  const met = step.sort === "gate" && within(step.done, state.day);
  const there = step.sort === "stage" && within(step.perhaps, state.day);
  const open = step.sort === "gate" && !met;
  const words =
    step.sort === "gate"
      ? met
        ? step.dates
        : step.done && within(step.perhaps, state.day)
          ? "perhaps met"
          : "open"
      : there || step.sort !== "stage" || !(step.record && D.records[step.record].when)
        ? step.dates
        : "not yet on this day";
  const cited = step.sort === "gate" && !met ? step.record : step.cited || step.record;
  const label = step.record
    ? make("button", { type: "button", click: () => chooseRecord(step.record) }, step.label)
    : step.label;
  const place = `${first ? " top-step" : ""}${last ? " last-step" : ""}`;
  return make(
    "li",
    { class: `${step.sort}${now || open ? " now" : ""}${there && !now ? " past" : ""}${place}` },
    stepMark(step, { met, there, now }),
    make("span", { class: "what" }, label),
    make("span", { class: "when" }, words),
    make(
      "span",
      { class: "at" },
      cited
        ? sentenceIds(step.sort === "gate" ? D.records[cited].at.slice(-1) : D.records[cited].at.slice(0, 1))
        : null,
    ),
  );
}

function stepMark(step, { met, there, now }) {
  const x = 7;
  if (step.sort === "gate") {
    return icon(
      42,
      21,
      draw("path", { d: `M${x} 10.5H22`, stroke: "var(--ink2)", "stroke-width": 1.1 }),
      draw("rect", {
        x: 22,
        y: 4.5,
        width: 12,
        height: 12,
        class: met ? "mark-ink" : "mark-ink empty",
        "stroke-width": 1.5,
      }),
      met
        ? draw("path", {
            d: "M24.8 10.6 27.3 13.2 31.4 7.6",
            fill: "none",
            stroke: "var(--paper)",
            "stroke-width": 1.7,
          })
        : null,
    );
  }
  const full = { stage: there ? "" : "empty", expected: "empty", alleged: "half", silent: "empty" }[step.sort];
  const dot = draw("circle", { cx: x, cy: 10.5, r: now ? 5 : 4, class: `mark-ink ${full}`, "stroke-width": 1.5 });
  return icon(15, 21, dot);
}
