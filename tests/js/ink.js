// What of the words in the lanes is painted over or touched: by the halo or the letters of others that are drawn later, by
// lines between rows, by the line of the day. From the boxes of the letters' ink, a quarter of a pixel less on each side.
() => {
  const pen = document.createElement("canvas").getContext("2d");
  const words = [...document.querySelectorAll("#lane-rows svg text")].flatMap((text) => {
    const look = getComputedStyle(text);
    const halo = look.stroke === "none" ? 0 : parseFloat(look.strokeWidth) / 2;
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) {
      const { data, parentNode: home } = walk.currentNode;
      if (!data.trim()) continue;
      const own = getComputedStyle(home);
      pen.font = `${own.fontWeight} ${own.fontSize} ${own.fontFamily}`;
      const ink = pen.measureText(data);
      const { x, y } = home.getStartPositionOfChar(0).matrixTransform(text.getScreenCTM());
      const box = [x - ink.actualBoundingBoxLeft, y - ink.actualBoundingBoxAscent, x + ink.actualBoundingBoxRight, y + ink.actualBoundingBoxDescent];
      found.push({ text, data, halo, box: box.map((one, at) => one + (at < 2 ? 0.25 : -0.25)) });
    }
    return found;
  });
  const grown = ([a, b, c, d], by) => [a - by, b - by, c + by, d + by];
  const meet = (one, two) => one[0] < two[2] && two[0] < one[2] && one[1] < two[3] && two[1] < one[3];
  const over = words.flatMap((one, at) => words.slice(at + 1).filter((two) => two.text !== one.text && meet(grown(two.box, two.halo), one.box)).map((two) => [two.data, one.data]));
  // Paths of moves and straight lines, as boxes.
  const lines = [...document.querySelectorAll("#lane-rows path:is(.between, .dayline)")].flatMap((path) => {
    const m = path.getScreenCTM();
    const half = parseFloat(getComputedStyle(path).strokeWidth) / 2;
    let [x, y] = [0, 0];
    return path.getAttribute("d").match(/[MHV][^MHV]+/g).flatMap((step) => {
      const [from, to] = [[x, y], step.slice(1).trim().split(" ").map(Number)];
      [x, y] = step[0] === "M" ? to : step[0] === "H" ? [to[0], y] : [x, to[0]];
      const box = [m.a * Math.min(from[0], x) + m.e, m.d * Math.min(from[1], y) + m.f, m.a * Math.max(from[0], x) + m.e, m.d * Math.max(from[1], y) + m.f];
      return step[0] === "M" ? [] : [{ name: path.classList[0], box: grown(box, half) }];
    });
  });
  // Paper keeps the line of the day from the words that lie on it.
  const papers = [...document.querySelectorAll("#lane-rows .undated")].map((one) => one.getBoundingClientRect());
  const onPaper = ([, top, , foot]) => papers.some((one) => one.top < top && foot < one.bottom);
  const touches = ({ name, box }, one) => meet(box, one.box) && !(name === "dayline" && onPaper(one.box));
  const touched = lines.flatMap((line) => words.filter((one) => touches(line, one)).map(({ data }) => [line.name, data]));
  return { words: words.length, lines: lines.length, over, touched };
}
