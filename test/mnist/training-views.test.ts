import { decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Digits } from "../../mnist/data.ts";
import type { Recipe } from "../../mnist/recipes/recipe.ts";
import { recipeOf } from "../../mnist/recipes/recipe-of.ts";
import type { Drawn } from "../../mnist/sample.ts";
import { trainingViews } from "../../sims/node/training-views.ts";
import type { Context } from "../../sims/simulation.ts";
import type { DrawInput } from "../../sims/tasks/draw-digits.ts";

const tests: Digits = { count: 1, images: new Uint8Array(784), labels: new Uint8Array(1) };

/** A look with a network of which image n is n / 20 all over, drawn in so many passes that take so many seconds. */
async function look(recipe: Recipe, passes: number, gpu = false, seconds = 0) {
  const files = new Map<string, Uint8Array>();
  const parts: (readonly [first: number, count: number])[] = [];
  let now = 0;
  const drawn = ({ first, labels, instants = 0 }: DrawInput): Drawn => {
    parts.push([first, labels.length]);
    now += seconds;
    const images = Float32Array.from(
      { length: labels.length * 784 },
      (_, i) => (2 * (first + Math.floor(i / 784))) / 20 - 1,
    );
    return { images, frames: new Float32Array(instants * images.length), passes };
  };
  const context: Partial<Context> = {
    threads: 4,
    compute: async (task, input) =>
      (task === "drawDigits" ? drawn(input as DrawInput) : Array(10).fill(1)) as never,
    number() {},
    figure: async () => {},
    file: async (name, bytes) => void files.set(name, bytes),
  };
  const clock = { elapsed: () => now, seconds: () => now, pause: (work: () => Promise<void>) => work() };
  const options = { backend: { name: "cpu" }, gpu, recipe, seed: 1n, tests, clock } as const;
  const views = trainingViews(context as Context, options);
  now += 1;
  assert.ok(views.due(true), "the first epoch is looked at");
  await views.validate(3, new Uint8Array());
  await views.draw(3, new Uint8Array());
  const grid = decode(files.get("figures/digits-step-3.png") as Uint8Array);
  const dueAfter = (wait: number): boolean => {
    now += wait;
    return views.due(true);
  };
  return { parts, grid, dueAfter };
}

test("a look draws the recipe's grid, the first row at once and then a part a worker, or all on a GPU", async () => {
  const edm = recipeOf("edm");
  const { parts, grid } = await look(edm, 36);
  assert.equal(parts, [
    [0, 5],
    [5, 4],
    [9, 4],
    [13, 4],
    [17, 3],
  ]);
  const one = await look(edm, 36, true);
  assert.equal(one.parts, [
    [0, 5],
    [5, 15],
  ]);
  assert.equal(one.grid, grid);
  assert.ok(new Set(grid.data).size >= 20, "each image where it belongs");
});

test("where a digit takes a thousand passes a look is one row, and epochs shorter than a look wait for their turn", async () => {
  const ncsn = recipeOf("ncsn");
  const { parts, grid, dueAfter } = await look(ncsn, 1000, false, 60);
  assert.equal(parts, [[0, 5]]);
  const full = await look(ncsn, 36);
  assert.ok(3 * grid.height < full.grid.height, `${grid.height} and ${full.grid.height} pixels`);
  assert.is(grid.width, full.grid.width);
  assert.not(dueAfter(59));
  assert.ok(dueAfter(2));
});

test.run();
