import { test } from "uvu";
import * as assert from "uvu/assert";
import { near } from "../support.ts";
import { geometricMean, median, spread } from "./statistics.ts";
import { table } from "./table.ts";

test("the median is the middle value, or the mean of the two middle ones", () => {
  assert.is(median([3, 1, 2]), 2);
  assert.is(median([10, 9, 2, 1]), 5.5);
  assert.is(median([7]), 7);
  assert.ok(Number.isNaN(median([])));
});

test("the values are not sorted in place", () => {
  const values = [3, 1, 2];
  median(values);
  assert.equal(values, [3, 1, 2]);
});

test("the spread is that of the extremes over the median", () => {
  assert.is(spread([2, 4, 3]), 2 / 3);
  assert.is(spread([5]), 0);
});

test("the geometric mean of a ratio and its inverse is 1", () => near(geometricMean([4, 1 / 4]), 1, 1e-15));

test("a table aligns its first column to the left and the others to the right", () => {
  assert.equal(table(["", "rate"], [["numpy", "2"]]), ["       rate", "numpy     2"]);
});

test.run();
