import nodeFs, { cpSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import * as fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeCheckpoint } from "../../mnist/checkpoint-file.ts";
import { encodeNoisyClassifier } from "../../mnist/noisy-classifier-file.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { train } from "../../mnist/train.ts";
import { trainNoisyClassifier } from "../../mnist/train-noisy-classifier.ts";
import { type TrainingState, trainingState } from "../../mnist/training-state.ts";
import { decodeNetwork } from "../../mnist/weights-file.ts";
import { asked } from "../../sims/node/asked.ts";
import { checkpointWriter, readCheckpoints } from "../../sims/node/checkpoints.ts";
import { trainingDigits } from "../../sims/node/digits-data.ts";
import type { Disk } from "../../sims/node/disk.ts";
import { mnistClassifier } from "../../sims/node/mnist-classifier.ts";
import { mnistTrain } from "../../sims/node/mnist-train.ts";
import { parts } from "../../sims/node/parts.ts";
import { perform } from "../../sims/node/perform.ts";
import { resumedWords } from "../../sims/node/resumed-words.ts";
import { runFolder } from "../../sims/node/run-folder.ts";
import type { Simulation } from "../../sims/simulation.ts";
import { emptyFolder, runJson } from "../sims/command.ts";
import { tasks } from "./fixture/training-tasks.ts";
import { idxFolder } from "./idx-folder.ts";

/** A disk of a process that is killed at the n-th call: that one is half done, and nothing after it is. */
function dying(n: number): { readonly disk: Disk; readonly calls: () => number } {
  let calls = 0;
  const dead = (): boolean => {
    calls += 1;
    return calls >= n;
  };
  const killed = new Error("killed");
  const open = async (path: string, flags: string) => {
    if (dead()) throw killed;
    const handle = await fs.open(path, flags);
    const { writeFile, sync } = handle;
    handle.writeFile = async (data) => {
      const last = dead();
      await writeFile.call(handle, last ? (data as Uint8Array).subarray(0, 100) : data);
      if (last) throw killed;
    };
    handle.sync = async () => {
      if (dead()) throw killed;
      await sync.call(handle);
    };
    return handle;
  };
  const rename: Disk["rename"] = async (from, to) => {
    if (dead()) throw killed;
    await fs.rename(from, to);
  };
  const rm: Disk["rm"] = async (path, options) => {
    if (calls >= n) throw killed;
    await fs.rm(path, options);
  };
  return { disk: { ...fs, open: open as Disk["open"], rename, rm }, calls: () => calls };
}

const digits = {
  count: 10,
  images: new Uint8Array(7840),
  labels: Uint8Array.from({ length: 10 }, (_, k) => k),
};
const plan = { ...edm.training, seed: 1n, batch: 4, shard: 4 };
const begun = (): TrainingState => trainingState(new Float32Array(40).fill(0.5), 8);

/** Trains to the end in a new folder, a checkpoint a step. */
async function trainedOn(disk: Disk, path: string, state: TrainingState): Promise<void> {
  const folder = await runFolder(disk, "x", path);
  const writer = checkpointWriter({ file: (name, bytes) => folder.write(name, bytes), rescue() {} });
  const save = () => writer.save({ state, notes: {} });
  await save();
  await train(digits, plan, state, {
    gradient: async (weights, shard) => tasks.digitsGradient({ weights, shard } as never),
    moment: save,
  });
}

test("killed at any call to the disk, a training goes on from a whole checkpoint, to the same bytes", async () => {
  const whole = begun();
  const first = dying(Number.POSITIVE_INFINITY);
  await trainedOn(first.disk, join(emptyFolder(), "x"), whole);
  assert.ok(first.calls() > 40, `${first.calls()} calls`);
  let before = 0;
  for (let n = 1; n <= first.calls(); n++) {
    const path = join(emptyFolder(), "x");
    const state = begun();
    await trainedOn(dying(n).disk, path, state).then(
      () => undefined,
      (error: Error) => assert.match(error.message, /killed/),
    );
    const { whole: found, damaged } = await readCheckpoints(path);
    assert.equal(damaged, []);
    const last = found[0]?.state ?? begun();
    assert.ok(last.step >= before, `killed at call ${n}: step ${last.step} after ${before}`);
    before = last.step;
    await trainedOn(fs, join(emptyFolder(), "y"), last);
    assert.equal(last, whole);
  }
  assert.ok(before >= 7, `the last checkpoint was at step ${before}`);
});

const usage = "langevin mnist train";
const fixture = { ...parts, tasks: import.meta.resolve("./fixture/training-tasks.ts") };
const common = ["--channels", "8", "--batch", "4", "--backend", "cpu", "--threads", "1", "--quiet"];

/** The real command on workers that compute no network. */
async function command(words: readonly string[], disk: Disk = fs, simulation: Simulation = mnistTrain) {
  const request = asked(simulation, usage, await resumedWords(words));
  assert.ok(request);
  const { write } = process.stderr;
  let told = "";
  process.stderr.write = ((text: string) => {
    told += text;
    return true;
  }) as typeof write;
  try {
    const { end, refused } = await perform({ ...request, command: usage }, { ...fixture, disk });
    return { ...end, refused, told };
  } finally {
    process.stderr.write = write;
  }
}

const read = (...path: string[]): Buffer => readFileSync(join(...path));
const cwd = emptyFolder();
const data = idxFolder(join(cwd, "data"), 10);
const at = (name: string): string => join(cwd, name);
const begin = (name: string, ...more: string[]) =>
  command([...common, "--data", data, "--out", at(name), ...more]);
const goOn = (from: string, name: string, ...more: string[]) =>
  command(["--resume", at(from), "--out", at(name), "--quiet", ...more]);
const rows = (name: string): { step: number; loss: number }[] =>
  read(at(name), "metrics.jsonl")
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const losses = (name: string): number[] => rows(name).map(({ loss }) => loss);
const steps = (name: string): number[] => rows(name).map(({ step }) => step);

test("--steps K, then --resume with 2K, leaves what 2K at once leaves, though the rate had begun to fall", async () => {
  // the rate falls over the last fifth: of 10 steps, at the last one
  assert.is((await begin("ten", "--steps", "10")).error, undefined);
  assert.is((await begin("twenty", "--steps", "20")).error, undefined);
  const { error, told } = await goOn("ten", "more", "--steps", "20");
  assert.is(error, undefined);
  assert.match(told, /Going on with .*ten from step 9/);
  assert.equal(read(at("more"), "weights.safetensors"), read(at("twenty"), "weights.safetensors"));
  assert.equal(losses("more"), losses("twenty"));
  const [a, b] = ["more", "twenty"].map((name) => runJson(at(name)));
  assert.equal(a.config.batch, 4);
  assert.equal(a.numbers.losses, b.numbers.losses);
  // ten images, four a step: the third step of an epoch has the last two
  const epochs = (run: typeof a) =>
    (run.numbers.epochs as { epoch: number; loss: number }[]).map((e) => e.loss);
  assert.is(epochs(a).length, 6);
  assert.equal(epochs(a), epochs(b));
});

test("a run that is finished, or was begun with something else, is refused, and what differs is named", async () => {
  for (const [words, what] of [
    [[], /which has made 10 steps.*--steps/],
    [["--steps", "4"], /which has made 10 steps/],
    [["--recipe", "ve", "--steps", "12"], /--recipe: got "ve", expected edm, as .*ten was begun with/],
    [["--channels", "16", "--steps", "12"], /--channels/],
    [["--seed", "3", "--steps", "12"], /--seed: got "3", expected 0/],
    [["--batch", "5", "--steps", "12"], /--batch: got "5", expected 4/],
    [["--data", idxFolder(at(`data${Math.floor(performance.now())}`), 12), "--steps", "12"], /--data/],
  ] as const) {
    const { error, refused } = await goOn("ten", "none", ...words);
    assert.ok(refused, words.join(" "));
    assert.match(error?.message ?? "", what);
  }
  for (const [run, what] of [
    [at("nothing"), /--resume.*which does not exist/],
    [join(cwd, "data"), /--resume.*run.json/],
  ] as const) {
    await resumedWords(["--resume", run]).then(
      () => assert.unreachable(run),
      (error) => assert.match(error.message, what),
    );
  }
});

/** The files of a run's checkpoints, the newest first. */
const files = (name: string): string[] =>
  readdirSync(join(at(name), "checkpoints"))
    .map((file) => join(at(name), "checkpoints", file))
    .sort((p, q) => decodeCheckpoint(read(q), q).state.step - decodeCheckpoint(read(p), p).state.step);

test("a damaged newest checkpoint is passed over with a loud word; where all are damaged nothing goes on", async () => {
  assert.is((await begin("five", "--steps", "5")).error, undefined);
  assert.is((await begin("seven", "--steps", "7")).error, undefined);
  cpSync(at("five"), at("hurt"), { recursive: true });
  const [newest, ...others] = files("hurt");
  truncateSync(newest, 5000);
  const [one, two, three] = read(at("hurt"), "metrics.jsonl").toString().split("\n");
  await fs.writeFile(join(at("hurt"), "metrics.jsonl"), `${one}\n${two}\n${three.slice(0, 9)}`);
  const { error, told } = await goOn("hurt", "mended", "--steps", "7");
  assert.is(error, undefined);
  assert.match(told, /DAMAGED, and passed over: weights file .*\.safetensors/);
  assert.match(told, /from step 3/);
  assert.match(told, /metrics\.jsonl has 2 of those 3 steps/);
  assert.equal(steps("mended"), [1, 2, 4, 5, 6, 7]);
  assert.equal(read(at("mended"), "weights.safetensors"), read(at("seven"), "weights.safetensors"));
  for (const file of others) truncateSync(file, 3);
  const lost = await goOn("hurt", "lost", "--steps", "7");
  assert.ok(lost.refused);
  assert.match(lost.error?.message ?? "", /2 damaged checkpoints/);
});

test("a run that was killed before its first checkpoint begins again; one whose checkpoints are gone is refused", async () => {
  await fs.mkdir(at("early"));
  const text = read(at("five"), "run.json").toString();
  await fs.writeFile(join(at("early"), "run.json"), JSON.stringify({ ...JSON.parse(text), outputs: {} }));
  const { error, told } = await goOn("early", "again");
  assert.is(error, undefined);
  assert.match(told, /early was stopped before its first checkpoint: beginning again, from step 0/);
  assert.equal(read(at("again"), "weights.safetensors"), read(at("five"), "weights.safetensors"));
  cpSync(at("five"), at("emptied"), { recursive: true });
  await fs.rm(join(at("emptied"), "checkpoints"), { recursive: true });
  const gone = await goOn("emptied", "none", "--steps", "9");
  assert.ok(gone.refused);
  assert.match(
    gone.error?.message ?? "",
    /emptied, whose checkpoints are gone.*Put them back, or train anew/,
  );
});

const validated = (name: string): number[] =>
  (runJson(at(name)).numbers.validation as { step: number }[]).map(({ step }) => step);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1);

test("what was resumed while its rate fell goes on for longer from before that, and has what was seen before", async () => {
  // ten steps an epoch; of eleven the tenth is the first at a lower rate
  assert.is((await begin("eleven", "--batch", "1", "--steps", "11")).error, undefined);
  assert.equal(validated("eleven"), [10, 11]);
  await fs.rm(files("eleven")[0]);
  const on = await goOn("eleven", "fallen");
  assert.is(on.error, undefined);
  assert.match(on.told, /from step 10/);
  assert.equal(steps("fallen"), upTo(11));
  assert.equal(validated("fallen"), [10, 11]);
  for (const kind of ["digits", "strip"]) {
    const picture = `figures/${kind}-step-10.png`;
    assert.equal(read(at("fallen"), picture), read(at("eleven"), picture));
    assert.ok(runJson(at("fallen")).outputs[picture]);
  }
  const { error, told } = await goOn("fallen", "longer", "--steps", "14");
  assert.is(error, undefined);
  assert.match(told, /from step 9/);
  assert.is((await begin("fourteen", "--batch", "1", "--steps", "14")).error, undefined);
  assert.equal(read(at("longer"), "weights.safetensors"), read(at("fourteen"), "weights.safetensors"));
  assert.equal(losses("longer"), losses("fourteen"));
  assert.equal(validated("longer"), [10, 14]);
});

test("killed at a write, life after life, a training ends with what it would have left: each step once", async () => {
  let from: string | undefined;
  const lives = [20, 46, 63, 75, Number.POSITIVE_INFINITY];
  for (const [k, n] of lives.entries()) {
    const name = `life${k}`;
    const words = ["--quiet", "--out", at(name)];
    const how = [...common, "--data", data, "--batch", "1", "--steps", "14"];
    const { error } = await command(
      [...(from === undefined ? how : ["--resume", at(from)]), ...words],
      dying(n).disk,
    );
    if (n < Number.POSITIVE_INFINITY) assert.ok(error !== undefined, `${n} calls were enough`);
    if ((await readCheckpoints(at(name))).whole.length > 0) from = name;
  }
  const last = from as string;
  assert.is(last, `life${lives.length - 1}`);
  assert.equal(steps(last), upTo(14));
  assert.equal(losses(last), losses("fourteen"));
  assert.equal(read(at(last), "weights.safetensors"), read(at("fourteen"), "weights.safetensors"));
  assert.equal(validated(last), [10, 14]);
});

test("before a checkpoint is written, the lines of the metrics up to it are on the disk", async () => {
  const { fsyncSync } = nodeFs;
  let synced = 0;
  nodeFs.fsyncSync = (file) => {
    fsyncSync(file);
    synced = nodeFs.fstatSync(file).size;
  };
  syncBuiltinESMExports();
  const seen: (readonly [number, number])[] = [];
  const open = (async (path: string, flags: string) => {
    if (path.includes("checkpoints") && flags === "w") {
      const file = join(at("synced"), "metrics.jsonl");
      seen.push([synced, nodeFs.existsSync(file) ? nodeFs.statSync(file).size : 0]);
    }
    return fs.open(path, flags);
  }) as Disk["open"];
  try {
    const words = [...common, "--data", data, "--out", at("synced"), "--steps", "5"];
    assert.is((await command(words, { ...fs, open })).error, undefined);
  } finally {
    nodeFs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  }
  assert.is(seen.length, 3);
  for (const [there, written] of seen) assert.is(there, written);
  assert.ok(seen[2][0] > seen[1][0]);
});

test("a loss that is not finite stops the run, which keeps its last good checkpoint and goes on at a smaller rate", async () => {
  const { error, status } = await begin("broken", "--steps", "6", "--seed", "13");
  assert.is(status, "failed");
  assert.is(error?.name, "DivergenceError");
  assert.match(
    error?.message ?? "",
    /loss at step 4 is not finite\. Take a smaller learning rate, such as 0\.001\..*--resume.*step 3/,
  );
  const { whole } = await readCheckpoints(at("broken"));
  assert.equal(
    whole.map(({ state }) => state.step),
    [3, 0],
  );
  const { told } = await goOn("broken", "slower", "--rate", "0.001");
  assert.match(told, /learning rate is 0\.001 from there on; it was 0\.002/);
});

test("where the loss over test images is not finite, no checkpoint is written of that step", async () => {
  const odd = idxFolder(at("odd"), 13);
  const { error } = await command([...common, "--data", odd, "--out", at("wild"), "--steps", "6"]);
  assert.is(error?.name, "DivergenceError");
  assert.match(
    error?.message ?? "",
    /the loss over test images after step 4 is not finite\..*smaller --rate.*step 0/,
  );
  const { whole } = await readCheckpoints(at("wild"));
  assert.equal(
    whole.map(({ state }) => state.step),
    [0],
  );
  const [{ state }] = whole;
  const { weights } = decodeNetwork(read(at("wild"), "weights.safetensors"), "x");
  assert.ok(weights.every((w, i) => Math.abs(w - state.average[i]) <= 1e-3 * Math.abs(w) + 1e-7));
});

test("a classifier whose loss is not finite leaves the weights before the step that spoilt them", async () => {
  const words = ["--epochs", "9", "--seed", "13", "--backend", "cpu", "--threads", "1", "--quiet"];
  const { error } = await command([...words, "--data", data, "--out", at("seer")], fs, mnistClassifier);
  assert.match(error?.message ?? "", /the classifier's loss at step 4 is not finite/);
  const seen: Uint8Array[] = [];
  await trainNoisyClassifier(await trainingDigits(data, fs.readFile), {
    seed: 13n,
    epochs: 9,
    gradient: async (weights, shard) => tasks.classifierGradient({ weights, shard } as never),
    moment: (_, __, ___, weights) => seen.push(encodeNoisyClassifier(weights)),
  }).catch(() => undefined);
  assert.is(seen.length, 3);
  assert.equal(Uint8Array.from(read(at("seer"), "noisy-classifier.safetensors")), seen[2]);
});

test.run();
