// Printing: the page is drawn anew for the width of paper, and as it was when that is done.
import { clear, find, setPrinting } from "./dom.js";
import { filtered } from "./state.js";
import { hiddenWords } from "./filters.js";
import { sourcesInWords } from "./links.js";
import { pictures } from "./export.js";
import { redraw } from "./start.js";

export function startPrint() {
  const turn = (on) => () => {
    setPrinting(on);
    document.documentElement.classList.toggle("printing", on);
    const notes = on ? [filtered() ? hiddenWords() + " " : "", `Source: ${sourcesInWords()}`] : [];
    clear(find("imprint")).append(...notes);
    redraw();
    if (!on) return;
    keepRoom("--portrait", 680);
    keepRoom("--landscape", 940);
    for (const { svg, width, height } of pictures())
      if (!svg.hasAttribute("viewBox")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`); // so that it can shrink
  };
  window.addEventListener("beforeprint", turn(true));
  window.addEventListener("afterprint", turn(false));
}

/** What the picture leaves on a sheet of paper to the headline, the day and the key. */
function keepRoom(name, width) {
  const head = document.querySelector(".head");
  head.style.width = `${width}px`;
  document.documentElement.style.setProperty(name, `${head.offsetHeight + find("key").offsetHeight + 92}px`);
  head.style.width = "";
}
