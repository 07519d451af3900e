// The pointer over the picture: the nearest strand swells and says its newest record.
import { clear, make } from "./dom.js";
import { D, heldOn, spokeOf, state } from "./state.js";
import { distance } from "./curves.js";
import { updateTie } from "./strands.js";
import { chooseTie, drawnNodes, drawnTies, frame, hovered, setHovered } from "./network.js";

/** The nearest strand under the pointer swells and says its newest record; a click chooses its tie. */
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

export function showTip(tip, { drawn, x, y }) {
  const id = drawn && drawn.tie.records.find((one) => heldOn(one, state.day));
  tip.hidden = !id;
  if (!id) return;
  clear(tip).append(D.records[id].label, " ", make("span", {}, D.records[id].dates));
  // Towards the middle, where fewer names stand.
  const left = x < frame.middle ? x + 14 : x - 14 - tip.offsetWidth;
  tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
  tip.style.top = `${y + 16}px`;
}
