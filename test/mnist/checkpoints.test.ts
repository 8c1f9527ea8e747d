import { copyFileSync, cpSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeCheckpoint } from "../../mnist/checkpoint-file.ts";
import { edm } from "../../mnist/recipes/edm.ts";
import { train } from "../../mnist/train.ts";
import { type TrainingState, trainingState } from "../../mnist/training-state.ts";
import { asked } from "../../sims/node/asked.ts";
import { checkpointWriter, readCheckpoints } from "../../sims/node/checkpoints.ts";
import type { Disk } from "../../sims/node/disk.ts";
import { mnistTrain } from "../../sims/node/mnist-train.ts";
import { parts } from "../../sims/node/parts.ts";
import { perform } from "../../sims/node/perform.ts";
import { resumedWords } from "../../sims/node/resumed-words.ts";
import { runFolder } from "../../sims/node/run-folder.ts";
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
async function command(words: readonly string[]) {
  const request = asked(mnistTrain, usage, await resumedWords(words));
  assert.ok(request);
  const { write } = process.stderr;
  let told = "";
  process.stderr.write = ((text: string) => {
    told += text;
    return true;
  }) as typeof write;
  try {
    const { end, refused } = await perform({ ...request, command: usage }, fixture);
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
const losses = (name: string): number[] =>
  read(at(name), "metrics.jsonl")
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).loss);

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
    [at("nothing"), /--resume.*ENOENT/],
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
  const { error, told } = await goOn("hurt", "mended", "--steps", "7");
  assert.is(error, undefined);
  assert.match(told, /DAMAGED, and passed over: weights file .*\.safetensors/);
  assert.match(told, /from step 3/);
  assert.equal(read(at("mended"), "weights.safetensors"), read(at("seven"), "weights.safetensors"));
  for (const file of others) truncateSync(file, 3);
  const lost = await goOn("hurt", "lost", "--steps", "7");
  assert.ok(lost.refused);
  assert.match(lost.error?.message ?? "", /2 damaged checkpoints/);
});

test("a run that was killed before its first checkpoint begins again", async () => {
  cpSync(at("five"), at("early"), { recursive: true });
  for (const file of files("early")) await fs.rm(file);
  copyFileSync(join(at("five"), "run.json"), join(at("early"), "run.json"));
  const { error, told } = await goOn("early", "again");
  assert.is(error, undefined);
  assert.match(told, /no checkpoint/);
  assert.equal(read(at("again"), "weights.safetensors"), read(at("five"), "weights.safetensors"));
});

test("a loss that is not finite stops the run, which keeps its last good checkpoint and goes on at a smaller rate", async () => {
  const { error, status } = await begin("broken", "--steps", "6", "--seed", "13");
  assert.is(status, "failed");
  assert.is(error?.name, "DivergenceError");
  assert.match(
    error?.message ?? "",
    /loss at step 4 is not finite\. Take a smaller learning rate \(--rate 0\.001\)\..*--resume.*step 3/,
  );
  const { whole } = await readCheckpoints(at("broken"));
  assert.equal(
    whole.map(({ state }) => state.step),
    [3, 0],
  );
  const { told } = await goOn("broken", "slower", "--rate", "0.001");
  assert.match(told, /learning rate is 0\.001 from there on; it was 0\.002/);
});

test.run();
