// Days as the page compares them.
import assert from "node:assert/strict";
import test from "node:test";

import { dayInWords, dayOf, isDay, monthsOn, numberOf, valueAt, within } from "../../src/azgraph/picture/page/days.js";

test("a span holds both its days, and all days on an open side", () => {
  assert.ok(within(["2025-10-01", "2025-10-31"], "2025-10-01"));
  assert.ok(within(["2025-10-01", "2025-10-31"], "2025-10-31"));
  assert.ok(within([null, "2025-10-31"], "0001-01-01"));
  assert.ok(within(["2025-10-01", null], "9999-12-31"));
});

test("no span holds no day", () => {
  assert.equal(within(null, "2025-10-01"), false);
  assert.equal(within(["2025-10-01", "2025-10-31"], "2025-11-01"), false);
});

test("a value holds until the next one begins", () => {
  const stages = [["0001-01-01", "negotiating"], ["2025-08-08", "initialled"]];
  assert.equal(valueAt(stages, "2025-08-07"), "negotiating");
  assert.equal(valueAt(stages, "2025-08-08"), "initialled");
  assert.equal(valueAt([], "2025-08-08"), "");
});

test("only days of the calendar are days", () => {
  for (const day of ["2024-02-29", "2025-12-31", "0991-03-01"]) assert.ok(isDay(day), day);
  for (const text of ["2025-02-29", "2025-13-01", "2025-1-1", "0000-01-01", "today", ""]) assert.ok(!isDay(text), text);
});

test("a day is a number and back", () => {
  for (const day of ["1969-12-31", "1970-01-01", "2025-08-08"]) assert.equal(dayOf(numberOf(day)), day);
  assert.equal(numberOf("2025-03-01") - numberOf("2025-02-28"), 1);
});

test("a month on from the last day of January is the last of February", () => {
  assert.equal(monthsOn("2025-01-31", 1), "2025-02-28");
  assert.equal(monthsOn("2024-03-31", -1), "2024-02-29");
});

test("a day in words has no leading nought", () => {
  assert.equal(dayInWords("2025-08-08"), "8 August 2025");
});
