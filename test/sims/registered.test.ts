import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "npyjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import * as simulations from "../../sims/index.ts";
import { emptyFolder, langevin, runJson } from "./command.ts";

const cwd = emptyFolder();

test("list names what is registered, for people and for programs", async () => {
  const { code, out } = await langevin(["list"], { cwd });
  assert.is(code, 0);
  const { simulations, densities } = JSON.parse((await langevin(["list", "--json"], { cwd })).out);
  assert.ok(simulations.length >= 3 && densities.length >= 6);
  for (const { name, title } of [...simulations, ...densities]) {
    assert.match(out, new RegExp(`^  ${name} +${title.replace(/[^\w ]/g, ".")}$`, "m"));
  }
});

const load = (folder: string, name: string) => {
  const { data, shape } = parse(new Uint8Array(readFileSync(join(cwd, folder, name))).buffer);
  return { data: data as Float64Array, shape };
};

/** The first `particles` particles of an array (frames x) particles x dimension. */
function first(array: ReturnType<typeof load>, particles: number): number[] {
  const [d, all, frames = 1] = array.shape.toReversed();
  return Array.from({ length: frames }, (_, f) => [
    ...array.data.subarray(f * all * d, (f * all + particles) * d),
  ]).flat();
}

for (const { name } of Object.values(simulations)) {
  test(`run ${name} --seed 7: neither threads nor more particles change what the first ones do`, async () => {
    const run = async (particles: number, threads: number): Promise<string> => {
      const words = { particles, threads, steps: 20, seed: 7, out: `${name}-${particles}` };
      const flags = Object.entries(words).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
      const { code, err } = await langevin(["run", name, ...flags], { cwd });
      assert.is(code, 0, err);
      return words.out;
    };
    const [few, more] = [await run(200, 1), await run(300, 2)];
    const arrays = readdirSync(join(cwd, few)).filter((file) => file.endsWith(".npy"));
    assert.ok(arrays.length > 0, "there are arrays");
    for (const file of arrays) {
      const array = load(few, file);
      const particles = array.shape.at(-2) ?? 0;
      assert.equal(first(load(more, file), particles), [...array.data], file);
    }
    const { status, outputs } = runJson(join(cwd, few));
    assert.is(status, "done");
    assert.ok("report.html" in outputs);
  });

  test(`run ${name} --help shows every setting with a description`, async () => {
    const { code, out } = await langevin(["run", name, "--help"], { cwd });
    assert.is(code, 0);
    for (const flag of [
      "--particles",
      "--steps",
      "--seed",
      "--out",
      "--threads",
      "--json",
      "--open",
      "--quiet",
    ]) {
      assert.match(out, new RegExp(`^  ${flag}\\b.*  \\S`, "m"), flag);
    }
  });
}

/** What a simulation itself refuses, and what the message must say. */
const refused: readonly (readonly [flags: string[], ...says: RegExp[]])[] = [
  [
    ["reverse-diffusion", "--density", "double-well"],
    /"double-well"/,
    /closed form under noise/,
    /run langevin/,
  ],
  [["reverse-diffusion", "--density", "swis-roll"], /Did you mean "swiss-roll"\?/],
  [
    ["reverse-diffusion", "--density", "swis"],
    /^error: --density: got "swis"/,
    /Did you mean "swiss-roll"\?/,
  ],
  [["langevin", "--density", "swiss-roll", "--dimension", "3"], /^error: --dimension of swiss-roll: got 3/],
  [["langevin", "--covariance", "1,2;2,1"], /^error: --covariance: got/],
  [["reverse-diffusion", "--schedule", "ve", "--T", "5"], /^error: --T of the schedule ve: got 5/],
  [["convergence", "--solvers", "milstien"], /^error: --solvers for/, /Did you mean "milstein"\?/],
  [["reverse-diffusion", "--solver", "baoab"], /solver/, /baoab/, /one of .*euler-maruyama/],
  [["reverse-diffusion", "--schedule", "vq"], /one of .*vp/, /Did you mean "v[ep]"\?/],
  [["langevin", "--solver", "heun"], /heun/, /one of .*baoab.*euler-maruyama.*mala/],
  [["probability-flow", "--solver", "ddim", "--set", "eta=1"], /eta=1/, /no noise/, /reverse-diffusion/],
  [["annealed-langevin", "--steps", "10"], /--steps/, /at least one at each of 20 levels/],
  [["annealed-langevin", "--to", "30"], /--from/, /above --to 30/],
  [["double-well-escape", "--to", "-1.2"], /--to/, /beyond --from -1/],
  [["double-well-escape", "--temperature", "0.05"], /steps/, /higher --temperature/],
  [["sde", "--drift", "-x; -y", "--diffusion", "1; x", "--solver", "milstein"], /does not commute/, /Levy/],
  [["sde", "--drift", "-x", "--solver", "heun"], /There is noise/],
  [["sde", "--drift", "-x; -y", "--diffusion", "1; 2; 3"], /--diffusion/, /2 components/],
  [["sde", "--start", "1,2"], /--start/],
  [["convergence", "--steps", "17"], /halved/],
  [["convergence", "--solvers", "sra1"], /sra1/, /one of euler-maruyama/],
  [["langevin", "--friction", "2"], /--friction: got 2/, /euler-maruyama has no friction/, /baoab/],
  [["mueller-brown", "--friction", "2"], /leimkuhler-matthews has no friction/],
  [["langevin", "--solver", "hmc", "--friction", "2"], /none, as hmc has no friction/],
  [["langevin", "--sweep", "seed=1,2", "--friction", "2"], /euler-maruyama has no friction/],
  [["langevin", "--energy", "x = 1"], /^error: --energy: got "x = 1"/, /one expression over the coordinates/],
  [["langevin", "--energy", "constructor"], /in --energy: got "constructor"/],
  [["langevin", "--energy", "((("], /^error: --energy: got "\(\(\("/],
  [["langevin", "--energy", "x^2 + q"], /^error: name in --energy: got "q"/, /one of the names/],
];

for (const [flags, ...says] of refused) {
  test(`refused with exit code 2, leaving nothing: run ${flags.join(" ")}`, async () => {
    const { code, out, err } = await langevin(["run", ...flags, "--out", "refused"], { cwd });
    assert.is(code, 2);
    assert.is(out, "");
    for (const say of says) assert.match(err, say);
    assert.not.ok(existsSync(join(cwd, "refused")));
  });
}

test("a sweep over solvers holds a friction for those that have one, and says of the others that it has no effect", async () => {
  const small = ["--particles", "4", "--steps", "3", "--frames", "2", "--engine", "reference", "--json"];
  const flags = ["--friction", "3", "--sweep", "solver=euler-maruyama,baoab", "--out", "swept"];
  const { code, out, err } = await langevin(["run", "langevin", ...small, ...flags], { cwd });
  assert.is(code, 0, err);
  const rows: { numbers: Record<string, unknown> }[] = JSON.parse(out).numbers.values;
  assert.equal(
    rows.map(({ numbers }) => numbers.friction),
    [undefined, 3],
  );
  const report = readFileSync(join(cwd, "swept", "report.html"), "utf8");
  assert.match(report, /euler-maruyama has no friction: --friction 3 has no effect on it/);
  assert.not.match(report, /baoab has no friction/);
});

test("settings whose default depends on others are among the numbers of the run", async () => {
  const few = ["--steps", "4", "--frames", "4", "--engine", "reference"];
  const numbers = async (...words: string[]) => {
    const { code, out, err } = await langevin(["run", ...words, "--json"], { cwd });
    assert.is(code, 0, err);
    return JSON.parse(out).numbers;
  };
  const { friction, h } = await numbers("mueller-brown", "--solver", "baoab", "--particles", "3", ...few);
  assert.equal([friction, h], [10, 0.01]);
  const { particles, steps } = await numbers(
    "convergence",
    ...["--problem", "flow", "--solvers", "heun", "--particles", "40"],
  );
  assert.equal([particles, steps], [40, 4096]);
});

test("an energy without a lower bound: the run stops at the first value that is not finite, and says where", async () => {
  const flags = [
    "run",
    "langevin",
    "--energy",
    "-x^4",
    "--eps",
    "0.1",
    "--particles",
    "100",
    "--out",
    "diverged",
  ];
  const { code, err } = await langevin(flags, { cwd });
  assert.is(code, 1);
  assert.match(err, /error: particle \d+ .*not finite after step \d+ .*Take smaller steps/);
  assert.is(runJson(join(cwd, "diverged")).error?.name, "DivergenceError");
});

test.run();
