// Printing: the page is drawn anew for a sheet upright and for one across, and as it was when that is done.
import { clear, draw, find, PAPER, setPrinting } from "./dom.js";
import { filtered, state } from "./state.js";
import { hiddenWords } from "./filters.js";
import { sourcesInWords } from "./links.js";
import { lanes } from "./lanes.js";
import { LINE, strip } from "./strip.js";
import { redraw } from "./start.js";

export function startPrint() {
  const main = document.querySelector(".main");
  const page = document.documentElement;
  const turn = (on) => () => {
    for (const old of document.querySelectorAll(".upright")) old.remove();
    page.classList.toggle("printing", on);
    const notes = on ? [filtered() ? hiddenWords() + " " : "", `Source: ${sourcesInWords()}`] : [];
    clear(find("imprint")).append(...notes);
    // Which way the sheet lies is known to the styles alone, which show one of the two.
    for (const width of on ? PAPER : [0]) {
      setPrinting(width);
      redraw();
      if (!on) continue;
      if (state.view === "lanes") cutLanes();
      if (width > PAPER[0]) continue;
      const copy = main.cloneNode(true);
      copy.classList.add("upright");
      main.after(copy);
    }
  };
  window.addEventListener("beforeprint", turn(true));
  window.addEventListener("afterprint", turn(false));
}

/** The strip heads each sheet of lanes; what a browser repeats so it draws without its transforms. */
function flatten({ handle, left, at }) {
  const axis = handle.parentNode;
  axis.removeAttribute("transform");
  const { width, height } = axis.parentNode.viewBox.baseVal;
  axis.parentNode.setAttribute("viewBox", `${-left} -${LINE} ${width} ${height}`);
  handle.replaceWith(draw("path", { class: "dayline", d: `M${at} -31V0` }), draw("circle", { class: "dot", cx: at, r: 6.8 }));
}

/** The lanes row by row, so that a sheet ends between two of them; each has its part of the ground and of the line of the day. */
function cutLanes() {
  flatten(strip);
  const { ground, layer, line, picture, rows, width } = lanes;
  const between = [...layer.querySelectorAll(".between")].map((one) => [one.getBBox().y, one]);
  let from = 0;
  const pieces = rows.map(({ group, height, y }, at) => {
    const to = at < rows.length - 1 ? y + height : lanes.height;
    const box = { width, height: to - from, viewBox: `0 ${from} ${width} ${to - from}` };
    const own = between.filter(([top]) => top >= from - 1 && top < to - 1).map(([, one]) => one);
    const back = draw("svg", { ...box, y: from }, ground.cloneNode(), line.cloneNode());
    const piece = draw("svg", box, at ? [] : [...picture.querySelectorAll("clipPath")], back, own, group);
    from = to;
    return piece;
  });
  if (pieces.length) picture.replaceWith(...pieces);
}
