import { test } from "uvu";
import * as assert from "uvu/assert";
import { emptyFolder, langevin } from "../sims/command.ts";
import { seedOf } from "../support.ts";

interface Numbers {
  readonly sure: number;
  readonly recognised: number;
  readonly takenFor: readonly number[];
  readonly frechetRatio: number;
  readonly nearest: number;
  readonly closerThanTests: number;
  readonly judgeAccuracy: number;
}

// What each of these numbers says of noise, copies, missing and wrong digits: test/sims/evaluation.test.ts.
test("500 digits drawn with the shipped weights are recognised, varied, like real ones, and no copies", async () => {
  const args = ["mnist", "evaluate", "--count", "500", "--seed", `${seedOf("digits")}`, "--json", "--quiet"];
  const { code, out, err } = await langevin(args, { cwd: emptyFolder() });
  assert.is(code, 0, err);
  const numbers: Numbers = JSON.parse(out).numbers;
  assert.ok(numbers.judgeAccuracy >= 0.99, `the judge reads ${numbers.judgeAccuracy}`);
  assert.ok(numbers.sure >= 0.7, `sure of ${numbers.sure}`);
  assert.ok(numbers.recognised >= 0.9, `recognised: ${numbers.recognised}`);
  assert.ok(numbers.takenFor.filter((n) => n > 0).length >= 8, `taken for ${numbers.takenFor}`);
  assert.ok(numbers.frechetRatio <= 12, `${numbers.frechetRatio} times the distance of real images`);
  assert.ok(numbers.nearest > 3, `median distance to the nearest: ${numbers.nearest}`);
  assert.ok(numbers.closerThanTests < 0.05, `nearer than tests: ${numbers.closerThanTests}`);
});

test.run();
