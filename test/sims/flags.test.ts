import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { inFlags } from "../../sims/node/in-flags.ts";
import { UsageError } from "../../src/refusal.ts";
import { emptyFolder, langevin, run, runJson } from "./command.ts";
import { inProcess } from "./in-process.ts";

const cwd = emptyFolder();

/** flags, and what the one line on stderr must say: what was got, what was expected, what to do */
const refused: readonly (readonly [flags: string[], ...says: RegExp[]])[] = [
  [[], /got "nothing"/, /one of decay, walk/, /langevin run NAME/],
  [["--seed", "3", "walk"], /got "--seed"/, /It comes first/],
  [["wakl"], /got "wakl"/, /one of decay, walk/, /Did you mean "walk"\?/],
  [["walk", "--particels", "3"], /got "--particels"/, /Did you mean "--particles"\?/],
  [["walk", "--particels=3"], /Did you mean "--particles"\?/],
  [["walk", "--particles", "0"], /--particles: got 0, expected an integer from 1 to 1e7/],
  [["walk", "--particles", "1.5"], /--particles: got 1\.5, expected an integer/],
  [["walk", "--particles", "many"], /--particles: got "many", expected an integer/],
  [["walk", "--particles", "0x10"], /--particles: got "0x10"/],
  [["walk", "--particles", "1e99"], /--particles: got 1e\+99, expected an integer from 1 to 1e7/],
  [["walk", "--particles"], /--particles: got "nothing", expected a value/],
  [["walk", "--eps", "-1"], /--eps: got -1, expected a number > 0 and <= 1/],
  [["walk", "--eps", "Infinity"], /--eps: got "Infinity"/],
  [["walk", "--eps", "NaN"], /--eps: got "NaN"/],
  [["walk", "--solver", "huen"], /one of euler-maruyama, heun/, /Did you mean "heun"\?/],
  [["walk", "--seed", "-1"], /--seed: got "-1", expected an integer from 0 to 18446744073709551615/],
  [["walk", "--seed", "1.5"], /--seed: got "1\.5"/],
  [["walk", "--seed", ""], /--seed: got ""/],
  [["walk", "--seed", "18446744073709551616"], /--seed: got "18446744073709551616"/],
  [["walk", "--threads", "0"], /--threads: got 0, expected an integer from 1 to 256/],
  [["walk", "--out", ""], /--out: got ""/],
  [["walk", "x^2", "+", "y"], /argument: got "x\^2", expected flags only\. Put a value with spaces/],
];

for (const [flags, ...says] of refused) {
  test(`refused with exit code 2: run ${flags.join(" ")}`, async () => {
    const { code, out, err } = await run(flags, { cwd });
    assert.is(code, 2);
    assert.is(out, "");
    assert.match(err, /^error: [^\n]+\n$/, "one line");
    for (const say of says) assert.match(err, say);
  });
}

test("a refused request leaves nothing", () => assert.equal(readdirSync(cwd), []));

test("the largest seed is taken whole", async () => {
  const { code, err } = await run(["walk", "--seed", "18446744073709551615", "--out", "largest"], { cwd });
  assert.is(code, 0, err);
  assert.is(runJson(join(cwd, "largest")).seed, "18446744073709551615");
});

test("run NAME --help shows each flag with its range and default", async () => {
  const { code, out, err } = await run(["walk", "--help"], { cwd });
  assert.equal([code, err], [0, ""]);
  assert.match(out, /--particles <n> +how many particles \(an integer from 1 to 1e7; default 100\)/);
  assert.match(out, /--solver <name> +the method \(one of euler-maruyama, heun; default heun\)/);
  assert.match(out, /--energy <text> +a formula/);
  assert.match(out, /--no-noise/);
  assert.match(out, /--seed <integer>/);
  assert.match(out, /--threads <n>/);
});

test("a refusal of the library is said of a flag only where it got what the flag was given", async () => {
  const said = async (config: Readonly<Record<string, unknown>>, what: string, got: unknown) => {
    const simulation = inFlags({
      name: "refuses",
      title: "",
      about: "",
      config: z.object({ grid: z.string(), T: z.number(), covariance: z.string() }),
      async run() {
        throw new UsageError({ what, got, expected: "another" });
      },
    });
    const error = await simulation.run(config, inProcess).catch((thrown: unknown) => thrown);
    return (error as Error).message.replace(/: got .*/, "");
  };
  const config = { grid: "uniform", T: 5, covariance: [[[1, 2]]] };
  assert.is(await said(config, "grid", "unifrom"), "grid");
  assert.is(await said(config, "grid", "1 points"), "grid");
  assert.is(await said({ ...config, grid: "unifrom" }, "grid", "unifrom"), "--grid");
  assert.is(await said(config, "T of the schedule ve", 5), "--T of the schedule ve");
  assert.is(await said(config, "covariance", [[1, 2]]), "--covariance");
  assert.is(await said(config, "T (--T)", 5), "T (--T)");
  assert.is(await said(config, "grid file a.csv", "uniform"), "grid file a.csv");
});

test("run --help names the simulations", async () => {
  const { code, out } = await run(["--help"], { cwd });
  assert.is(code, 0);
  assert.match(out, /one of decay, walk/);
});

test("a command that does not exist: exit code 2 and the nearest", async () => {
  const { code, err } = await langevin(["rnu"], { cwd });
  assert.is(code, 2);
  assert.match(err, /Did you mean run\?/);
});

test("--help and --version need nothing but the command line, from any folder", async () => {
  const elsewhere = join(cwd, "else where");
  mkdirSync(elsewhere);
  const help = await langevin(["--help"], { cwd: elsewhere });
  assert.equal([help.code, help.err], [0, ""]);
  for (const command of ["list", "run", "start", "mnist"])
    assert.match(help.out, new RegExp(`^  ${command} `, "m"));
  const version = await langevin(["--version"], { cwd: elsewhere });
  assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
});

test.run();
