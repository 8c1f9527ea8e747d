import { test } from "uvu";
import * as assert from "uvu/assert";
import { near } from "../../support.ts";
import { compareTraining, type TrainingRow } from "./compare-training.ts";
import type { Trainer } from "./trainer.ts";
import { trainingGates } from "./training-gates.ts";

/** A trainer whose steps take these seconds, round after round, and begin with these losses. */
function trainer(name: string, seconds: readonly number[], losses = [1, 0.9]): Trainer {
  let round = -1;
  return {
    name,
    kind: name === "ours" ? "ours" : "peer",
    versions: {},
    steps: async (count) => ({ seconds: count * (seconds[round++] ?? 0), losses }),
    close: async () => {},
  };
}
const rounds = { count: 3, steps: 2, pause: 0 };
const race = (network: string, ...trainers: readonly Trainer[]): Promise<TrainingRow[]> =>
  compareTraining(network, trainers, rounds);
const gates = (rows: readonly TrainingRow[], more = {}) =>
  trainingGates({ rows, skipped: [], batch: 128, backend: "tensorflow", ...more });
const of = (network: string, found: ReturnType<typeof gates>) =>
  found.find((gate) => gate.network === network)!;

test("a ratio is the median of those of the rounds: a disturbed round that both had does not count", async () => {
  const rows = await race(
    "unet",
    trainer("ours", [1, 10, 1]),
    trainer("first", [2, 20, 2]),
    trainer("last", [1.1, 11, 1.1]),
  );
  near(rows[1].overOurs, 2, 1e-12);
  const gate = of("unet", gates(rows));
  near(gate.measured ?? Number.NaN, 1 / 1.1, 1e-12);
  assert.ok(gate.met, "against the faster of the two");
});

test("a step that is too slow is unmet, each network by its own target", async () => {
  const slow = (network: string) =>
    race(network, trainer("ours", [1.1, 1.1, 1.1]), trainer("last", [1, 1, 1]));
  assert.ok(of("unet", gates(await slow("unet"))).met);
  assert.not(of("digits", gates(await slow("digits"))).met);
});

test("a peer with other losses is another network, and nothing is judged by it", async () => {
  for (const losses of [
    [1.01, 0.9],
    [1, 0.95],
    [Number.NaN, 0.9],
  ]) {
    const rows = await race("unet", trainer("ours", [1, 1, 1]), trainer("last", [2, 2, 2], losses));
    assert.not(rows[1].agrees);
    assert.match(of("unet", gates(rows)).unmetBecause ?? "", /last begins with losses/);
  }
});

test("without its peer, or measured otherwise, a target is unmet", async () => {
  const ours = await race("unet", trainer("ours", [1, 1, 1]));
  const skipped = [{ contestant: "PyTorch eager", reason: "no wheel" }];
  assert.match(
    of("unet", gates(ours, { skipped })).unmetBecause ?? "",
    /PyTorch eager was skipped: no wheel/,
  );
  assert.match(of("unet", gates(ours)).unmetBecause ?? "", /not run/);
  const both = await race("unet", trainer("ours", [1, 1, 1]), trainer("last", [2, 2, 2]));
  assert.match(of("unet", gates(both, { batch: 2 })).unmetBecause ?? "", /batches of 128/);
  assert.match(of("unet", gates(both, { backend: "wasm" })).unmetBecause ?? "", /on tensorflow/);
});

test.run();
