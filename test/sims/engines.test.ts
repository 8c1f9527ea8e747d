import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EngineName } from "../../sims/engine/engine-flag.ts";
import type { EngineUse } from "../../sims/engine/engine-use.ts";
import * as simulations from "../../sims/index.ts";
import { threadsNote } from "../../sims/node/threads-note.ts";
import { solverOf, solversFor } from "../../sims/sampling/bind.ts";
import { chooseEngine } from "../../sims/sampling/choose-engine.ts";
import { sampleEnsemble } from "../../sims/sampling/ensemble.ts";
import type { Motion, SampleSpec } from "../../sims/sampling/spec.ts";
import { subjectOf } from "../../sims/sampling/subject.ts";
import type { Context, Simulation } from "../../sims/simulation.ts";
import { fourSamplers } from "../../sims/swiss-roll/four-samplers.ts";
import { DivergenceError, grids, UsageError } from "../../src/index.ts";
import { difference } from "../engine/agree.ts";
import { emptyFolder, langevin, runJson } from "./command.ts";
import { inProcess } from "./in-process.ts";

/** A context that notes the engine of each run, and keeps nothing else. */
function noting() {
  const engines: Record<string, EngineUse["engine"]> = {};
  const nothing = { array() {}, figure() {}, report() {}, cite() {}, metric() {} };
  const engine = (use: EngineUse, label: string) => {
    engines[label] = use.engine;
  };
  return { engines, context: { ...inProcess, ...nothing, engine } as unknown as Context };
}

const guided = [0, 1, 3].flatMap((w) =>
  ["1-d", "2-d"].flatMap((d) =>
    ["flow, classifier-free", "flow, classifier", "reverse SDE, classifier-free"].map(
      (way) => [`${way}, w = ${w}, ${d}`, "simd64"] as const,
    ),
  ),
);

/** What "auto" has to take for each run of each simulation. swiss-roll, which takes long, comes below. */
const expected: Readonly<Record<string, Readonly<Record<string, EngineUse["engine"]>>>> = {
  "annealed-langevin": { "annealed Langevin dynamics": "simd32", "plain Langevin dynamics": "simd32" },
  convergence: { paths: "reference" },
  "double-well-escape": { passages: "reference", paths: "simd32" },
  guidance: Object.fromEntries(guided),
  "kinetic-langevin": { "kinetic Langevin dynamics": "simd32", "its first steps": "simd32" },
  langevin: { "Langevin dynamics": "simd32" },
  "learned-score": { "flow, exact score": "simd32" },
  likelihood: { likelihood: "reference" },
  "mueller-brown": { dynamics: "simd32", "one particle": "simd32" },
  "ornstein-uhlenbeck": { paths: "simd32" },
  "probability-flow": { "probability flow": "simd64", "the flow itself": "reference" },
  "reverse-diffusion": { "reverse diffusion": "simd32" },
  sde: { paths: "simd32" },
};

const short = { particles: 40, steps: 20, seed: 7n } as const;
const smaller: Readonly<Record<string, object>> = {
  convergence: { solvers: "euler-maruyama", steps: 16 },
  likelihood: { cells: 0 },
  guidance: { particles: 100 },
  "learned-score": { particles: 100 },
};

for (const simulation of Object.values(simulations) as unknown as Simulation[]) {
  const { name, config } = simulation;
  if (name === "swiss-roll") continue;
  test(`${name}: what auto takes for each of its runs`, async () => {
    const { engines, context } = noting();
    const { seed, ...words } = short;
    const settings = { ...config.parse({ ...words, ...smaller[name] }), seed };
    await simulation.run(settings, context);
    assert.equal(engines, expected[name]);
  });
}

const grid = grids.uniform(0, 0.1, 5);
const common = { grid, particles: 13, seed: 7n, times: [grid[0], grid[3], grid[5]] };
const density = { name: "eight-gaussians" };
const motions: Readonly<Record<Motion["kind"], Omit<SampleSpec, "solver">>> = {
  langevin: { ...common, density, motion: { kind: "langevin" }, start: { deviation: 3 } },
  reverse: {
    ...common,
    density,
    motion: { kind: "reverse", schedule: { name: "vp" } },
    grid: grids.uniform(0.9, 0.2, 5),
    times: [0.2],
    start: { deviation: 1 },
  },
  forward: {
    ...common,
    density,
    motion: { kind: "forward", schedule: { name: "vp" } },
    start: { deviation: 1 },
  },
  "ornstein-uhlenbeck": {
    ...common,
    motion: { kind: "ornstein-uhlenbeck", theta: 1, sigma: 2 },
    start: { deviation: 1, at: [3] },
  },
  sde: {
    ...common,
    motion: { kind: "sde", drift: ["sin(y)-x^3", "-y*t"], diffusion: [["1"], ["2"]], calculus: "ito" },
    start: { deviation: 1 },
  },
};
const still: Motion = {
  kind: "sde",
  drift: ["sin(y)-x^3", "-y*t"],
  diffusion: [["0"], ["0"]],
  calculus: "ito",
};

/** Solvers that look across particles: the only ones that are not compiled. */
const notCompiled = ["dormand-prince", "predictor-corrector"];
const met = new Set<string>();

const onEngine = async (spec: SampleSpec, engine: EngineName, context = inProcess) =>
  (await sampleEnsemble(context, { ...spec, engine }, "")).frames.data;

for (const [kind, rest] of Object.entries(motions)) {
  for (const solver of solversFor(kind as Motion["kind"])) {
    met.add(solver);
    const isOde = kind === "sde" && solverOf(solver).kind === "ode";
    const spec: SampleSpec = { ...rest, solver, ...(isOde && { motion: still }) };
    test(`${kind} by ${solver}: what auto takes, and that every engine agrees with the reference`, async () => {
      const { engine } = await chooseEngine(await subjectOf(spec), spec);
      if (notCompiled.includes(solver)) return assert.is(engine, "reference");
      assert.is(engine, isOde ? "simd64" : "simd32");
      const reference = await onEngine(spec, "reference");
      const off = async (name: EngineName) => difference(await onEngine(spec, name), reference);
      assert.ok((await off("simd32")) < 1e-4, "simd32");
      assert.ok((await off("simd64")) < 1e-10, "simd64");
      assert.ok((await off("simd32")) > 0, "they are other engines");
    });
  }
}

test("every solver that is not compiled was met", () => {
  for (const name of notCompiled) assert.ok(met.has(name), name);
});

test("swiss-roll: all four samplers are compiled", async () => {
  for (const sampler of fourSamplers) {
    for (const evaluations of [20, 1000]) {
      const spec = sampler.spec(evaluations, 100, 7n);
      assert.is((await chooseEngine(await subjectOf(spec), spec)).engine, "simd32", sampler.name);
    }
  }
});

test("without noise auto takes float64", async () => {
  const silent: readonly SampleSpec[] = [
    { ...motions.langevin, motion: { kind: "langevin", friction: 0 }, solver: "baoab" },
    {
      ...motions["ornstein-uhlenbeck"],
      motion: { kind: "ornstein-uhlenbeck", theta: 1, sigma: 0 },
      solver: "euler-maruyama",
    },
    { ...motions.sde, motion: still, solver: "euler-maruyama" },
  ];
  for (const spec of silent) {
    const { engine, why } = await chooseEngine(await subjectOf(spec), spec);
    assert.is(engine, "simd64");
    assert.match(why, /no noise/);
  }
});

test("where float32 cannot hold the steps auto takes float64", async () => {
  const start = { deviation: 1, at: [1e7, 0] };
  const spec: SampleSpec = {
    ...motions.langevin,
    density: { energy: "(x-1e7)^2+y^2" },
    solver: "baoab",
    start,
  };
  const { engine, why } = await chooseEngine(await subjectOf(spec), spec);
  assert.is(engine, "simd64");
  assert.match(why, /in float32 the first steps would be off by \d/);
});

for (const engine of ["simd32", "simd64"] as const) {
  test(`${engine}: neither threads nor more particles change what the first ones do, momenta and all`, async () => {
    for (const solver of ["baoab", "mala"]) {
      const kinetic = solver === "baoab";
      const spec: SampleSpec = { ...motions.langevin, solver, engine, momenta: kinetic, settings: {} };
      const run = (particles: number, threads: number) =>
        sampleEnsemble({ ...inProcess, threads }, { ...spec, particles }, "");
      const [few, more] = [await run(37, 1), await run(53, 3)];
      const firsts = (x: typeof few.frames, f: number) => [
        ...x.data.subarray(f * x.shape[1] * 2, f * x.shape[1] * 2 + 74),
      ];
      for (const f of common.times.keys()) {
        assert.equal(firsts(more.frames, f), firsts(few.frames, f));
        if (kinetic) assert.equal(firsts(more.momenta!, f), firsts(few.momenta!, f));
      }
      assert.is(few.accepted !== undefined, !kinetic);
    }
  });

  test(`${engine}: momenta and the share that is accepted are those of the reference`, async () => {
    const spec: SampleSpec = { ...motions.langevin, solver: "obabo", momenta: true };
    const momenta = async (name: EngineName) =>
      (await sampleEnsemble(inProcess, { ...spec, engine: name }, "")).momenta!.data;
    assert.ok(difference(await momenta(engine), await momenta("reference")) < 1e-4);
    const far = {
      ...motions.langevin,
      solver: "mala",
      grid: grids.uniform(0, 5, 5),
      times: [5],
      particles: 500,
    };
    const accepted = async (name: EngineName) =>
      (await sampleEnsemble(inProcess, { ...far, engine: name }, "")).accepted;
    const share = await accepted("reference");
    assert.ok(share! > 0.05 && share! < 0.95, String(share));
    assert.is(await accepted(engine), share);
  });

  test(`${engine}: a formula that is not finite somewhere stops the run, which names particle and step`, async () => {
    const motion: Motion = { kind: "sde", drift: ["log(x)"], diffusion: [["1"]], calculus: "ito" };
    // of several particles that diverge, the first that is found is named: here there is one
    const start = { deviation: 0.1, at: [-1] };
    const spec: SampleSpec = { ...common, motion, solver: "euler-maruyama", start, particles: 1, engine };
    const message = (run: Promise<unknown>) =>
      run.then(
        () => "no error",
        (error: Error) => {
          assert.instance(error, DivergenceError);
          return error.message;
        },
      );
    const said = await message(sampleEnsemble(inProcess, spec, ""));
    assert.match(said, /particle \d+ is not finite after step \d+ from t = /);
    assert.is(said, await message(sampleEnsemble(inProcess, { ...spec, engine: "reference" }, "")));
  });
}

const chosen = async (spec: SampleSpec) => chooseEngine(await subjectOf(spec), spec);
const euler: SampleSpec = { ...motions.langevin, solver: "euler-maruyama" };

async function refused(spec: SampleSpec, ...says: RegExp[]): Promise<void> {
  const unreached = () => assert.unreachable("something was computed");
  const context = { ...inProcess, progress: unreached, compute: unreached } as unknown as Context;
  const error = await sampleEnsemble(context, spec, "").then(unreached, (thrown) => thrown);
  assert.instance(error, UsageError);
  for (const say of says) assert.match(error.message, say);
}

test("an engine that cannot serve is refused before anything is computed; auto says why it does not take it", async () => {
  const adaptive = { ...motions.reverse, solver: "dormand-prince" };
  await refused(
    { ...adaptive, engine: "simd32" },
    /--engine/,
    /simd32/,
    /reference/,
    /looks across particles/,
  );
  assert.match((await chosen(adaptive)).why, /dormand-prince.*looks across particles/);
  const long = { ...euler, grid: new Float64Array(2e7) };
  long.grid.set([0, 1, 2, 3]);
  await refused({ ...long, engine: "simd64", times: [0] }, /simd64/, /table of .* numbers/);
  assert.is((await chosen(long)).engine, "reference");
  const wide = { ...euler, density: { name: "double-well", dimension: 100 }, solver: "mala" };
  assert.match((await chosen(wide)).why, /mala is not compiled: its code would be \d+ characters long/);
});

test("a machine without vectors: auto falls back and says so, a named engine is refused", async () => {
  const { validate } = WebAssembly;
  WebAssembly.validate = () => false;
  try {
    const { engine, why } = await chosen(euler);
    assert.is(engine, "reference");
    assert.match(why, /no vectors/);
    await refused({ ...euler, engine: "simd32" }, /--engine/, /simd32/, /no vectors/);
  } finally {
    WebAssembly.validate = validate;
  }
  assert.is((await chosen(euler)).engine, "simd32");
});

const cwd = emptyFolder();

test("the summary, run.json and the report say which engine ran and why", async () => {
  const flags = ["--particles", "40", "--steps", "10", "--seed", "7", "--out", "flow"];
  const { code, out, err } = await langevin(["run", "probability-flow", ...flags], { cwd });
  assert.is(code, 0, err);
  const words =
    /simd64 for probability flow \(the fastest in float64: the error of the method is measured\); reference for the flow itself \(dormand-prince is not compiled: .*\)/;
  assert.match(out, new RegExp(`^Engine: ${words.source}$`, "m"));
  const { engine } = runJson(join(cwd, "flow")) as unknown as {
    engine: { engine: string; runs: string[] }[];
  };
  assert.equal(
    engine.map(({ engine, runs }) => [engine, ...runs]),
    [
      ["simd64", "probability flow"],
      ["reference", "the flow itself"],
    ],
  );
  assert.match(readFileSync(join(cwd, "flow", "report.html"), "utf8"), words);
});

const commands: readonly (readonly [flags: string[], ...says: RegExp[]])[] = [
  [["convergence", "--engine", "simd32"], /--engine/, /reference/, /one Brownian path/],
  [["likelihood", "--engine", "simd64"], /--engine/, /travels with each point/],
  [["double-well-escape", "--engine", "simd64"], /--engine/, /until it has passed/],
  [
    ["reverse-diffusion", "--solver", "dormand-prince", "--engine", "simd64"],
    /dormand-prince is not compiled/,
  ],
  [["langevin", "--engine", "simd"], /one of auto, reference, simd32, simd64/, /Did you mean "simd/],
];
for (const [flags, ...says] of commands) {
  test(`refused with exit code 2: run ${flags.join(" ")}`, async () => {
    const { code, out, err } = await langevin(["run", ...flags, "--out", "refused"], { cwd });
    assert.is(code, 2);
    assert.is(out, "");
    for (const say of says) assert.match(err, say);
  });
}

test("more threads than cores: a note", () => {
  assert.is(threadsNote(2, 2), undefined);
  assert.match(threadsNote(3, 2) ?? "", /3 threads on 2 cores: the results are the same/);
});

test.run();
