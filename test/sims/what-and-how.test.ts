import { test } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { parseFlags } from "../../sims/node/flags.ts";
import { reverseDiffusion } from "../../sims/reverse-diffusion.ts";
import { solversFor } from "../../sims/sampling/bind.ts";
import { densityFlags, diffusedDensityFlags } from "../../sims/sampling/density-flags.ts";
import { densities } from "../../sims/sampling/density-of.ts";
import { sampleEnsemble } from "../../sims/sampling/ensemble.ts";
import { solverFlags } from "../../sims/sampling/solver-flags.ts";
import type { Context } from "../../sims/simulation.ts";
import { exactPoints } from "../../sims/tasks/exact.ts";
import { grids, isDiffused, moments, solvers, UsageError } from "../../src/index.ts";
import { catches, near, seeded, zLimit } from "../support.ts";
import { inProcess } from "./in-process.ts";

const what = densityFlags("banana");
const noised = diffusedDensityFlags("swiss-roll");
const how = solverFlags(solversFor("reverse"), "heun");

/** The settings that these words are, with what the flags declare. */
function parsed<S extends z.ZodRawShape>(flags: S, words: readonly string[]): z.infer<z.ZodObject<S>> {
  const config = z.object(flags);
  const groups = [{ heading: "Settings:", config }];
  const [settings] = parseFlags({ usage: "test", about: "", groups }, words) ?? [];
  return settings as z.infer<typeof config>;
}

const context = { input: async () => new TextEncoder().encode("0,0,0\n1,2,3\n") };
const density = (...words: string[]) => what.read(parsed(what.flags, words), context);

test("a density is taken by its name, in another dimension, as an energy, as a Gaussian, as points", async () => {
  for (const [words, dimension, spec] of [
    [[], 2, { name: "banana", temperature: 1 }],
    [
      ["--density", "double-well", "--dimension", "5"],
      5,
      { name: "double-well", temperature: 1, dimension: 5 },
    ],
    [["--energy", "x^2 + z^2"], 3, { energy: "x^2 + z^2", temperature: 1 }],
    [
      ["--energy", "x^2", "--dimension", "2", "--temperature", "3"],
      2,
      { energy: "x^2", temperature: 3, dimension: 2 },
    ],
    [
      ["--mean", "-1, 2e1"],
      2,
      {
        mean: [-1, 20],
        covariance: [
          [1, 0],
          [0, 1],
        ],
        temperature: 1,
      },
    ],
    [["--density", "gaussian", "--covariance", "4"], 1, { mean: [0], covariance: [[4]], temperature: 1 }],
    [
      ["--mean", "-2;3", "--covariance", "0.5|4", "--weights", "1,3"],
      1,
      {
        mixture: [
          { mean: [-2], covariance: [[0.5]], weight: 1 },
          { mean: [3], covariance: [[4]], weight: 3 },
        ],
        temperature: 1,
      },
    ],
    [
      ["--points", "a.csv", "--width", "0.5"],
      3,
      { points: Float64Array.of(0, 0, 0, 1, 2, 3), dimension: 3, width: 0.5, temperature: 1 },
    ],
  ] as const) {
    const { density: found, spec: plain } = await density(...words);
    assert.equal(plain, spec);
    assert.is(found.dimension, dimension, words.join(" "));
  }
});

seeded("the Gaussian of --mean and --covariance has these moments", async (seed) => {
  const words = ["--mean", "1,-2", "--covariance", "2,0.6;0.6,0.5"];
  const { spec } = await noised.read(parsed(noised.flags, words), context);
  const { mean, meanError, covariance, varianceError } = moments(
    await exactPoints({ density: spec, seed }, 0, 20_000),
    2,
  );
  const law = (means: number[], variances: number[]) => {
    means.forEach((m, j) => void near(mean[j], m, zLimit * meanError[j]));
    variances.forEach((v, j) => void near(covariance[j][j], v, zLimit * varianceError[j]));
  };
  law([1, -2], [2, 0.5]);
  near(covariance[0][1], 0.6, zLimit * Math.sqrt((2 * 0.5 + 0.6 ** 2) / 20_000));
  catches("the means swapped", () => law([-2, 1], [2, 0.5]));
  catches("a deviation for a variance", () => law([1, -2], [Math.SQRT2, Math.SQRT1_2]));
});

seeded(
  "a mixture of several means and covariances has these moments; one of either holds for all",
  async (seed) => {
    const measured = async (...words: string[]) => {
      const { spec } = await noised.read(parsed(noised.flags, words), context);
      const { mean, meanError, covariance, varianceError } = moments(
        await exactPoints({ density: spec, seed }, 0, 20_000),
        1,
      );
      return (m: number, v: number) => {
        near(mean[0], m, zLimit * meanError[0]);
        near(covariance[0][0], v, zLimit * varianceError[0]);
      };
    };
    const weights = ["--weights", "1,3"];
    const law = await measured("--mean", "-2;2", "--covariance", "0.5|4", ...weights);
    law(1, 3 + (0.5 + 3 * 4) / 4);
    catches("equal weights", () => law(0, 4 + (0.5 + 4) / 2));
    catches("covariances in the other order", () => law(1, 3 + (4 + 3 * 0.5) / 4));
    (await measured("--mean", "-2;2", "--covariance", "0.5"))(0, 4 + 0.5);
    (await measured("--mean", "1", "--covariance", "1|9", ...weights))(1, (1 + 3 * 9) / 4);
  },
);

/** The refusal of these words. */
async function refusal(words: readonly string[]): Promise<string> {
  const error = await (async () => density(...words))().catch((thrown: unknown) => thrown);
  assert.instance(error, UsageError, words.join(" "));
  return (error as Error).message;
}

test("flags that exclude one another, or that nothing would read, are refused", async () => {
  for (const [words, ...says] of [
    [["--density", "banana", "--energy", "x^2"], /got "--density and --energy", expected .*one of them/],
    [["--energy", "x^2", "--points", "a.csv"], /got "--energy and --points"/],
    [["--mean", "1,2", "--density", "banana"], /got "--mean with --density banana"/],
    [["--covariance", "1", "--energy", "x^2"], /with --energy x\^2/],
    [["--width", "1"], /--width without --points/],
    [["--points", "a.csv", "--width", "0"], /--width: got 0, expected a number > 0/],
    [["--points", "a.csv", "--dimension", "3"], /--dimension with --points/],
    [["--mean", "1,2", "--dimension", "3"], /--dimension 3 with a mean or a covariance in 2/],
    [["--mean", "1,b"], /--mean: got "1,b", expected numbers with commas/],
    [["--mean", "1,,2"], /--mean: got "1,,2"/],
    [
      ["--mean", "0;1;2", "--covariance", "1|2"],
      /got "--mean of 3 and --covariance of 2", expected as many of each/,
    ],
    [["--mean", "0;1", "--weights", "1"], /got "--mean of 2 and --weights of 1"/],
    [["--mean", "0;1", "--weights", "1,0"], /--weights: got "1,0", expected numbers > 0/],
    [["--mean", "0,1", "--weights", "1,2"], /--weights with one mean and one covariance.* --mean "0;1"/],
    [["--mean", "1", "--weights", "3"], /expected several means or covariances/],
    [["--weights", "1,2"], /--weights alone/],
    [["--weights", "1", "--points", "a.csv"], /--weights with --points a\.csv/],
    [["--mean", "0,1;2"], /mean: got \[2\], expected 2 coordinates/],
    [["--covariance", "1,0;0"], /covariance: got \[\[1,0\],\[0\]\], expected 2 rows of 2 numbers/],
    [["--covariance", "1,2;2,1"], /positive definite/],
    [["--mean", "1,2", "--covariance", "1"], /covariance/],
    [["--dimension", "0"], /--dimension: got 0, expected an integer from 1 to 100/],
  ] as [string[], ...RegExp[]][]) {
    const message = await refusal(words);
    for (const say of says) assert.match(message, say);
  }
});

test("a density in a dimension that it does not have is refused with those that have it", async () => {
  const message = await refusal(["--density", "banana", "--dimension", "3"]);
  assert.match(message, /dimension of banana: got 3, expected 2, the only one that it has/);
  const able = Object.values(densities).filter(({ inDimension }) => inDimension !== undefined);
  assert.ok(able.length > 0);
  for (const { name } of able) assert.ok(message.includes(name), name);
});

test("a diffusion takes densities that are closed under noise only, without an energy or a temperature", async () => {
  assert.not.ok("energy" in noised.flags || "temperature" in noised.flags);
  const { density: found } = await noised.read(parsed(noised.flags, []), context);
  assert.is(found.name, "swiss-roll");
  const other = Object.values(densities).find((d) => !isDiffused(d))?.name ?? "";
  const asked = noised.read(parsed(noised.flags, ["--density", other]), context);
  const error = await asked.catch((thrown: unknown) => thrown);
  assert.match((error as Error).message, /expected one with a closed form under noise: .*swiss-roll/);
});

const solver = (...words: string[]) => how.read(parsed(how.flags, words));

test("settings of a solver are taken, those not given at their defaults", () => {
  const { rtol, atol } = solvers.dormandPrince.settings as Record<string, { default: number }>;
  assert.equal(solver().settings, {});
  assert.equal(solver("--solver", "dormand-prince").settings, { rtol: rtol.default, atol: atol.default });
  const words = ["--solver", "dormand-prince", "--set", " rtol = 1e-3", "--set=atol=.5"];
  assert.equal(solver(...words).settings, { rtol: 1e-3, atol: 0.5 });
  assert.equal(parsed(how.flags, words).set, { rtol: 1e-3, atol: 0.5 }, "as run.json has it");
});

test("a setting that the solver does not have, out of its range, twice, or no number is refused", () => {
  for (const [words, says] of [
    [["--set", "rtol=1"], /^--set: got "rtol", expected none: this method has no settings/],
    [
      ["--solver", "dormand-prince", "--set", "rtl=1"],
      /^--set: got "rtl", expected one of rtol, atol\. Did you mean "rtol"\?/,
    ],
    [
      ["--solver", "dormand-prince", "--set", "rtol=-1"],
      /^--set rtol: got -1, expected a finite number >= 0/,
    ],
    [
      ["--solver", "annealed-langevin", "--set", "corrections=1.5"],
      /corrections: got 1\.5, expected an integer/,
    ],
    [
      ["--set", "rtol=1,rtol=2"],
      /--set: got "rtol=1,rtol=2", expected settings with their numbers, each once/,
    ],
    [["--set", "rtol"], /--set: got "rtol"/],
    [["--set", "rtol=0x1"], /--set: got "rtol=0x1"/],
    [["--set", ""], /--set: got ""/],
    [
      ["--solver", "baoab"],
      /^--solver: got "baoab, which solves problems of kind \\"kinetic\\"", expected one of .*heun/,
    ],
    [["--solver", "huen"], /^--solver: got "huen", expected one of .* Did you mean "heun"\?/],
  ] as [string[], RegExp][]) {
    assert.throws(() => solver(...words), says);
  }
});

test("every solver's settings are in the help of --set", () => {
  const { description = "" } = how.flags.set.meta() ?? {};
  for (const name of solversFor("reverse")) {
    const { settings = {} } = Object.values(solvers).find((s) => s.name === name) ?? {};
    for (const key of Object.keys(settings)) assert.match(description, new RegExp(`${name}: [^;]*${key}=`));
  }
});

test("a run that would not fit in the machine's memory is refused before anything is computed", async () => {
  const refuse = () => assert.unreachable("computed");
  const small = { threads: 1, memory: 2e8, progress: refuse, compute: refuse } as unknown as Context;
  const spec = {
    density: { name: "gaussian" },
    motion: { kind: "langevin" },
    solver: "euler-maruyama",
    grid: grids.uniform(0, 1, 10),
    start: { deviation: 1 },
    particles: 1_000_000,
    seed: 1n,
    times: [1],
  } as const;
  const error = await sampleEnsemble(small, spec, "test").catch((thrown: unknown) => thrown);
  assert.instance(error, UsageError);
  assert.match(
    (error as Error).message,
    /0\.192 GB", expected at most 0\.140 GB, as this machine has 0\.200 GB\. Record fewer/,
  );
  const misfit = sampleEnsemble(small, { ...spec, particles: 1, solver: "heun" }, "test");
  assert.match(((await misfit.catch((thrown: unknown) => thrown)) as Error).message, /heun/);
});

test("the share of accepted proposals is the same on any number of threads, and at most 1", async () => {
  const spec = {
    density: { name: "gaussian" },
    motion: { kind: "langevin" },
    solver: "hmc",
    grid: grids.uniform(0, 0.01, 1),
    start: { deviation: 1 },
    particles: 77,
    seed: 1n,
    times: [0.01],
  } as const;
  for (const threads of [1, 2, 3, 5]) {
    assert.is((await sampleEnsemble({ ...inProcess, threads }, spec, "")).accepted, 1);
  }
});

test("reverse diffusion refuses a --lambda that its solver would not read", async () => {
  const asked = (solver: string) => reverseDiffusion.config.parse({ solver, lambda: 2 });
  for (const solver of ["edm-heun", "heun", "adjusted-corrector"]) {
    const error = await reverseDiffusion.run(asked(solver), inProcess).then(
      () => assert.unreachable("ran"),
      (thrown: unknown) => thrown,
    );
    assert.instance(error, UsageError);
    assert.match((error as Error).message, /--lambda: got 2, expected none with/);
  }
});

test.run();
