// The views: tabs that show the same day and the same choice, each drawn when it is first seen.
// By the name of a tab's data-view: draw, for a new width or when it comes into sight; update, for the rest;
// headline and days, in words, where they are not those of the chosen day.
import { find } from "./dom.js";
import { change, D, state } from "./state.js";

export const VIEWS = {};

export function knownView(name) {
  return Object.hasOwn(VIEWS, name) ? name : D.view;
}

export function tabs() {
  return [...document.querySelectorAll("[role=tab]")];
}

let seen = null;

/** Show the chosen view and let it follow; a view that comes into sight is drawn for the width it now has. */
export function updateView() {
  document.body.dataset.view = state.view;
  for (const tab of tabs()) {
    const on = tab.dataset.view === state.view;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    find(tab.dataset.view).hidden = !on;
  }
  find("key").hidden = !VIEWS[state.view].keyed;
  if (seen !== state.view) redrawView();
  else VIEWS[state.view].update();
}

/** Draw the view that is seen for the width there is. */
export function redrawView() {
  const view = VIEWS[(seen = state.view)];
  if (view.draw) view.draw();
  view.update();
}

export function startViews() {
  for (const tab of tabs()) tab.addEventListener("click", () => change({ view: tab.dataset.view }));
  document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    if (!/^Arrow(Left|Right)$/.test(event.key)) return;
    const all = tabs();
    const next = all[(all.indexOf(event.target) + (event.key === "ArrowRight" ? 1 : all.length - 1)) % all.length];
    next.focus();
    next.click();
  });
}
