// Everything by keyboard: one stop into the picture, arrows by row, Enter chooses, Escape gives back.
import { find } from "./dom.js";
import { change, state, tieOf } from "./state.js";
import { tabs } from "./views.js";
import { chooseNode, drawnNodes, frame, isChosen } from "./network.js";
import { stepChange, stopPlaying } from "./slider.js";
import { giveBack } from "./panel.js";
import { openSearch } from "./search.js";
import { focusLane } from "./lanekeys.js";

function rowsInOrder() {
  const listed = [...drawnNodes.values()].sort((a, b) => a.place.y - b.place.y);
  return {
    left: listed.filter((d) => d.place.side < 0),
    right: listed.filter((d) => d.place.side > 0),
    hub: listed.filter((d) => d.hub),
  };
}

/** Only one node can be tabbed to: the chosen one, else the first. */
export function rove(target) {
  for (const drawn of drawnNodes.values()) drawn.group.setAttribute("tabindex", "-1");
  const chosen = [...drawnNodes.values()].find((drawn) => isChosen(drawn.node.id));
  const first = target || chosen || rowsInOrder().left[0] || rowsInOrder().right[0] || rowsInOrder().hub[0];
  if (first) first.group.setAttribute("tabindex", "0");
}

function moveFocus(group, key) {
  const next = (frame.step || rowStep)(drawnNodes.get(group.dataset.id), key);
  if (!next) return;
  rove(next);
  next.group.focus();
}

/** The node to which an arrow leads within the columns. */
function rowStep(here, key) {
  const { left, right, hub } = rowsInOrder();
  const column = here.hub ? hub : here.place.side < 0 ? left : right;
  const at = column.indexOf(here);
  const nearest = (list) =>
    list.slice().sort((a, b) => Math.abs(a.place.y - here.place.y) - Math.abs(b.place.y - here.place.y))[0];
  let next = null;
  if (key === "ArrowDown") next = column[at + 1] || (here.hub ? right[0] : null);
  if (key === "ArrowUp") next = column[at - 1] || null;
  if (key === "ArrowLeft") next = here.hub ? nearest(left) : here.place.side > 0 ? hub[0] || nearest(left) : null;
  if (key === "ArrowRight") next = here.hub ? nearest(right) : here.place.side < 0 ? hub[0] || nearest(right) : null;
  if (key === "Home") next = column[0];
  if (key === "End") next = column.at(-1);
  return next;
}

export function focusAfter(chosen) {
  const id = chosen && (chosen.node || (chosen.tie && tieOf.get(chosen.tie).b));
  const drawn = id && drawnNodes.get(id);
  if (drawn && state.view === "network") {
    rove(drawn);
    drawn.group.focus({ preventScroll: true });
  } else if (chosen && chosen.tie && state.view === "lanes") focusLane(chosen);
  else if (chosen && chosen.find !== undefined) find("search-open").focus();
}

export function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      if (document.querySelector(".place")) return; // it closes itself, and nothing else does
      stopPlaying();
      if (state.chosen || state.message) {
        event.preventDefault();
        giveBack();
      }
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const group = event.target.closest && event.target.closest(".node, .hub");
    if (group && /^(Arrow|Home|End)/.test(event.key)) {
      event.preventDefault();
      moveFocus(group, event.key);
      return;
    }
    if (group && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      chooseNode(group.dataset.id);
      return;
    }
    if (event.key === "/") {
      event.preventDefault();
      openSearch();
    }
    if (event.key === ",") stepChange(-1);
    if (event.key === ".") stepChange(1);
    const tab = tabs()[Number(event.key) - 1];
    if (tab) change({ view: tab.dataset.view });
  });
}
