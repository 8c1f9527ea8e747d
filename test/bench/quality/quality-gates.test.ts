import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Judged } from "./judged.ts";
import { qualityGates } from "./quality-gates.ts";

/** Somebody whose training counts this many seconds, as much again its drawing, and whose distance is in this interval. */
function judged(name: string, half: number, interval: [number, number]): Judged {
  const spent = { seconds: 2 * half, cpuSeconds: 4 * half, counted: half };
  const judgement = { frechet: (interval[0] + interval[1]) / 2, frechetInterval: interval, realFrechet: 8 };
  return {
    name,
    how: "",
    training: spent,
    sampling: spent,
    others: 0,
    samples: "",
    versions: {},
    ...judgement,
  };
}
const ours = judged("langevin", 100, [30, 40]);
const theirs = judged("PyTorch", 1000, [41, 90]);

const met = (a: Judged, b: Judged, more = {}) =>
  qualityGates({ quick: false, data: undefined, judged: [a, b], skipped: [], ...more }).map(
    (gate) => gate.met,
  );

test("digits that are nearer, in a tenth of the seconds that count", () => {
  assert.equal(met(ours, theirs), [true, true]);
  assert.is(
    qualityGates({ quick: false, data: undefined, judged: [theirs, ours], skipped: [] })[1].measured,
    "0.1000",
  );
});

test("intervals that overlap, digits that are farther, and a second too many are unmet", () => {
  assert.equal(met(ours, judged("PyTorch", 1000, [39, 90])), [false, true]);
  assert.equal(met(judged("langevin", 100, [95, 99]), theirs), [false, true]);
  assert.equal(met(judged("langevin", 100.5, [30, 40]), theirs), [true, false]);
});

test("a pace that was measured on a busy machine judges no time", () => {
  const busy = { ...theirs, others: 0.2 };
  assert.equal(met(ours, busy), [true, false]);
  const [, time] = qualityGates({ quick: false, data: undefined, judged: [ours, busy], skipped: [] });
  assert.match(time.unmetBecause ?? "", /others had 20 % of the processors/);
});

test("without its peer, or measured otherwise, a target is unmet", () => {
  assert.equal(met(ours, theirs, { quick: true }), [false, false]);
  assert.equal(met(ours, theirs, { data: "fashion" }), [false, false]);
  const skipped = [{ contestant: "PyTorch", reason: "no wheel" }];
  const alone = qualityGates({ quick: false, data: undefined, judged: [ours], skipped });
  for (const gate of alone) {
    assert.not(gate.met);
    assert.match(gate.unmetBecause ?? "", /PyTorch was skipped: no wheel/);
  }
});

test.run();
