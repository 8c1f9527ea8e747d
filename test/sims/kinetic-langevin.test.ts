import ndarray from "ndarray";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { z } from "zod";
import { correlationTime } from "../../sims/kinetic-langevin/correlation-time.ts";
import { harmonicTemperatures } from "../../sims/kinetic-langevin/harmonic-temperatures.ts";
import { temperatures } from "../../sims/kinetic-langevin/temperatures.ts";
import { kineticLangevin } from "../../sims/kinetic-langevin.ts";
import { langevin } from "../../sims/langevin.ts";
import { muellerBrown } from "../../sims/mueller-brown.ts";
import { densityOf } from "../../sims/sampling/density-of.ts";
import type { Context, Simulation } from "../../sims/simulation.ts";
import { arraySpace, exactStart, normalStart, solvers } from "../../src/index.ts";
import { catches, near, seeded, zLimit } from "../support.ts";
import { inProcess } from "./in-process.ts";

// covariance R diag(0.5, 2) R^T, R a turn by 30 degrees
const [c, s] = [Math.cos(Math.PI / 6), 0.5];
const S = [
  [0.5 * c * c + 2 * s * s, (0.5 - 2) * c * s],
  [(0.5 - 2) * c * s, 0.5 * s * s + 2 * c * c],
];
const T: number = 0.7;
const mean = [1, -2];
const density = await densityOf({ mean, covariance: S });

test("temperatures of a scheme in a Gaussian density: means over its modes, whatever its axes and its mean", () => {
  const h = 0.4;
  const modes = [1 / 0.5, 1 / 2].map((lambda) => 1 - (T * lambda * h * h) / 4);
  const check = (of: number) => {
    const baoab = harmonicTemperatures(density, of, h, solvers.baoab.stationary);
    near(baoab?.kinetic ?? NaN, (T * (modes[0] + modes[1])) / 2, 1e-12);
    near(baoab?.configurational ?? NaN, T, 1e-12);
    const obabo = harmonicTemperatures(density, of, h, solvers.obabo.stationary);
    near(obabo?.configurational ?? NaN, (T * (1 / modes[0] + 1 / modes[1])) / 2, 1e-12);
  };
  check(T);
  catches("another temperature", () => check(1.1 * T));
});

test("no such temperatures without a claim, at a step that is not stable, or with an energy that is not quadratic", async () => {
  assert.is(harmonicTemperatures(density, T, 0.1, undefined), undefined);
  const unstable = 2 / Math.sqrt(T / 0.5); // of the stiffer mode
  assert.ok(harmonicTemperatures(density, T, 0.999 * unstable, solvers.baoab.stationary));
  assert.is(harmonicTemperatures(density, T, unstable, solvers.baoab.stationary), undefined);
  const quartic = await densityOf({ energy: "x^4" });
  assert.is(harmonicTemperatures(quartic, T, 0.1, solvers.baoab.stationary), undefined);
});

/** What a simulation says at these settings. */
async function saidBy<C extends z.ZodObject>(simulation: Simulation<C>, asked: object): Promise<string> {
  const said: string[] = [];
  const context = {
    ...inProcess,
    array() {},
    figure() {},
    report() {},
    cite() {},
    say: (line: string) => said.push(line),
  } as unknown as Context;
  const settings = { particles: 20, steps: 40, frames: 10, engine: "reference", ...asked };
  await simulation.run(simulation.config.parse(settings), context);
  return said.join("\n");
}

test("what frames are too few for is said, not a range that is empty", async () => {
  for (const [few, more] of [
    [{ steps: 20, frames: 400 }, "21 frames are too few to tell them; record more --steps"],
    [{ steps: 400, frames: 42 }, "42 frames are too few to tell them; record more --frames"],
  ] as const)
    assert.match(await saidBy(kineticLangevin, few), `autocorrelation times: ${more}`);
});

test("langevin and mueller-brown compare nothing with the law at T without friction either", async () => {
  const check = async <C extends z.ZodObject>(simulation: Simulation<C>) => {
    const asked = { solver: "baoab", density: "double-well" };
    assert.match(await saidBy(simulation, { ...asked, friction: 1 }), /\(exact .* off by/);
    const said = await saidBy(simulation, { ...asked, friction: 0 });
    assert.match(said, /Friction 0: every particle keeps the energy of its start/);
    assert.not.match(said, /\(exact|off by/);
  };
  await check(langevin);
  await check(muellerBrown);
});

test("without friction there is no scheme's temperature to compare with, and the run says why", async () => {
  const run = (friction: number, more = {}) =>
    saidBy(kineticLangevin, { energy: "x^2/2", friction, ...more });
  const usual = await run(1);
  assert.match(usual, /this scheme/);
  assert.match(usual, /^x: mean .*\(exact 0, off/m);
  const said = await run(0);
  assert.match(said, /Friction 0: every particle keeps the energy of its start/);
  assert.not.match(said, /this scheme|\(exact|s\.e\./);
  assert.match(said, /kinetic temperature: \S+ \+- \S+$/m);
  // the difference is the bias of the step only where friction brings the law at rest
  const well = { energy: "x^2/2 + cos(2*x)", h: 0.5, particles: 2000, steps: 200 };
  assert.match(await run(1, well), /s\.e\., which holds the bias of the step h, of order h\^2\)/);
  assert.not.match(await run(0, well), /bias/);
});

seeded("exact samples have both temperatures, within their standard errors", (seed) => {
  const [frames, particles, d] = [6, 4000, 2];
  const space = arraySpace({ particles: frames * particles, dimension: d });
  const shape = [frames, particles, d];
  // exp(-E/T) = N(mean, S), whatever T is
  const q = ndarray(exactStart(space, seed, density), shape);
  const check = (p: number) => {
    const momenta = ndarray(normalStart(space, seed ^ 1n, p), shape);
    const run = { frames: q, momenta, dimension: d, coupled: false };
    for (const { value, error, series } of Object.values(temperatures(run, density, T))) {
      assert.is(series.length, frames);
      assert.ok(error < 0.02 && Math.abs(value - T) < zLimit * error, `${value} +- ${error}`);
    }
  };
  check(Math.sqrt(T));
  catches("momenta ten per cent too large", () => check(1.1 * Math.sqrt(T)));
});

seeded("the autocorrelation time of an autoregression, in units of time", (seed) => {
  const [frames, particles, a] = [800, 400, 0.8];
  const z = normalStart(arraySpace({ particles: frames * particles, dimension: 1 }), seed);
  for (let i = particles; i < z.length; i++) z[i] = a * z[i - particles] + Math.sqrt(1 - a * a) * z[i];
  const run = { frames: ndarray(z, [frames, particles, 1]), dimension: 1, coupled: false };
  const exact = (1 + a) / (1 - a);
  const { value, error } = correlationTime(run, 0, 0.5) ?? { value: NaN, error: NaN };
  near(value, 0.5 * exact, zLimit * error + 0.01 * exact);
  assert.ok(error < 0.02 * exact);
  assert.is(
    correlationTime({ ...run, frames: ndarray(z.slice(0, 9 * particles), [9, particles, 1]) }, 0, 1),
    undefined,
  );
});

test.run();
