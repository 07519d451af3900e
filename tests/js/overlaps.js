// Where labels of a picture touch each other or a mark of another, are crossed by a strand, leave the picture or are too
// small, and which strands run under another for more than half of their way.
(given) => {
  const { home, texts = `${home} svg text`, strands = `${home} .strand:not(.gone)` } = typeof given === "string" ? { home: given } : given;
  const visible = [...document.querySelectorAll(texts)].filter((text) =>
    !text.classList.contains("halo") && !text.closest(".gone") && text.textContent.trim());
  const sign = (text) => ({ "+": "pos", "\u2212": "neg", "\u00b1": "neu" })[text.textContent];
  const corners = (text) => {
    const [box, m] = [text.getBBox(), text.getScreenCTM()];
    const trim = sign(text) ? 4 : 2; // a sign is no higher than it is wide
    const [top, foot] = [box.y + trim, box.y + box.height - trim];
    return [[box.x, top], [box.x + box.width, top], [box.x + box.width, foot], [box.x, foot]]
      .map(([x, y]) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f]);
  };
  const size = (text) => Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b);
  const labels = visible.map((text) => ({ text: text.textContent, shape: corners(text), own: text.matches(".tielabel") && sign(text), lines: new Set() }));
  const apart = (one, two) => [one, two].some((shape) => shape.some(([x1, y1], i) => {
    const [x2, y2] = shape[(i + 1) % shape.length];
    const [a, b] = [one, two].map((points) => points.map(([x, y]) => x * (y2 - y1) + y * (x1 - x2)));
    return Math.max(...a) <= Math.min(...b) || Math.max(...b) <= Math.min(...a);
  }));
  const touching = [];
  labels.forEach((one, i) => labels.slice(i + 1).forEach((two) => {
    if (!apart(one.shape, two.shape)) touching.push([one.text, two.text]);
  }));
  const holds = (shape, [x, y]) => Math.abs(shape.reduce((sum, [x1, y1], i) => {
    const [x2, y2] = shape[(i + 1) % shape.length];
    return sum + Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  }, 0)) === shape.length;
  const crossed = new Set();
  const lines = [...document.querySelectorAll(strands)].map((strand) => {
    const m = strand.getScreenCTM();
    const points = [];
    for (let at = 0; at < strand.getTotalLength(); at += 3) {
      const point = strand.getPointAtLength(at);
      points.push([m.a * point.x + m.c * point.y + m.e, m.b * point.x + m.d * point.y + m.f]);
    }
    const reach = [0, 1].map((axis) => points.map((point) => point[axis])).flatMap((list) => [Math.min(...list), Math.max(...list)]);
    return { name: `${strand.dataset.tie} ${strand.classList[1]}`, points, reach, half: parseFloat(strand.getAttribute("stroke-width")) / 2 };
  });
  for (const { name, points } of lines)
    for (const point of points) for (const label of labels) if (holds(label.shape, point)) label.lines.add(name);
  // A sign alone may stand on the one tie that is its own.
  for (const { text, own, lines } of labels) if (lines.size > 1 || (lines.size && !(own && [...lines][0].endsWith(` ${own}`)))) crossed.add(text);
  const hidden = [];
  for (const under of lines.filter((line) => !line.name.startsWith("undefined")))
    for (const over of lines) {
      const [a, b] = [under.reach, over.reach];
      if (under === over || a[0] > b[1] || b[0] > a[1] || a[2] > b[3] || b[2] > a[3]) continue;
      const room = Math.max(over.half, 1.5);
      const lost = under.points.filter(([x, y]) => over.points.some(([u, v]) => Math.abs(u - x) < 4 && Math.hypot(u - x, v - y) < room));
      if (lost.length > under.points.length / 2) hidden.push([under.name, over.name]);
    }
  const shapes = [...document.querySelectorAll(`${home} .mark :is(path, rect, circle):not(.ring)`)].map((shape) =>
    ({ box: shape.getBoundingClientRect(), mark: shape.closest(".mark"), coin: shape.closest(".coin") }));
  for (const text of visible) {
    const box = text.getBoundingClientRect();
    const [top, foot] = [box.top + 3, box.bottom - 3];
    for (const one of shapes) {
      const own = one.mark === text.closest(".mark") && !one.coin;
      const apart = one.box.right <= box.left || one.box.left >= box.right || one.box.bottom <= top || one.box.top >= foot;
      if (!own && !apart) crossed.add(text.textContent);
    }
  }
  const wide = document.documentElement.clientWidth;
  return {
    labels: labels.length,
    touching,
    crossed: [...crossed],
    hidden,
    outside: labels.filter(({ shape }) => shape.some(([x]) => x < 0 || x > wide)).map(({ text }) => text),
    small: visible.filter((text) => parseFloat(getComputedStyle(text).fontSize) * size(text) < 12).map((text) => text.textContent),
    sideways: document.documentElement.scrollWidth > wide,
  };
}
