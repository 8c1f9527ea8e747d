import { test } from "uvu";
import * as assert from "uvu/assert";
import { energyDensity } from "../src/energy.ts";
import * as F from "../src/formula/index.ts";
import { near } from "./support.ts";

test("an energy that was typed in is the density exp(-E / T), with its score", async () => {
  const density = await energyDensity("(x^2 - 1)^2 + y^2/2", { temperature: 0.5 });
  assert.is(density.dimension, 2);
  assert.is(density.normalised, false);
  assert.is(density.diffused, undefined);
  near(F.evaluate(density.logDensity, [], [2, 3])[0], -(9 + 4.5) / 0.5, 1e-13);
  const score = F.evaluate(F.gradient(density.logDensity, 2), [], [2, 3]);
  near(score[0], -(4 * 2 * 3) / 0.5, 1e-13);
  near(score[1], -3 / 0.5, 1e-13);
});

test("its dimension is the largest coordinate that it names, or as many as asked for", async () => {
  assert.is((await energyDensity("x5^2")).dimension, 5);
  const wide = await energyDensity("x^2", { dimension: 3, window: [-1, 1] });
  assert.is(wide.dimension, 3);
  assert.equal(wide.window, [
    [-1, 1],
    [-1, 1],
    [-1, 1],
  ]);
});

test("a constant, a bad temperature and a hostile text are refused", async () => {
  const refusal = (text: string, options = {}) =>
    energyDensity(text, options).then(
      () => "",
      (e: Error) => `${e.name} ${e.message}`,
    );
  assert.match(await refusal("3"), /UsageError energy.*expression in the coordinates/);
  assert.match(await refusal("x^2", { temperature: 0 }), /UsageError temperature/);
  assert.match(await refusal("x^2", { window: [1, 0] }), /UsageError window/);
  assert.match(await refusal("x + z", { dimension: 2 }), /UsageError name in a formula/);
  assert.match(await refusal("process.exit()"), /UsageError/);
});

test.run();
