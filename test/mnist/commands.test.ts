import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeNetwork } from "../../mnist/weights-file.ts";
import { emptyFolder, langevin, runJson } from "../sims/command.ts";
import { idxFolder } from "./idx-folder.ts";

const read = (...path: string[]): Buffer => readFileSync(join(...path));
const metrics = (folder: string): { step: number; loss: number }[] =>
  read(folder, "metrics.jsonl")
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("a training leaves its weights, its losses and what made them; the same seed gives the same weights", async () => {
  const cwd = emptyFolder();
  idxFolder(join(cwd, "data"), 60);
  const size = ["--channels", "8", "--batch", "40", "--data", "data", "--backend", "wasm"];
  const args = ["mnist", "train", "--steps", "3", "--seed", "7", ...size];
  const first = await langevin([...args, "--out", "a", "--threads", "1"], { cwd });
  assert.is(first.code, 0, first.err);
  assert.match(first.out, /3 steps over 100 images/);
  const second = await langevin([...args, "--out", "b", "--threads", "2"], { cwd });
  assert.is(second.code, 0, second.err);
  assert.equal(read(cwd, "b", "weights.safetensors"), read(cwd, "a", "weights.safetensors"));
  const { numbers, status, seed, outputs } = runJson(join(cwd, "a"));
  assert.is(status, "done");
  assert.is(seed, "7");
  const names = Object.keys(outputs);
  for (const name of ["metrics.jsonl", "weights.safetensors", "report.html", "checkpoints/a.safetensors"])
    assert.ok(names.includes(name), name);
  for (const name of [
    "digits-step-2.png",
    "strip-step-3.png",
    "digits.html",
    "strip.html",
    "validation.html",
  ])
    assert.ok(names.includes(`figures/${name}`), name);
  assert.equal(
    (numbers.epochs as { epoch: number }[]).map(({ epoch }) => epoch),
    [1],
  );
  const validation = numbers.validation as { step: number; losses: number[] }[];
  assert.equal(
    validation.map(({ step, losses }) => [step, losses.length]),
    [
      [2, 10],
      [3, 10],
    ],
  );
  assert.is(numbers.steps, 3);
  assert.equal(
    (numbers.losses as { loss: number }[]).map(({ loss }) => loss),
    metrics(join(cwd, "a")).map(({ loss }) => loss),
  );

  const weights = join("a", "weights.safetensors");
  const draw = [
    "mnist",
    "sample",
    "--weights",
    weights,
    "--count",
    "12",
    "--steps",
    "2",
    "--solver",
    "dpm-solver-2m",
  ];
  const drawn = await langevin([...draw, "--out", "c", "--threads", "2"], { cwd });
  assert.is(drawn.code, 0, drawn.err);
  const npy = read(cwd, "c", "samples.npy");
  assert.match(npy.toString("latin1", 0, 128), /'<f4'.*\(12, 28, 28\)/);
  const pixels = new Float32Array(new Uint8Array(npy.subarray(10 + npy.readUInt16LE(8))).buffer);
  assert.is(pixels.length, 12 * 784);
  assert.ok(pixels.every((p) => p >= 0 && p <= 1));
  assert.ok(existsSync(join(cwd, "c", "figures", "digits.html")));
  const fewer = await langevin([...draw, "--out", "d", "--count", "2", "--threads", "1"], { cwd });
  assert.is(fewer.code, 0, fewer.err);
  const two = read(cwd, "d", "samples.npy");
  const start = 10 + two.readUInt16LE(8);
  assert.equal(
    two.subarray(start),
    npy.subarray(start, start + 2 * 784 * 4),
    "the first digits are unchanged",
  );
});

test("what a training or a drawing cannot use is refused with exit code 2", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "huge.safetensors"), "");
  truncateSync(join(cwd, "huge.safetensors"), 64e6 + 1);
  const device = platform() === "win32" ? "." : "/dev/zero";
  for (const [args, what] of [
    [["train", "--steps", "3", "--minutes", "1"], /one of --minutes, --steps, --epochs/],
    [["train", "--rate", "0"], /--rate/],
    [["sample", "--label", "11"], /--label/],
    [["sample", "--weights", "nothing.safetensors"], /--weights.*which does not exist/],
    [["sample", "--weights", "huge.safetensors"], /--weights.*of 64000001 bytes.*at most 64 MB/],
    [["sample", "--weights", device], /--weights.*not a regular file/],
    [["sample", "--solver", "mala"], /solver: got "mala, .*one of .*heun/],
  ] as const) {
    const { code, err } = await langevin(["mnist", ...args], { cwd });
    assert.is(code, 2, err);
    assert.match(err, what);
  }
});

// Windows ends a process at once when another one asks: there only a key press can be caught.
if (platform() !== "win32") {
  test("Ctrl-C in the middle of a training saves weights and a checkpoint, from which it goes on as if nothing had been", async () => {
    const cwd = emptyFolder();
    const folder = join(cwd, "x");
    let timer: NodeJS.Timeout | undefined;
    idxFolder(join(cwd, "data"), 50);
    const size = ["--channels", "8", "--batch", "4", "--data", "data", "--backend", "wasm"];
    const ended = await langevin(["mnist", "train", "--steps", "100000", ...size, "--out", "x"], {
      cwd,
      started: (child) => {
        timer = setInterval(() => {
          if (!existsSync(join(folder, "metrics.jsonl")) || metrics(folder).length < 2) return;
          clearInterval(timer);
          child.kill("SIGINT");
        }, 50);
      },
    });
    clearInterval(timer);
    assert.is(ended.code, 130, ended.err);
    const { status, numbers, outputs } = runJson(folder);
    assert.is(status, "interrupted");
    assert.is(numbers.steps, metrics(folder).length);
    assert.ok(outputs["weights.safetensors"]);
    const { weights } = decodeNetwork(read(folder, "weights.safetensors"), "x");
    assert.ok(weights.some((w) => w !== 0));
    assert.match(ended.err, /--resume x goes on with it/);
    const steps = numbers.steps as number;
    const more = ["--steps", String(steps + 2), "--out"];
    const on = await langevin(["mnist", "train", "--resume", "x", ...more, "y"], { cwd });
    assert.is(on.code, 0, on.err);
    assert.ok(on.err.includes(`from step ${steps}.`), on.err);
    const whole = await langevin(["mnist", "train", ...size, ...more, "z"], { cwd });
    assert.is(whole.code, 0, whole.err);
    assert.equal(read(cwd, "y", "weights.safetensors"), read(cwd, "z", "weights.safetensors"));
  });

  test("Ctrl-C in the middle of a drawing keeps the first digits, those that a whole drawing begins with", async () => {
    const cwd = emptyFolder();
    const how = ["--steps", "2", "--guidance", "0", "--threads", "1", "--backend", "wasm"];
    const draw = ["mnist", "sample", ...how];
    const { code, err } = await langevin([...draw, "--count", "2000", "--out", "x"], {
      cwd,
      started: (child) =>
        child.stderr?.on(
          "data",
          (text) => /drawing digits: ([3-9]|\d\d) %/.test(text) && child.kill("SIGINT"),
        ),
    });
    assert.is(code, 130, err);
    const { status, outputs } = runJson(join(cwd, "x"));
    assert.is(status, "interrupted");
    assert.ok(outputs["samples.npy"], err);
    const npy = read(cwd, "x", "samples.npy");
    const drawn = Number(/'<f4'.*\((\d+), 28, 28\)/.exec(npy.toString("latin1", 0, 128))?.[1]);
    assert.ok(drawn >= 10 && drawn < 2000, `${drawn} digits`);
    assert.is(npy.length, 128 + drawn * 784 * 4);
    const whole = await langevin([...draw, "--count", "10", "--out", "y"], { cwd });
    assert.is(whole.code, 0, whole.err);
    assert.equal(npy.subarray(128, 128 + 7840 * 4), read(cwd, "y", "samples.npy").subarray(128));
  });
}

test.run();
