// What the marks of the open row show of time: its spans as [left, right], and its bars as [x, about half their thickness there].
() => {
  const scale = document.querySelector("#scale svg").clientWidth - 14 - 128;
  const open = document.querySelector("#lane-rows .lane:has(.rowname[aria-pressed=true])");
  const marks = [...open.querySelectorAll(".mark")].map((mark) => {
    const boxes = [...mark.querySelectorAll('[class^="tint-"], .pill, .capsule')].map((one) => one.getBBox());
    const bars = [...mark.querySelectorAll('g:not(.later) > path[class^="mark-"]')].filter((path) => !path.closest(".coin"));
    const profile = bars.flatMap((path) => {
      const box = path.getBBox();
      const middle = box.y + box.height / 2;
      const found = [];
      for (let x = box.x + 0.5; x < box.x + box.width; x += 2) {
        const thick = [3.2, 2.1, 1.1, 0.2].find((half) => path.isPointInFill(new DOMPoint(x, middle + half)));
        if (thick) found.push([x, thick]);
      }
      return found;
    });
    const words = [...mark.querySelectorAll(".lanelabel")].map((one) => one.textContent).join(" ");
    return { name: mark.getAttribute("aria-label"), spans: boxes.map(({ x, width }) => [x, x + width]), profile, words };
  });
  return { width: scale, marks };
}
