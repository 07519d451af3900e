// Curves as lists of points.
export function cubic(p0, p1, p2, p3) {
  const points = [];
  for (let step = 0; step <= 28; step += 1) {
    const t = step / 28;
    const s = 1 - t;
    points.push([0, 1].map((i) => s ** 3 * p0[i] + 3 * s * s * t * p1[i] + 3 * s * t * t * p2[i] + t ** 3 * p3[i]));
  }
  return { points };
}

/** Points beside others, so far to the right of their way (on a screen, where y grows downwards). */
export function beside(points, offset) {
  return points.map(([x, y], i) => {
    const [[x1, y1], [x2, y2]] = [points[Math.max(0, i - 1)], points[Math.min(points.length - 1, i + 1)]];
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    return [x - ((y2 - y1) * offset) / length, y + ((x2 - x1) * offset) / length];
  });
}

/** A path through points, rounded to a tenth of a pixel. */
export function pathOf(points) {
  return "M" + points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
}

/** The points without a stretch at one end or the other. */
export function trimmed(points, fromStart, fromEnd) {
  return cut(cut(points, fromStart).reverse(), fromEnd).reverse();
}

function cut(points, length) {
  const rest = points.slice();
  while (length > 0 && rest.length > 2) {
    const step = Math.hypot(rest[1][0] - rest[0][0], rest[1][1] - rest[0][1]);
    if (step > length) break;
    length -= step;
    rest.shift();
  }
  if (length > 0) {
    const [[x1, y1], [x2, y2]] = rest;
    const step = Math.hypot(x2 - x1, y2 - y1) || 1;
    const share = Math.min(0.98, length / step);
    rest[0] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
  }
  return rest;
}

/** How far a point lies from a polyline; plain loops, as it is asked ten thousand times. */
export function distance(points, x, y) {
  let least = Infinity;
  for (let i = 1; i < points.length; i += 1) {
    const one = points[i - 1];
    const dx = points[i][0] - one[0];
    const dy = points[i][1] - one[1];
    const px = x - one[0];
    const py = y - one[1];
    const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
    const square = (px - t * dx) ** 2 + (py - t * dy) ** 2;
    if (square < least) least = square;
  }
  return Math.sqrt(least);
}
