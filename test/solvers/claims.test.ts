import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import type { Field, Kind } from "../../src/problems/problem.ts";
import { normalStart } from "../../src/start.ts";
import { constantMemory } from "../constant-memory.ts";
import { near, same } from "../support.ts";
import { last, law, run, seed, shape, starting } from "./every-solver.ts";
import { bind, everySolver, standardGrid, standardProblems } from "./standard-problems.ts";

type Arrays = Float64Array;

law(
  "grid, intervals, settings, fields' arguments and the record of the state stay as they were",
  (solver) => {
    const space = arraySpace(shape);
    const settings = Object.freeze({});
    const problems = observed(standardProblems(space), () => {});
    const p = bind(solver, space, problems, freshNoise(space, seed), settings);
    const grid = standardGrid(solver.kind);
    let state = p.start(normalStart(space, seed, 0.8), grid[0]);
    for (const at of intervals(grid)) state = p.step(Object.freeze(state), Object.freeze(at));
    same(grid, standardGrid(solver.kind));
  },
);

/** Problems whose fields check that they change `out` only, and report the times at which they are asked. */
function observed<P extends object>(problems: P, ask: (field: string, t: number) => void): P {
  const watch =
    (name: string, field: (...args: (number | Arrays)[]) => Arrays) =>
    (...args: (number | Arrays)[]): Arrays => {
      const given = args.slice(1, -1).filter((x) => x !== args.at(-1)) as Arrays[];
      const before = given.map((x) => x.slice());
      ask(name, args[0] as number);
      const result = field(...args);
      for (const [i, x] of given.entries()) same(x, before[i], `arguments of ${name}`);
      assert.not(args[1] === result, `${name} returned x itself`);
      return result;
    };
  return Object.fromEntries(
    Object.entries(problems).map(([kind, problem]) => [
      kind,
      Object.fromEntries(
        Object.entries(problem).map(([name, value]) => [
          name,
          typeof value === "function" && name !== "diffusion" ? watch(name, value as never) : value,
        ]),
      ),
    ]),
  ) as P;
}

law("a field is asked at times within the interval, as often as is claimed", (solver) => {
  const space = arraySpace(shape);
  let asked: number[] = [];
  const counted = ["drift", "stratonovich", "remainder", "force", "score", "denoiser"];
  const problems = observed(standardProblems(space), (name, t) => {
    if (counted.includes(name)) asked.push(t);
  });
  const p = bind(solver, space, problems, freshNoise(space, seed));
  const grid = standardGrid(solver.kind);
  let state = p.start(normalStart(space, seed, 0.8), grid[0]);
  for (const at of intervals(grid)) {
    asked = [];
    state = p.step(state, at);
    const [low, high] = [Math.min(at.t0, at.t1), Math.max(at.t0, at.t1)];
    assert.ok(
      asked.every((t) => t >= low && t <= high),
      `${asked} outside [${low}, ${high}]`,
    );
    if (typeof solver.evaluations === "number") assert.is(asked.length, solver.evaluations);
  }
});

const withNoise: readonly Kind[] = [
  "general",
  "stratonovich",
  "commutative",
  "additive",
  "semilinear",
  "kinetic",
];
law("declares itself, and its defaults are those that it uses", (solver) => {
  assert.match(solver.name, /^[a-z0-9-]+$/);
  assert.ok(solver.about.length > 0 && solver.reference.length > 0);
  assert.is(
    solver.calculus !== undefined,
    withNoise.includes(solver.kind),
    "a calculus, where it takes the noise of an SDE",
  );
  const declared = Object.entries(solver.settings ?? {});
  for (const [name, { default: value, min = -Infinity, max = Infinity }] of declared) {
    assert.ok(value >= min && value <= max, name);
  }
  const defaults = Object.fromEntries(declared.map(([name, setting]) => [name, setting.default]));
  same(run(arraySpace(shape), solver, defaults), run(arraySpace(shape), solver));
});

law("a step allocates nothing that grows with the ensemble", (solver) => {
  const space = arraySpace({ particles: 20_000, dimension: 2 });
  const settings = "corrections" in (solver.settings ?? {}) ? { corrections: 2 } : {};
  constantMemory(starting(space, solver, settings), normalStart(space, seed), standardGrid(solver.kind, 12));
});

test("solvers have names of their own", () => {
  assert.is(new Set(everySolver.map(({ name }) => name)).size, everySolver.length);
});

law(
  "the last step lands on T exactly, and dx = dt arrives there",
  (solver) => {
    const space = arraySpace({ particles: 1, dimension: 1 });
    const drift: Field<Arrays> = (_, _x, out) => out.fill(1);
    for (const grid of [Float64Array.of(0.1, 0.37, 0.7), Float64Array.of(1, 0.3, 1e-5)]) {
      const p = bind(solver, space, { ...standardProblems(space), ode: { drift } }, prescribedNoise({}));
      let end = Number.NaN;
      let x = 0;
      for (const { t, state } of integrate(space, p, Float64Array.of(grid[0]), grid)) {
        end = t;
        x = state.position[0];
      }
      assert.is(end, grid[2]);
      near(x, grid[2], 1e-15);
    }
  },
  ({ kind }) => kind === "ode",
);

const noisy = ["general", "commutative"] as const;
law(
  "without noise a step of a general problem is bitwise Euler's",
  (solver) => {
    const space = arraySpace(shape);
    const problems = standardProblems(space);
    const p = bind(
      solver,
      space,
      {
        ...problems,
        commutative: { ...problems.commutative, correction: (_, _x, out) => out.fill(0) },
      },
      prescribedNoise({}),
    );
    const grid = standardGrid(solver.kind);
    const end = last(integrate(space, p, normalStart(space, seed, 0.8), grid)).position;
    const x = normalStart(space, seed, 0.8);
    for (const { t0, t1 } of intervals(grid)) {
      const f = problems[solver.kind as (typeof noisy)[number]].drift(t0, x, space.scratch());
      for (let i = 0; i < x.length; i++) x[i] += (t1 - t0) * f[i];
    }
    same(end, x);
  },
  ({ kind }) => noisy.some((k) => k === kind),
);

test.run();
