// The pointer over the picture: the nearest strand swells and says what leads it.
import { clear, make } from "./dom.js";
import { D, levelOn, spokeOf, state } from "./state.js";
import { distance } from "./curves.js";
import { updateTie } from "./strands.js";
import { chooseTie, drawnNodes, drawnTies, frame, hovered, setHovered } from "./network.js";

/** The nearest strand under the pointer swells and says what leads it; a click chooses its tie. */
export function hoverOver(picture) {
  const tip = make("div", { class: "tip", hidden: true });
  picture.after(tip);
  const near = (event) => {
    const box = picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    for (const drawn of drawnTies)
      for (const part of drawn.strands) {
        const away = part.now && part.now.there ? distance(part.points, x, y) - part.now.width / 2 : Infinity;
        if (away < 9 && (!best || away < best.away)) best = { drawn, away, now: part.now };
      }
    return { ...best, x, y };
  };
  picture.addEventListener("pointermove", (event) => {
    const onNode = event.target.closest(".node, .hub");
    const found = onNode ? {} : near(event);
    swell(found.drawn || (onNode && drawnTies.find((d) => d.tie === spokeOf(onNode.dataset.id))) || null);
    picture.setAttribute("cursor", found.drawn ? "pointer" : "default");
    showTip(tip, found);
  });
  picture.addEventListener("pointerleave", () => {
    swell(null);
    tip.hidden = true;
  });
  picture.addEventListener("click", (event) => {
    if (event.target.closest(".node, .hub, .tielabel, .thing")) return;
    const { drawn } = near(event);
    if (drawn) chooseTie(drawn.tie.id);
  });
}

function swell(next) {
  if (next === hovered) return;
  const before = hovered;
  setHovered(next);
  for (const drawn of [before, next]) if (drawn) updateTie(drawn, drawn === hovered);
  for (const drawn of drawnNodes.values()) {
    const on = Boolean(hovered) && !drawn.hub && (hovered.tie.a === drawn.node.id || hovered.tie.b === drawn.node.id);
    drawn.group.classList.toggle("hover", on);
  }
}

/** What leads a strand by the pointer: the weightiest that surely stands, else the newest event; and how many more. */
export function showTip(tip, { now, x, y }) {
  tip.hidden = !now;
  if (!now) return;
  const { ids } = now; // in their order of weight, events behind
  const id = ids.find((one) => D.records[one].stands && levelOn(one, state.day) > 1) || ids.find((one) => D.records[one].shape === "event") || ids[0];
  const more = ids.length > 1 ? `, and ${ids.length - 1} more` : "";
  clear(tip).append(D.records[id].label, " ", make("span", {}, D.records[id].dates + more));
  // Towards the middle, where fewer names stand.
  const left = x < frame.middle ? x + 14 : x - 14 - tip.offsetWidth;
  tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
  tip.style.top = `${y + 16}px`;
}
