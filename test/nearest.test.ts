import { test } from "uvu";
import * as assert from "uvu/assert";
import { nearest } from "../src/index.ts";

const names = ["eight-gaussians", "gaussian", "heun", "mueller-brown", "swiss-roll", "two-moons", "ve", "vp"];

/** what was typed, and which name is meant */
const cases: readonly (readonly [typed: string, meant: string | undefined])[] = [
  ["huen", "heun"],
  ["swissroll", "swiss-roll"],
  ["VP", "vp"],
  ["swis", "swiss-roll"],
  ["swsi", "swiss-roll"],
  ["mueler", "mueller-brown"],
  ["two", "two-moons"],
  ["brown", "mueller-brown"],
  ["gauss", "gaussian"],
  ["eight", "eight-gaussians"],
  ["moon", "two-moons"],
  ["xyz", undefined],
  ["pinwheel", undefined],
  ["", undefined],
];

for (const [typed, meant] of cases) {
  test(`"${typed}" means ${meant ?? "nothing here"}`, () => assert.is(nearest(typed, names), meant));
}

test("a part of several names means none of them, nor do two letters in the middle of one", () => {
  assert.is(nearest("solver", ["heun", "dpm-solver-2m", "dpm-solver-2s"]), undefined);
  assert.is(nearest("2m", ["heun", "dpm-solver-2m", "dpm-solver-2s"]), undefined);
  assert.is(nearest("sde", ["heun", "dpm-solver-2m", "dpm-solver-2m-sde"]), "dpm-solver-2m-sde");
});

test("among no names none is near", () => assert.is(nearest("heun", []), undefined));

test.run();
