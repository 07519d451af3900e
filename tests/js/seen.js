// What each mark of the lanes shows of time, on the screen: its ticks, its coin, its pill or capsule, how thick its bar is from
// left to right, and which ticks lie under the coin of any mark.
() => {
  const rect = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return [left, right, top, bottom];
  };
  const marks = [...document.querySelectorAll("#lane-rows .mark")];
  const coins = marks.flatMap((mark) => [...mark.querySelectorAll(".coin :is(circle, rect, path):not(.glyph, .rival)")].map((one) => rect(one)));
  const ticksOf = (mark) => [...mark.querySelectorAll('g:not(.later) > path:is(.pos, .neg, .neu)[stroke-width="1.5"]')].flatMap((path) => {
    const m = path.getScreenCTM();
    return [...path.getAttribute("d").matchAll(/M([-\d.]+) ([-\d.]+)v11/g)].map(([, x, y]) => [m.a * x + m.e, m.d * y + m.f]);
  });
  // Words in a pill, or behind it on ground that bears the word, need not say that it is expected.
  const borne = document.querySelector("#scale").textContent.includes("expected");
  const isSaid = (pill, label) => !label || (rect(label)[0] >= pill[0] - 1 && (borne || rect(label)[1] <= pill[1] + 1));
  return marks.map((mark) => {
    const bars = [...mark.querySelectorAll('g:not(.later) > path[class^="mark-"]')].filter((path) => !path.closest(".coin"));
    const profile = bars.flatMap((path) => {
      const box = path.getBBox();
      const middle = box.y + box.height / 2;
      const found = [];
      for (let x = box.x + 0.5; x < box.x + box.width; x += 1)
        found.push([3, 2.4, 1.6, 1.2, 0.8, 0.5, 0.1].find((half) => path.isPointInFill(new DOMPoint(x, middle + half))));
      return found.filter(Boolean);
    });
    const ticks = ticksOf(mark);
    const over = ticks.filter(([x, y]) => coins.some(([left, right, top, bottom]) => left - 1.5 < x && x < right + 1.5 && top - 2 < y + 5.5 && y + 5.5 < bottom + 2));
    const spans = [...mark.querySelectorAll(".pill, .capsule")].map((one) => rect(one)).map(([left, right]) => right - left);
    const opacity = [mark, ...mark.querySelectorAll("g")].reduce((least, one) => Math.min(least, Number(getComputedStyle(one).opacity)), 1);
    return {
      name: mark.getAttribute("aria-label"),
      words: [...mark.querySelectorAll(".lanelabel")].map((one) => one.textContent),
      ticks: ticks.map(([x]) => x).sort((one, two) => one - two),
      covered: over.length,
      leads: mark.querySelectorAll('[class^="head-"]').length,
      spans,
      profile,
      opacity,
      said: [...mark.querySelectorAll(".pill")].some((pill) => isSaid(rect(pill), mark.querySelector(":scope > .lanelabel"))),
    };
  });
}
