import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeNetwork } from "../../../mnist/weights-file.ts";
import { agrees } from "../../../sims/course/agreement.ts";
import { timeWords } from "../../../sims/course/ddpm/time-words.ts";
import type { CourseEntry } from "../../../sims/course/entry.ts";
import { inWords } from "../../../sims/course/in-words.ts";
import * as registry from "../../../sims/course/index.ts";
import { lossFigure } from "../../../sims/course/trained/loss-figure.ts";
import { readTraining, type Training } from "../../../sims/course/trained/training.ts";
import { trainingOf } from "../../../sims/course/trained/training-of.ts";
import type { Context } from "../../../sims/simulation.ts";
import { MissingPartError, UsageError } from "../../../src/refusal.ts";
import { catches, near } from "../../support.ts";
import { emptyFolder, langevin, type RunJson, runJson } from "../command.ts";
import { networksHere, runEntry } from "./run-entry.ts";
import { tinyTraining } from "./tiny-training.ts";

const { ddpm, notebook, notebookConditional, threeConditions } = registry;
const weights = fileURLToPath(new URL("../../../mnist/weights/", import.meta.url));
const shipped = readdirSync(weights).filter((name) => existsSync(join(weights, name, "run.json")));
const reading = { input: async (path: string) => readFileSync(path) } as unknown as Context;

async function refusal(run: Promise<unknown>, kind: new (given: never) => Error): Promise<string> {
  const thrown = await run.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.instance(thrown, kind);
  return (thrown as Error).message;
}

for (const name of shipped) {
  test(`the shipped training ${name}: its files are those of its record, which names no place of a machine`, async () => {
    const folder = join(weights, name);
    const { outputs, status } = runJson(folder);
    assert.is(status, "done");
    for (const file of ["weights.safetensors", "metrics.jsonl"]) {
      const bytes = readFileSync(join(folder, file));
      assert.is(createHash("sha256").update(bytes).digest("hex"), outputs[file].sha256, file);
    }
    const places = /["' =](\/|[A-Z]:\\)\w/;
    assert.not.match(readFileSync(join(folder, "run.json"), "utf8"), places);
    catches("a path", () => assert.not.match("npx langevin mnist train --out /home/me", places));
    const training = await readTraining(reading, folder, "--weights");
    const { recipe } = decodeNetwork(readFileSync(training.weights), name);
    assert.is(recipe.name, training.recipe);
  });

  test(`the shipped training ${name}: the means of its steps are the losses of its epochs`, async () => {
    const { epochs, steps } = await readTraining(reading, join(weights, name), "--weights");
    for (const { epoch, loss } of epochs) {
      const part = steps.slice((epoch - 1) * 469, epoch * 469);
      const images = part.reduce((sum, step) => sum + step.images, 0);
      assert.is(images, 60_000, "the last batch of an epoch is kept");
      near(
        part.reduce((sum, step) => sum + (step.loss * step.images) / images, 0),
        loss,
        1e-12,
      );
    }
  });
}

const needs = [
  [notebook, "ve", "--recipe ve"],
  [notebookConditional, "ve-conditional", "--recipe ve-conditional"],
  [ddpm, "ddpm-simple", "--recipe ddpm"],
] as const;

for (const [entry, name, flags] of needs) {
  test(`${entry.name} without its weights says which command makes them`, async () => {
    const none = { ...networksHere, shipped: () => undefined };
    const run = runEntry(entry as unknown as CourseEntry, {}, undefined, none);
    const message = await refusal(run, MissingPartError);
    assert.ok(
      message.includes(`npx langevin mnist train ${flags} --out ${name}; then: npx langevin course `),
    );
  });
}

test("the second network of ddpm is asked to train for as long as the first", async () => {
  const simple = tinyTraining("ddpm", "simple", { channels: [8, 8], labels: false });
  const none = { ...networksHere, shipped: () => undefined };
  const run = runEntry(ddpm as unknown as CourseEntry, { simple }, undefined, none);
  const message = await refusal(run, MissingPartError);
  assert.match(message, /mnist train --recipe ddpm --network digits --minutes 1\.5 --out ddpm-digits;/);
  // the first is named again, or the advice would lead back to it
  assert.ok(
    message.endsWith(`then: npx langevin course ddpm --simple ${simple} --digits ddpm-digits`),
    message,
  );
});

test("ddpm claims the same time for its networks only where it was the same", () => {
  const words = (...minutes: readonly number[]) =>
    timeWords(
      minutes.map((m, k) => ({
        who: "AB"[k],
        training: { seconds: 60 * m, backend: "wasm" } as Training,
      })),
    );
  assert.match(words(104.6, 109), /about the same time: A 105 minutes on wasm, B 109 minutes on wasm\.$/);
  assert.match(words(10, 60), /^They were not trained for the same time: A 10 minutes .*, B 60 minutes/);
});

test("a folder that is no training, a training of another recipe, and one beside --train are refused", async () => {
  const other = tinyTraining("ddpm", "simple", { channels: [8, 8], labels: false });
  const damaged = tinyTraining("ve", "simple", { channels: [8, 8], labels: false });
  writeFileSync(join(damaged, "metrics.jsonl"), '{"images":128,"loss":');
  const open = (settings: Readonly<Record<string, unknown>>) =>
    refusal(runEntry(notebook as unknown as CourseEntry, settings), UsageError);
  assert.match(
    await open({ weights: other }),
    /a training of the recipe ddpm", expected one of the recipe ve/,
  );
  assert.match(await open({ weights: damaged }), /expected the folder of a langevin mnist train/);
  assert.match(await open({ weights: other, train: true }), /beside --train", expected one of the two/);
  // what a training is made with, where none is made
  assert.match(await open({ epochs: 8 }), /--epochs: got 8, expected --train beside it/);
  assert.match(await open({ weights: other, channels: 16 }), /--channels: got 16, expected --train/);
  const both = runEntry(ddpm as unknown as CourseEntry, { digits: other, train: true });
  assert.match(await refusal(both, UsageError), /--digits: .* beside --train/);
});

test("three-conditions refuses a network without one of its ways before it draws or judges", async () => {
  const given = tinyTraining("ve-conditional", "simple", { channels: [8, 8], labels: true });
  let asked = 0;
  const count = async (_: number, compute: () => Promise<unknown>) => {
    asked++;
    return compute();
  };
  const settings = { weights: join(given, "weights.safetensors") };
  const run = runEntry(threeConditions as unknown as CourseEntry, settings, count);
  assert.match(await refusal(run, UsageError), /The network is one of recipe "ve-conditional"/);
  assert.is(asked, 0);
});

test("of one digit there is no standard error: notebook draws two at least", () => {
  assert.is(notebook.config.parse({ count: 2 }).count, 2);
  assert.throws(() => notebook.config.parse({ count: 1 }));
});

test("a training that has not come to its end is shown, and said to be none that is done", async () => {
  const folder = tinyTraining("ve", "simple", { channels: [8, 8], labels: false });
  const said: string[] = [];
  const context = { ...reading, networks: async () => networksHere, say: (line: string) => said.push(line) };
  const show = () =>
    trainingOf(context as unknown as Context, {
      ...{
        entry: "notebook",
        name: "ve",
        flags: { recipe: "ve" },
        train: false,
        backend: undefined,
        seed: 0n,
      },
      ...{ run: folder, flag: "--weights" },
    });
  await show();
  assert.equal(said, []);
  const file = join(folder, "run.json");
  writeFileSync(file, JSON.stringify({ ...runJson(folder), status: "interrupted" }));
  assert.is((await show()).epochs.length, 2);
  assert.match(said.join(), /has not come to its end \(interrupted\)/);
});

test("the running loss is the mean of its epoch so far", async () => {
  const folder = tinyTraining("ve", "simple", { channels: [8, 8], labels: false });
  const { data } = lossFigure(await readTraining(reading, folder, "--weights"), [0.4]);
  const running = data.filter(({ xaxis }) => xaxis === "x2");
  assert.equal(
    running.map(({ x, y }) => [Array.from(x as Float64Array), Array.from(y as Float64Array)]),
    [
      [
        [0.5, 1],
        [0.5, 0.375],
      ],
      [
        [1.5, 2],
        [0.25, 0.1875],
      ],
    ],
  );
});

test("an epoch is as long as the run's record has it, lines may lack, and without one the steps are counted", async () => {
  const folder = tinyTraining("ve", "simple", { channels: [8, 8], labels: false });
  const [run, metrics] = ["run.json", "metrics.jsonl"].map((name) => join(folder, name));
  const rows = readFileSync(metrics, "utf8").trim().split("\n");
  const shown = async () => {
    const { data, layout } = lossFigure(await readTraining(reading, folder, "--weights"), [0.4]);
    const axis = data.some(({ xaxis }) => xaxis === "x2") ? "x2" : "x";
    const curves = data.filter(({ xaxis = "x" }) => xaxis === axis);
    return { curves: curves.map(({ x }) => Array.from(x as Float64Array)), text: JSON.stringify(layout) };
  };
  const small = rows.map((row) => row.replace("30000", "5000"));
  writeFileSync(metrics, small.join("\n"));
  assert.equal((await shown()).curves, [
    [0.5, 1],
    [1.5, 2],
  ]);
  writeFileSync(metrics, [rows[1], rows[3]].join("\n"));
  assert.equal((await shown()).curves, [[1], [2]]);
  writeFileSync(metrics, rows[0]);
  assert.match(await refusal(shown(), UsageError), /expected the folder of a langevin mnist train/);
  const { numbers, ...rest } = runJson(folder);
  writeFileSync(run, JSON.stringify({ ...rest, numbers: { ...numbers, epochs: [] } }));
  writeFileSync(metrics, rows.slice(0, 3).join("\n"));
  const { curves, text } = await shown();
  assert.equal(curves, [[1, 2, 3]]);
  assert.match(text, /"step"/);
});

test("a loss agrees within the share that is told; what another machine has is shown, not compared", () => {
  const loss = { key: "loss", quantity: "loss", value: 0.12, error: 0, lecture: 0.1, within: 0.25 };
  assert.is(agrees(loss), true);
  assert.is(agrees({ ...loss, value: 0.126 }), false);
  assert.is(agrees({ ...loss, value: 0.07 }), false);
  const time = { key: "time", quantity: "seconds", value: 200, error: 0, beside: [66, 67] } as const;
  assert.is(agrees(time), undefined);
  assert.is(inWords(time), "seconds: 200 (the lecture 66 to 67)");
});

test("--train leaves a training within the run, by the code of mnist train, and the page that shows it", async () => {
  const cwd = emptyFolder();
  const how = ["--quick", "--train", "--backend", "wasm", "--steps", "3", "--threads", "1"];
  const { code, err } = await langevin(["course", "notebook", ...how, "--out", "n"], { cwd });
  assert.is(code, 0, err);
  const [page, training]: RunJson[] = [runJson(join(cwd, "n")), runJson(join(cwd, "n", "ve"))];
  assert.is(training.status, "done");
  assert.is(training.config.recipe, "ve");
  assert.ok("checkpoints/a.safetensors" in training.outputs);
  assert.ok("pixel" in page.numbers);
  const report = readFileSync(join(cwd, "n", "report.html"), "utf8");
  assert.match(report, /npx langevin mnist train --recipe ve --epochs 0\.002 --channels 8 --backend wasm/);
});

test.run();
