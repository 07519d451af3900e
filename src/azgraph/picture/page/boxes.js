// Whether shapes touch: labels against one another, strands against labels.
export function corners({ x, y, width, height }) {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** Whether two convex shapes overlap, by separating axes: the level and the upright first, which part most. */
export function overlap(one, two) {
  if (apart(one, two, 1, 0) || apart(one, two, 0, 1)) return false;
  for (const shape of [one, two])
    for (let i = 0; i < shape.length; i += 1) {
      const next = shape[(i + 1) % shape.length];
      if (apart(one, two, next[1] - shape[i][1], shape[i][0] - next[0])) return false;
    }
  return true;
}

/** Whether two shapes lie one after the other along a direction; plain loops, as it is asked ten thousand times. */
function apart(one, two, nx, ny) {
  let [low, high, least, most] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const point of one) {
    const at = point[0] * nx + point[1] * ny;
    if (at < low) low = at;
    if (at > high) high = at;
  }
  for (const point of two) {
    const at = point[0] * nx + point[1] * ny;
    if (at < least) least = at;
    if (at > most) most = at;
  }
  return high <= least || most <= low;
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
