// Labels of ties between others: along the curve where it is level enough, else level beside it.
import { measure } from "./dom.js";
import { corners, crosses, overlap } from "./boxes.js";
import { fontStack } from "./geometry.js";
import { widest } from "./strands.js";

const LABEL_FONT = () => `400 12.5px ${fontStack("sans")}`;

/** Place a label for each tie between others once, clear of names, strands and one another. */
export function placeLabels(drawnTies, frame, boxes) {
  const placed = [];
  if (frame.mode === "narrow") return placed;
  const taken = boxes.map((box) => corners(box));
  const lines = drawnTies.flatMap((drawn) =>
    drawn.strands.map((part) => ({ drawn, points: part.points, half: widest(part.strand) / 2 + 3 })),
  );
  const others = drawnTies.filter((drawn) => !drawn.spoke && drawn.strands.length);
  for (const drawn of others.sort((one, two) => lengthOf(two) - lengthOf(one))) {
    const text = longest(drawn.tie);
    if (!text) continue;
    const wide = measure(text, LABEL_FONT()) + 6;
    const free = ({ shape }) =>
      inside(shape, frame) &&
      !taken.some((box) => overlap(shape, box)) &&
      !lines.some((line) => crosses(shape, line, line.drawn === drawn));
    for (const spot of candidates(drawn.strands[0].points, wide, frame)) {
      if (!spot || !free(spot)) continue;
      taken.push(spot.shape);
      placed.push({ drawn, ...spot });
      break;
    }
  }
  return placed;
}

function longest(tie) {
  const texts = tie.label.map(([, text]) => text);
  return texts.reduce((most, text) => (measure(text, LABEL_FONT()) > measure(most, LABEL_FONT()) ? text : most), "");
}

function lengthOf(drawn) {
  const points = drawn.strands[0].points;
  return Math.hypot(points[0][0] - points[points.length - 1][0], points[0][1] - points[points.length - 1][1]);
}

/** Possible spots along a curve, as they are asked for: along it, then level on either side. */
function* candidates(points, wide, frame) {
  const steps = [14, 12, 16, 10, 18, 9, 19, 8, 20, 7, 21, 6, 22, 5, 23];
  for (const side of [-1, 1]) for (const step of steps) yield alongCurve(points, step, wide, side);
  for (const step of steps) {
    const [x, y] = points[step];
    const right = x < frame.middle;
    for (const drop of [0, 9, -9]) {
      const left = right ? x + 3 : x - 3 - wide;
      yield {
        level: true,
        x: left,
        y: y + drop,
        shape: corners({ x: right ? x + 2 : left, y: y + drop - 9, width: wide + 1, height: 18 }),
      };
    }
  }
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

function inside(shape, frame) {
  return shape.every(
    ([x, y]) =>
      x > frame.middle - frame.column + 4 && x < frame.middle + frame.column - 4 && y > 2 && y < frame.height - 34,
  );
}
