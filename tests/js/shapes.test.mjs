// Curves and boxes, by which labels find room.
import assert from "node:assert/strict";
import test from "node:test";

import { corners, crosses, overlap } from "../../src/azgraph/picture/page/boxes.js";
import { beside, cubic, distance, pathOf, trimmed } from "../../src/azgraph/picture/page/curves.js";

const square = corners({ x: 0, y: 0, width: 10, height: 10 });

test("boxes that share an edge do not overlap, those that share an area do", () => {
  assert.equal(overlap(square, corners({ x: 10, y: 0, width: 5, height: 5 })), false);
  assert.equal(overlap(square, corners({ x: 9, y: 9, width: 5, height: 5 })), true);
});

test("a turned box overlaps by its own corners, not by its bounds", () => {
  const diamond = [[19, 0], [38, 19], [19, 38], [0, 19]];
  assert.equal(overlap(corners({ x: 0, y: 0, width: 8, height: 8 }), diamond), false);
  assert.equal(overlap(corners({ x: 15, y: 15, width: 8, height: 8 }), diamond), true);
});

test("a strand crosses a label that lies on it or within its half width", () => {
  const strand = { points: [[-20, 13], [20, 13]], half: 4 };
  assert.equal(crosses(square, strand, false), true);
  assert.equal(crosses(square, { ...strand, half: 2 }, false), false);
});

test("a label may lie close to its own strand", () => {
  assert.equal(crosses(square, { points: [[-20, 13], [20, 13]], half: 4 }, true), false);
});

test("a curve begins and ends where it is told to", () => {
  const { points } = cubic([0, 0], [0, 10], [20, 10], [20, 0]);
  assert.deepEqual(points[0], [0, 0]);
  assert.deepEqual(points.at(-1), [20, 0]);
});

test("a trimmed line is shorter at both ends", () => {
  assert.equal(pathOf(trimmed([[0, 0], [10, 0], [20, 0]], 4, 6)), "M4.0 0.0L10.0 0.0L14.0 0.0");
});

test("a point's distance from a line is that from its nearest stretch", () => {
  assert.equal(distance([[0, 0], [10, 0]], 5, 3), 3);
  assert.equal(distance([[0, 0], [10, 0]], 13, 4), 5);
});

test("a strand beside another keeps its distance, to the right of its way", () => {
  assert.deepEqual(beside([[0, 0], [10, 0], [20, 0]], 3), [[0, 3], [10, 3], [20, 3]]);
  assert.deepEqual(beside([[0, 20], [0, 10], [0, 0]], 3), [[3, 20], [3, 10], [3, 0]]);
});
