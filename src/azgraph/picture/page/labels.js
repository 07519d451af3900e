// Labels of ties between others: along the curve where it is level enough, else level beside it.
const LABEL_FONT = () => `400 12.5px ${fontStack("sans")}`;

/** Place a label for each tie between others once, clear of names, strands and one another. */
function placeLabels(drawnTies, frame, boxes) {
  const placed = [];
  if (frame.mode === "narrow" || frame.tight) return placed;
  const taken = boxes.map((box) => corners(box));
  const lines = drawnTies.flatMap((drawn) =>
    drawn.strands.map((part) => ({ drawn, points: part.points, half: widest(part.strand) / 2 + 3 })),
  );
  const others = drawnTies.filter((drawn) => !drawn.spoke && drawn.strands.length);
  for (const drawn of others.sort((one, two) => lengthOf(two) - lengthOf(one))) {
    const text = longest(drawn.tie);
    if (!text) continue;
    const wide = measure(text, LABEL_FONT()) + 6;
    const spot = candidates(drawn.strands[0].points, wide, frame).find((candidate) => {
      const shape = candidate.shape;
      return (
        inside(shape, frame) &&
        !taken.some((box) => overlap(shape, box)) &&
        !lines.some((line) => crosses(shape, line, line.drawn === drawn))
      );
    });
    if (spot) {
      taken.push(spot.shape);
      placed.push({ drawn, ...spot });
    }
  }
  return placed;
}

function longest(tie) {
  const texts = tie.label.map(([, text]) => labelText(tie, text)).filter(Boolean);
  return texts.reduce((most, text) => (measure(text, LABEL_FONT()) > measure(most, LABEL_FONT()) ? text : most), "");
}

function labelText(tie, text) {
  if (!text) return "";
  const counts = tie.strands
    .map((strand) => [strand.sign, strandOn(strand, state.day).there])
    .filter(([, count]) => count);
  const sign = counts.length ? counts[counts.length - 1][0] : tie.strands[tie.strands.length - 1].sign;
  return `${SIGN_TEXT[sign]} ${text}`;
}

function lengthOf(drawn) {
  const points = drawn.strands[0].points;
  return Math.hypot(points[0][0] - points[points.length - 1][0], points[0][1] - points[points.length - 1][1]);
}

/** Possible spots along a curve: along it, then level on either side. */
function candidates(points, wide, frame) {
  const found = [];
  const steps = [14, 12, 16, 10, 18, 9, 19, 8, 20, 7, 21, 6, 22, 5, 23];
  for (const side of [-1, 1]) for (const step of steps) found.push(alongCurve(points, step, wide, side));
  for (const step of steps) {
    const [x, y] = points[step];
    const right = x < frame.middle;
    for (const drop of [0, 9, -9]) {
      const left = right ? x + 9 : x - 9 - wide;
      found.push({
        level: true,
        x: left,
        y: y + drop,
        shape: corners({ x: right ? x + 2 : left, y: y + drop - 9, width: wide + 7, height: 18 }),
      });
    }
  }
  return found.filter(Boolean);
}

function alongCurve(points, step, wide, side) {
  const [x, y] = points[step];
  const [ax, ay] = points[step - 4] || points[0];
  const [bx, by] = points[step + 4] || points[points.length - 1];
  const flip = bx < ax ? -1 : 1;
  const angle = Math.atan2((by - ay) * flip, (bx - ax) * flip);
  if (Math.abs(angle) > (25 * Math.PI) / 180) return null;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const lift = side * 11;
  const at = (dx, dy) => [x + dx * cos - (dy + lift) * sin, y + dx * sin + (dy + lift) * cos];
  const half = wide / 2;
  return {
    level: false,
    x: at(0, 0)[0],
    y: at(0, 0)[1],
    angle: (angle * 180) / Math.PI,
    shape: [at(-half, -8), at(half, -8), at(half, 8), at(-half, 8)],
  };
}

function corners({ x, y, width, height }) {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

function inside(shape, frame) {
  return shape.every(
    ([x, y]) =>
      x > frame.middle - frame.column + 4 && x < frame.middle + frame.column - 4 && y > 2 && y < frame.height - 34,
  );
}

/** Whether two convex shapes overlap, by separating axes. */
function overlap(one, two) {
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
function crosses(shape, line, own) {
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
