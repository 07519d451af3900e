// Printing: the page is drawn anew for the width of paper, and as it was when that is done.
function startPrint() {
  const turn = (on) => () => {
    printing = on;
    document.documentElement.classList.toggle("printing", on);
    const notes = on ? [filtered() ? hiddenWords() + " " : "", `Source: ${sourcesInWords()}`] : [];
    clear(find("imprint")).append(...notes);
    redraw();
    if (!on) return;
    for (const { svg, width, height } of pictures())
      if (!svg.hasAttribute("viewBox")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`); // so that it can shrink
  };
  window.addEventListener("beforeprint", turn(true));
  window.addEventListener("afterprint", turn(false));
}
