// Whether shapes touch: labels against one another, strands against labels.
export function corners({ x, y, width, height }) {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** Whether two convex shapes overlap, by separating axes. */
export function overlap(one, two) {
  for (const shape of [one, two]) {
    for (let i = 0; i < shape.length; i += 1) {
      const [x1, y1] = shape[i];
      const [x2, y2] = shape[(i + 1) % shape.length];
      const [nx, ny] = [y2 - y1, x1 - x2];
      const onto = (points) => points.map(([x, y]) => x * nx + y * ny);
      const [a, b] = [onto(one), onto(two)];
      if (Math.max(...a) <= Math.min(...b) || Math.max(...b) <= Math.min(...a)) return false;
    }
  }
  return true;
}

/** Whether a strand runs through a shape; a label may lie close to its own. */
export function crosses(shape, line, own) {
  const margin = own ? 0.5 : line.half;
  let [left, top, right, foot] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of shape) {
    left = Math.min(left, x - margin);
    right = Math.max(right, x + margin);
    top = Math.min(top, y - margin);
    foot = Math.max(foot, y + margin);
  }
  for (let i = 1; i < line.points.length; i += 1) {
    const [x1, y1] = line.points[i - 1];
    const [x2, y2] = line.points[i];
    if ((x1 < left && x2 < left) || (x1 > right && x2 > right) || (y1 < top && y2 < top) || (y1 > foot && y2 > foot)) continue;
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [nx, ny] = [(-(y2 - y1) / length) * margin, ((x2 - x1) / length) * margin];
    if (
      overlap(shape, [
        [x1 + nx, y1 + ny],
        [x2 + nx, y2 + ny],
        [x2 - nx, y2 - ny],
        [x1 - nx, y1 - ny],
      ])
    )
      return true;
  }
  return false;
}
