import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { decode } from "fast-png";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { pixels } from "../../mnist/data.ts";
import type { NetworkSpec } from "../../mnist/networks/network.ts";
import { networkOf } from "../../mnist/networks/network-of.ts";
import { recipeOf } from "../../mnist/recipes/recipe-of.ts";
import { initialWeights } from "../../mnist/weights.ts";
import { encodeNetwork } from "../../mnist/weights-file.ts";
import { backendWords } from "../../sims/node/backend-words.ts";
import { testDigits, trainingDigits } from "../../sims/node/digits-data.ts";
import { drawnBy } from "../../sims/node/drawn-by.ts";
import { parseFlags } from "../../sims/node/flags.ts";
import { mnistEvaluate } from "../../sims/node/mnist-evaluate.ts";
import { mnistSample } from "../../sims/node/mnist-sample.ts";
import { readDrawing } from "../../sims/node/read-drawing.ts";
import { runFlags } from "../../sims/node/run-flags.ts";
import type { Context } from "../../sims/simulation.ts";
import { UsageError } from "../../src/refusal.ts";
import { emptyFolder, langevin, runJson } from "../sims/command.ts";

const cwd = emptyFolder();

/** A file of a network that has learned nothing. */
function untrained(name: string, recipe: string, spec: NetworkSpec): string {
  const network = networkOf(spec);
  const weights = initialWeights(network.parameters, 3n);
  const trained = { recipe: recipeOf(recipe), spec, network, weights };
  writeFileSync(join(cwd, name), encodeNetwork(trained, "F32"));
  return name;
}
const small = { name: "digits", size: { channels: [8, 8], blocks: [1, 1, 1], embedding: 8 } };
const edm = untrained("edm.safetensors", "edm", small);
const ve = untrained("ve.safetensors", "ve", { name: "simple", size: { channels: [2, 2] } });

/** The numbers of a .npy file, whose header is looked at. */
function npy(folder: string, name: string, header: RegExp): Buffer {
  const bytes = readFileSync(join(cwd, folder, name));
  const start = 10 + bytes.readUInt16LE(8);
  assert.match(bytes.toString("latin1", 0, start), header);
  return bytes.subarray(start);
}
const floats = (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);

const sample = async (...flags: string[]) => {
  const { code, err, out } = await langevin(["mnist", "sample", "--backend", "wasm", ...flags], { cwd });
  assert.is(code, 0, err);
  return out;
};

test("the folder of a training stands for its weights", async () => {
  mkdirSync(join(cwd, "run"));
  copyFileSync(join(cwd, edm), join(cwd, "run", "weights.safetensors"));
  const how = ["--count", "1", "--steps", "1", "--label", "3"];
  await sample(...how, "--weights", edm, "--out", "by-file");
  await sample(...how, "--weights", "run", "--out", "by-folder");
  const samples = (run: string) => readFileSync(join(cwd, run, "samples.npy"));
  assert.equal(samples("by-folder"), samples("by-file"));
  mkdirSync(join(cwd, "none"));
  const { code, err } = await langevin(["mnist", "sample", "--weights", "none"], { cwd });
  assert.is(code, 2);
  assert.match(err, /--weights: got .*weights\.safetensors, which does not exist/);
});

test("digits that are asked for come in turn, with labels.npy, a page, a strip, and what it took", async () => {
  const how = ["--weights", edm, "--count", "6", "--steps", "2", "--label", "1,8", "--guidance", "1"];
  const out = await sample(...how, "--out", "a");
  assert.match(out, /6 digits by heun in 2 steps, guidance 1: 10 passes of the network each/);
  assert.equal([...npy("a", "labels.npy", /'\|u1'.*\(6,\)/)], [1, 8, 1, 8, 1, 8]);
  const found = floats(npy("a", "samples.npy", /'<f4'.*\(6, 28, 28\)/));
  const page = decode(readFileSync(join(cwd, "a", "digits.png")));
  assert.equal([page.width, page.height, page.channels], [4 * 148, 4 * 58, 1]);
  const strip = decode(readFileSync(join(cwd, "a", "strip.png")));
  assert.ok(strip.width === 4 * (3 * 30 - 2) && strip.height > 4 * 28, "two steps have three instants");
  const { numbers, outputs, inputs } = runJson(join(cwd, "a")) as ReturnType<typeof runJson> & {
    inputs: Record<string, unknown>;
  };
  assert.is(numbers.passes, 10);
  assert.is(numbers.recipe, "edm");
  assert.ok(outputs["figures/strip.html"] && inputs[edm]);
  // the top left pixels of the page are those of the first digit
  for (const k of [0, 5, 300]) {
    const at = 4 * Math.floor(k / 28) * page.width + 4 * (k % 28);
    assert.is(page.data[at], Math.round(255 * found[k]));
    const last = 4 * Math.floor(k / 28) * strip.width + 4 * (60 + (k % 28));
    assert.is(strip.data[last], page.data[at], "a strip ends with its digit");
  }
  await sample(...how, "--out", "b", "--raw", "--threads", "1");
  const raw = floats(npy("b", "samples.npy", /\(6, 28, 28\)/));
  assert.ok(raw.some((x) => Math.abs(x) > 1));
  assert.equal(
    raw.map((x) => Math.min(1, Math.max(0, (x + 1) / 2))),
    found,
  );
});

test("a network without labels draws any digit, by its own recipe, and leaves no labels.npy", async () => {
  const out = await sample("--weights", ve, "--steps", "3", "--out", "c");
  assert.match(out, /20 digits by euler-maruyama in 3 steps: 3 passes/);
  const { outputs } = runJson(join(cwd, "c"));
  assert.ok(!("labels.npy" in outputs));
  npy("c", "samples.npy", /\(20, 28, 28\)/);
});

test("a classifier that guides is named, cited, and its gradients counted", async () => {
  const how = ["--weights", ve, "--count", "1", "--steps", "2", "--label", "3", "--guide", "classifier"];
  const out = await sample(...how, "--guidance", "1", "--out", "g");
  assert.match(
    out,
    /1 digit by euler-maruyama in 2 steps, guided by a classifier, w = 1: 2 passes of the network and 2 gradients of the classifier each/,
  );
  const { numbers, references } = runJson(join(cwd, "g"));
  assert.equal([numbers.guide, numbers.passes, numbers.classifierGradients], ["classifier", 2, 2]);
  assert.match(references.join(), /Dhariwal.*2105\.05233/);
  assert.not.match(references.join(), /2207\.12598/);
});

const context = {
  memory: 1e9,
  input: async (path: string) => readFileSync(resolve(cwd, path)),
} as unknown as Context;

test("no digit asked for leaves guidance nothing to strengthen, and the run says so", async () => {
  const said: string[] = [];
  const told = { ...context, say: (line: string) => void said.push(line) } as Context;
  const read = (label: string) =>
    readDrawing({ seed: 0n, weights: edm, label, guidance: 2, backend: "wasm" }, told);
  const any = await read("any");
  assert.is(any.guidance, 0);
  assert.match(said.join(), /--guidance 2 has no effect/);
  const { by, numbers } = drawnBy(any, 3);
  assert.is(by, "heun in 9 steps");
  assert.is(numbers.guide, "none");
  const one = await read("1");
  assert.is(one.guidance, 2);
  const uniform = { ...one, sampling: { ...one.sampling, spacing: "uniform" } } as const;
  assert.is(drawnBy(uniform, 3).by, "heun in 9 steps of a uniform grid, guidance 2");
  assert.is(said.length, 1);
  const why = "as asked";
  assert.is(backendWords({ backend: { name: "wasm" }, why }), "wasm (as asked)");
  assert.match(backendWords({ backend: { name: "cpu" }, why }), /slower than wasm by an order of magnitude/);
});

test("the command line names the flag of what the library refuses, once, and no other thing so", async () => {
  for (const [flags, says] of [
    [["--label", "3"], /^error: --label: got 3, expected any: the network was trained without labels/],
    [["--guidance", "1"], /^error: --guidance: got 1, expected 0/],
    [["--steps", "1"], /^error: --steps of the recipe's loop: got 1, expected an integer >= 2/],
  ] as const) {
    const { code, err } = await langevin(["mnist", "sample", "--weights", ve, ...flags], { cwd });
    assert.is(code, 2, err);
    assert.match(err, says);
  }
});

const refused = (work: Promise<unknown>, what: RegExp): Promise<void> =>
  work.then(
    () => assert.unreachable(`accepted: ${what}`),
    (error) => {
      assert.instance(error, UsageError);
      assert.match(error.message, what);
    },
  );

test("what a network cannot do, and more memory than there is, are refused before anything is drawn", async () => {
  const other = readFileSync(join(cwd, edm));
  other.write("langevin digits 9", other.indexOf("langevin digits 2"));
  writeFileSync(join(cwd, "other.safetensors"), other);
  writeFileSync(join(cwd, "package.json"), '{ "name": "a package" }');
  for (const [asked, what] of [
    [
      { weights: ve, label: "3" },
      /^label: got 3, expected any: the network was trained without labels.*"ve"/,
    ],
    [{ weights: ve, guidance: 1 }, /^guidance: got 1, expected 0.*"ve"/],
    [{ weights: ve, steps: 1 }, /^steps of the recipe's loop: got 1, expected an integer >= 2/],
    [{ weights: ve, set: { variance: 1 } }, /variance/],
    [{ weights: edm, solver: "hein" }, /^--solver: got "hein", expected one of .*Did you mean "heun"/],
    [
      { weights: "package.json" },
      /^weights file package\.json: got "a header of .*expected a whole \.safetensors/,
    ],
    [{ weights: edm, solver: "baoab" }, /solver: got "baoab, .*kinetic/],
    [{ weights: edm, count: 1e6 }, /--count: got "1000000 digits, .*GB", expected at most 0\.700 GB/],
    [{ weights: "other.safetensors" }, /other\.safetensors: got "langevin digits 9"/],
  ] as const) {
    await refused(readDrawing({ seed: 0n, guide: "labels", ...asked }, context), what);
  }
});

test("what was typed is refused in words: what was got, what is expected, never those of a library", () => {
  const groups = [
    { heading: "", config: mnistSample.config },
    { heading: "", config: mnistEvaluate.config.pick({ judge: true }) },
    runFlags,
  ];
  const type = (...words: string[]) => parseFlags({ usage: "", about: "", groups }, words);
  for (const [words, says] of [
    [["--label", ""], /^--label: got "", expected a digit, several with commas between them, any, or all\./],
    [["--label", "10"], /^--label: got "10", expected a digit/],
    [["--label", "1,2,x"], /^--label: got "1,2,x"/],
    [["--seed", ""], /^--seed: got "", expected an integer from 0/],
    [["--steps", ""], /^--steps: got "", expected an integer from 1 to 1e5/],
    [["--count", "0"], /^--count: got 0, expected an integer from 1 to 1e6/],
    [["--count", "-1"], /^--count: got -1/],
    [["--count", "1.5"], /^--count: got 1\.5/],
    [["--guidance", ""], /^--guidance: got "", expected a number from 0 to 20/],
    [["--guidance", "-1"], /^--guidance: got -1/],
    [["--guidance", "100"], /^--guidance: got 100/],
    [["--guidance", "NaN"], /^--guidance: got "NaN"/],
    [["--out", ""], /^--out: got "", expected a folder\./],
    [["--weights", ""], /^--weights: got "", expected a file\./],
    [["--judge", ""], /^--judge: got "", expected a file\./],
    [["--backend", "wsm"], /^--backend: got "wsm", .* Did you mean "wasm"/],
  ] as [string[], RegExp][])
    assert.throws(() => type(...words), says);
  assert.is(type("--count", "1e3")?.[0].count, 1000);
});

/** An IDX file. */
function idx(name: string, magic: number, sizes: readonly number[], data: Uint8Array): void {
  const bytes = Buffer.alloc(4 + 4 * sizes.length + data.length);
  [magic, ...sizes].forEach((word, k) => {
    bytes.writeUInt32BE(word, 4 * k);
  });
  bytes.set(data, 4 + 4 * sizes.length);
  writeFileSync(join(cwd, name), bytes);
}

test("an evaluation takes data of the user, sweeps guidance, and leaves a table", async () => {
  for (const [name, digits, n] of [
    ["train", await trainingDigits(), 60],
    ["t10k", await testDigits(), 40],
  ] as const) {
    idx(`${name}-images-idx3-ubyte`, 0x803, [n, 28, 28], digits.images.subarray(0, n * pixels));
    idx(`${name}-labels-idx1-ubyte`, 0x801, [n], digits.labels.subarray(0, n));
  }
  const how = ["--data", ".", "--weights", edm, "--count", "10", "--steps", "1", "--backend", "wasm"];
  const sweep = ["--sweep", "guidance=0,1", "--out", "d"];
  const { code, err } = await langevin(["mnist", "evaluate", ...how, ...sweep], { cwd });
  assert.is(code, 0, err);
  const [head, ...rows] = readFileSync(join(cwd, "d", "sweep.csv"), "utf8")
    .trim()
    .split("\r\n");
  for (const name of ["frechet", "frechetError", "recognised", "classes", "nearest", "passes"])
    assert.ok(head.split(",").includes(name), `${name} in ${head}`);
  assert.equal(
    rows.map((row) => row.split(",")[0]),
    ["0", "1"],
  );
  const passes = head.split(",").indexOf("passes");
  assert.equal(
    rows.map((row) => Number(row.split(",")[passes])),
    [3, 6],
  );
  const { run, config } = mnistEvaluate;
  const judge = readFileSync(new URL("../../mnist/weights/judge.safetensors", import.meta.url));
  judge[judge.length - 100] ^= 1;
  writeFileSync(join(cwd, "damaged.safetensors"), judge);
  writeFileSync(join(cwd, "judge.json"), "{}");
  for (const [asked, what] of [
    [{ judge: "damaged.safetensors" }, /damaged\.safetensors: got "numbers of SHA-256/],
    [{ judge: "judge.json" }, /judge\.json: got .*expected a whole \.safetensors file/],
    [{ samples: "d/sweep.csv", steps: 3 }, /--samples: got "a file beside --steps"/],
    [{ samples: "d/sweep.csv" }, /samples d\/sweep\.csv: got "no \.npy header"/],
    [{ labels: "d/sweep.csv" }, /--labels: got "no --samples"/],
    [{ judge: edm }, /judge edm\.safetensors: got "langevin digits 2"/],
    [{ count: 100, weights: edm }, /--count: got 100, expected at most 60/],
  ] as const)
    await refused(run(config.parse({ ...asked, data: cwd, backend: "wasm" }), context), what);
});

test.run();
