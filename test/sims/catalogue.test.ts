import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { catalogue } from "../../sims/node/catalogue.ts";
import { parts } from "../../sims/node/parts.ts";
import { densities } from "../../sims/sampling/density-of.ts";
import { formulas, grids, schedules, solvers } from "../../src/index.ts";
import { emptyFolder, langevin, run, runJson } from "./command.ts";

const cwd = emptyFolder();
const json = async (...words: string[]) => JSON.parse((await langevin([...words, "--json"], { cwd })).out);

test("list --json has every fact of every registry", async () => {
  const { simulations, ...all } = await json("list");
  assert.ok(simulations.every(({ group }: { group?: string }) => group !== undefined));
  const named = <T extends { name: string }>(entries: readonly T[], name: string) =>
    entries.find((entry) => entry.name === name) as T & Record<string, unknown>;
  for (const solver of Object.values(solvers)) {
    const { name, kind, calculus, order, strong, weak, evaluations, settings, reference } = solver;
    const { bind, ...facts } = { bind: undefined, ...named(all.solvers, name) };
    const claimed = { kind, calculus, order, strong, weak, evaluations, settings, reference };
    for (const [key, value] of Object.entries(claimed))
      assert.equal(facts[key as never], value, `${name} ${key}`);
    assert.is(bind, undefined);
  }
  for (const { name, sampler, diffused, inDimension, ...density } of Object.values(densities)) {
    const facts = named(all.densities, name);
    for (const key of ["dimension", "reference", "normalised", "window", "quadratureError"] as const)
      assert.equal(facts[key], density[key], `${name} ${key}`);
    assert.is(facts.logDensity, formulas.latex(density.logDensity));
    assert.equal(
      [facts.sampler, facts.closedUnderNoise, facts.otherDimensions],
      [sampler, diffused, inDimension].map((part) => part !== undefined),
      name,
    );
  }
  assert.is(all.schedules.length, Object.keys(schedules).length);
  assert.equal(
    all.grids.map(({ name, reference }: { name: string; reference: string }) => [name, reference]),
    Object.values(grids).map(({ name, reference }) => [name, reference]),
  );
});

test("list puts simulations under their groups, solvers under their kinds, and facts beside names", async () => {
  const { out } = await langevin(["list"], { cwd });
  assert.match(out, /^Simulations \(diffusion\):\n {2}\S/m);
  assert.match(out, /^Solvers of ODEs.* \(ode\):\n(?: .*\n)* {2}heun +order 2, 2 evaluations a step\n/m);
  assert.match(
    out,
    /^ {2}dormand-prince +order 5, evaluations a step: 6 a sub-step, couples the batch\n.*\n +--set rtol = 1e-6/m,
  );
  assert.match(
    out,
    /^ {2}eight-gaussians +Eight Gaussians\n(?: {10}.*\n)* +2-D, exact sampler, closed under noise, normalised, shown on \[-6, 6\] x\n/m,
  );
  assert.match(out, /^ {2}milstein +order 1, strong order 1, weak order 1, 1 evaluation a step, Ito\n/m);
  assert.match(out, /^ {2}baoab +order 2, .*, Ito and Stratonovich\n/m);
  assert.match(out, /^ {2}double-well(?: .*\n)+ +2-D, and any other, not normalised, shown on/m);
});

test("list takes the registries that one asks for; another word is refused", async () => {
  assert.equal(Object.keys(await json("list", "solvers", "schedules")), ["solvers", "schedules"]);
  const { densities, solvers } = await json("list", "swiss-roll", "mala");
  assert.equal([densities.length, densities[0].name, solvers[0].name], [1, "swiss-roll", "mala"]);
  const { out } = await langevin(["list", "swiss-roll"], { cwd });
  assert.match(out, /theta = \(3 pi \/ 2\)(.|\n)*by quadrature \(log\s+p within 0\.00003\)/);
  const { code, err } = await langevin(["list", "solver"], { cwd });
  assert.is(code, 2);
  assert.match(err, /what to list: got "solver", .*Did you mean "solvers"\?/);
});

test("cite prints the references of a run by its folder or its run.json, one a line", async () => {
  assert.is((await run(["walk", "--out", "a walk"], { cwd })).code, 0);
  const { references } = runJson(join(cwd, "a walk"));
  assert.is(references.length, 1);
  for (const path of ["a walk", join("a walk", "run.json")]) {
    const { code, out, err } = await langevin(["cite", path], { cwd });
    assert.is(code, 0, err);
    assert.is(out, `${references.join("\n")}\n`);
  }
});

test("cite prints the references of what is named, each once", async () => {
  const { euler, milstein } = {
    euler: solvers.eulerMaruyama.reference,
    milstein: solvers.milstein.reference,
  };
  const { out } = await langevin(["cite", "euler-maruyama", "milstein", "euler-maruyama"], { cwd });
  assert.is(out, `${euler}\n${milstein}\n`);
  assert.equal(await json("cite", "vp"), { references: [schedules.vp.reference] });
  assert.equal(await json("cite", "log-snr"), { references: ["Lu et al. (2022), arXiv:2206.00927"] });
  const simulation: { references: string[] } = await json("cite", "reverse-diffusion");
  assert.ok(simulation.references.includes(euler), "its solver unless told");
  const named = (await catalogue(parts)).simulations;
  for (const { name, references } of named) assert.ok(references.length > 0, `${name} has something to cite`);
  const kramers: { references: string[] } = await json("cite", "double-well-escape");
  assert.ok(kramers.references.some((reference) => reference.startsWith("Kramers")));
  const plain = Object.values(densities).find(({ reference }) => reference === undefined);
  const none = await langevin(["cite", plain?.name ?? ""], { cwd });
  assert.equal([none.code, none.out], [0, ""]);
  assert.match(none.err, /no reference is known/);
});

test("what cannot be cited is refused", async () => {
  mkdirSync(join(cwd, "empty"));
  for (const [name, text] of [
    ["broken", '{"simulation": "langev'],
    ["foreign", '{"name": "a package", "references": [1]}'],
  ]) {
    cpSync(join(cwd, "a walk"), join(cwd, name), { recursive: true });
    writeFileSync(join(cwd, name, "run.json"), text);
  }
  for (const [words, ...says] of [
    [[], /got "nothing"/],
    [["mula"], /got "mula", expected the folder of a run, or a name/, /Did you mean "mala"\?/],
    [["empty"], /empty.run\.json, which does not exist.*expected the folder of a run or its run\.json/],
    [["broken"], /broken.run\.json, which is not what a run writes/],
    [["foreign"], /foreign.run\.json, which is not what a run writes/],
  ] as [string[], ...RegExp[]][]) {
    const { code, out, err } = await langevin(["cite", ...words], { cwd });
    assert.equal([code, out], [2, ""], err);
    for (const say of says) assert.match(err, say);
  }
});

test.run();
