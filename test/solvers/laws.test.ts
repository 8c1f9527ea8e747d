import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { integrate, intervals } from "../../src/integrate.ts";
import { type Process, process, type Solver, type State } from "../../src/solver.ts";
import type { Ensemble } from "../../src/space.ts";
import { normalStart } from "../../src/start.ts";
import { poisonedSpace } from "../poisoned-space.ts";
import { catches, same } from "../support.ts";
import { last, law, run, seed, shape, starting } from "./every-solver.ts";
import { type AnySolver, everySolver, standardGrid } from "./standard-problems.ts";

type Arrays = Float64Array;

law("the same numbers in a space that poisons what was given away", (solver) => {
  const expected = run(arraySpace(shape), solver);
  assert.ok(expected.every(Number.isFinite));
  same(run(poisonedSpace(shape), solver), expected);
});

/** Euler's method with one of the faults that the poisoned space is for. */
const leaky = (fault: "used" | "twice" | "unwritten"): Solver<"ode"> => ({
  name: fault,
  kind: "ode",
  about: "a planted bug",
  evaluations: 1,
  reference: "",
  bind(space, { drift }) {
    let f = space.scratch();
    const g = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, { t0, t1 }) {
        f = drift(t0, x, f);
        if (fault === "unwritten") return { position: space.combine(x, [1, x], [t1 - t0, g]) };
        const y = space.combine(x, [1, x], [t1 - t0, f]);
        if (fault === "used") return { position: space.combine(y, [0.5, y], [0.5, x]) };
        return { position: space.combine(x, [1, y]) };
      },
    });
  },
});
test("the poisoned space catches a state that is used or given away again, and a scratch never written", () => {
  for (const [fault, message] of [
    ["used", /used after it was given away/],
    ["twice", /given away twice/],
    ["unwritten", /before it was written/],
  ] as const) {
    assert.ok(run(arraySpace(shape), leaky(fault)).every(Number.isFinite));
    assert.throws(() => run(poisonedSpace(shape), leaky(fault)), message);
  }
});

/** A state as it comes back from a file: numbers and the bytes of arrays. */
const fromBytes = (state: State<Arrays>): State<Arrays> =>
  Object.fromEntries(
    Object.entries(state).map(([name, value]) => {
      if (typeof value === "number") return [name, Number(JSON.parse(JSON.stringify(value)))];
      const bytes = new Uint8Array(value.buffer).slice();
      return [name, new Float64Array(bytes.buffer)];
    }),
  ) as State<Arrays>;

/** K steps, the state alone carried into a new space, problem, noise and process, and K steps more. */
function restarts(solver: AnySolver, bound = (space: Ensemble<Arrays>) => starting(space, solver)): void {
  const steps = [...intervals(standardGrid(solver.kind))];
  const [space, other] = [arraySpace(shape), arraySpace(shape)];
  let p = bound(space);
  let state = p.start(normalStart(space, seed, 0.8), steps[0].t0);
  for (const at of steps) {
    if (at.k === steps.length / 2) {
      state = fromBytes(state);
      p = bound(other);
    }
    state = p.step(state, at);
  }
  const whole = bound(arraySpace(shape));
  same(
    state.position,
    last(integrate(space, whole, normalStart(space, seed, 0.8), standardGrid(solver.kind))).position,
  );
}
law("a run continued from its state alone gives the bytes of one that was not interrupted", (solver) =>
  restarts(solver),
);
test("a solver that keeps history outside its state does not restart", () => {
  const [heun] = everySolver.filter(({ name }) => name === "heun");
  const forgetful = (space: Ensemble<Arrays>): Process<Arrays> => {
    const p = starting(space, heun);
    let previous = space.combine(space.scratch());
    return {
      start: p.start,
      step(state, at) {
        const position = space.combine(space.scratch(), [1, state.position], [0.1, previous]);
        previous = space.copy(state.position);
        return p.step({ position }, at);
      },
    };
  };
  catches("history in the closure", () => restarts(heun, forgetful));
});

law("the first particles do not change when more are added, unless it couples the batch", (solver) => {
  const ensemble = (particles: number) => run(arraySpace({ particles, dimension: 2 }), solver, {}, 2);
  const [few, many] = [ensemble(4), ensemble(9).slice(0, 8)];
  if (solver.couples === undefined) same(many, few);
  else catches("no coupling, though it says so", () => same(many, few));
});

law(
  "a shard is the same rows of the whole",
  (solver) => {
    const whole = run(arraySpace({ particles: 9, dimension: 2 }), solver);
    same(run(arraySpace({ particles: 3, dimension: 2, first: 5 }), solver), whole.slice(10, 16));
  },
  ({ couples }) => couples === undefined,
);

test.run();
