// Labels of ties between others: along the curve where it is level enough, else level beside it; where there is no room
// for its words, the sign alone.
import { measure } from "./dom.js";
import { corners, crosses, overlap } from "./boxes.js";
import { fontStack } from "./geometry.js";
import { widest } from "./strands.js";

const LABEL_FONT = () => `400 12.5px ${fontStack("sans")}`;

/** Place a label for each tie between others once, clear of names, strands and one another. */
export function placeLabels(drawnTies, frame, boxes) {
  const placed = [];
  const taken = boxes.map((box) => corners(box));
  const lines = drawnTies.flatMap((drawn) =>
    drawn.strands.map((part) => ({ drawn, points: part.points, half: widest(part.strand) / 2 + 3 })),
  );
  const others = drawnTies.filter((drawn) => !drawn.spoke && drawn.strands.length);
  const place = (drawn, text, bare) => {
    const wide = measure(text, LABEL_FONT()) + 6;
    const free = ({ shape, on }) =>
      inside(shape, frame, bare ? 14 : -4) &&
      !taken.some((box) => overlap(shape, box)) &&
      !lines.some((line) => !(on && line.points === drawn.strands[0].points) && crosses(shape, line, line.drawn === drawn));
    for (const spot of candidates(drawn.strands[0].points, wide, frame, bare)) {
      if (!spot || !free(spot)) continue;
      taken.push(spot.shape);
      return placed.push({ drawn, bare, ...spot });
    }
  };
  const worded = others.filter(({ tie }) => longest(tie)).sort((one, two) => lengthOf(two) - lengthOf(one));
  const rest = worded.filter((drawn) => frame.narrow || !place(drawn, longest(drawn.tie)));
  for (const { x, y } of frame.places.values()) taken.push(corners({ x: x - 7, y: y - 7, width: 14, height: 14 }));
  // Short curves have less choice; among strands of two signs a sign stands on neither.
  for (const drawn of rest.reverse()) place(drawn, "\u00b1", drawn.strands[1] ? [9, -9, 13] : [0, 9, 13, -9]);
  return placed;
}

function longest(tie) {
  const wide = (text) => measure(text, LABEL_FONT());
  return tie.label.map(([, text]) => text).sort((one, two) => wide(two) - wide(one))[0];
}

function lengthOf(drawn) {
  const { points } = drawn.strands[0];
  const [[ax, ay], [bx, by]] = [points[0], points.at(-1)];
  return Math.hypot(ax - bx, ay - by);
}

/** Possible spots along a curve, as they are asked for: along it, then level beside it. */
function* candidates(points, wide, frame, bare) {
  const steps = [14, 12, 16, 10, 18, 9, 19, 8, 20, 7, 21, 6, 22, 5, 23];
  for (const beside of bare || []) for (const step of steps) yield signBy(points, step, beside, frame);
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

/** A sign alone: on a steep curve, else beside it, where the outer side is that of the names. */
function signBy(points, step, beside, frame) {
  const [[ax, ay], [at, y]] = [points[step - 1], points[step]];
  const x = at + (at < frame.middle ? -beside : beside);
  const on = !beside;
  if (on && Math.abs(y - ay) < Math.abs(at - ax)) return null;
  return { on, x, y, angle: 0, shape: corners({ x: x - 5, y: y - 6, width: 10, height: 12 }) };
}

function alongCurve(points, step, wide, side) {
  const [x, y] = points[step];
  const [[ax, ay], [bx, by]] = [points[step - 4], points[step + 4]];
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

function inside(shape, frame, beyond) {
  const least = frame.narrow ? 18 : frame.middle - frame.column - beyond;
  return shape.every(
    ([x, y]) =>
      x > least && x < frame.middle + frame.column + beyond && y > 2 && y < frame.height - 34,
  );
}
