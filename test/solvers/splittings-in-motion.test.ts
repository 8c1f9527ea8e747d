import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../src/array-space.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { intervals } from "../../src/integrate.ts";
import { freshNoise } from "../../src/noise/fresh.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import type { State } from "../../src/solver.ts";
import { baoa } from "../../src/solvers/baoa.ts";
import { baoab } from "../../src/solvers/baoab.ts";
import { normalStart } from "../../src/start.ts";
import { near, same } from "../support.ts";
import { interval, type Kinetic, momentum, type Splitting, sources, splittings, unit } from "./splittings.ts";
import { standardProblems, well } from "./standard-problems.ts";

type Arrays = Float64Array;
const one = arraySpace({ particles: 1, dimension: 1 });
const plane = arraySpace({ particles: 5, dimension: 2 });
const { kinetic, target } = standardProblems(plane);
const undamped = underdamped(kinetic.force, { friction: 0 });

test("baoab is half a kick, half a drift, the exact O, half a drift, half a kick, bit for bit", () => {
  const { force, temperature, friction } = kinetic;
  const noise = freshNoise(plane, 3n);
  const p = baoab.bind(plane, kinetic, noise);
  let state = p.start(normalStart(plane, 3n), 0);
  let [q, v, F]: Arrays[] = [state.position, momentum(state), state.force as Arrays].map((x) => x.slice());
  for (const at of intervals(uniformGrid(0, 2, 7))) {
    state = p.step(state, at);
    const h = at.t1 - at.t0;
    const c = Math.exp(-friction * h);
    const s = Math.sqrt((-temperature * Math.expm1(-2 * friction * h)) / h);
    v = v.map((x, i) => x + (h / 2) * F[i]);
    q = q.map((x, i) => x + (h / 2) * v[i]);
    const dW = noise.increment(at, plane.scratch());
    v = v.map((x, i) => c * x + s * dW[i]);
    q = q.map((x, i) => x + (h / 2) * v[i]);
    F = force(at.t1, q, plane.scratch());
    v = v.map((x, i) => x + (h / 2) * F[i]);
    same(state.position, q);
    same(momentum(state), v);
  }
});

test("the force is asked once a step, where the splitting kicks", () => {
  const asked = (splitting: Splitting): number[] => {
    const times: number[] = [];
    const force: Kinetic["force"] = (t, q, out) => {
      times.push(t);
      return plane.combine(out, [-1, q]);
    };
    const p = splitting.bind(plane, underdamped(force), freshNoise(plane, 1n));
    let state = p.start(normalStart(plane, 1n), 1);
    for (const at of intervals(Float64Array.of(1, 1.5, 2.5))) state = p.step(state, at);
    return times;
  };
  const times = {
    aboba: [1.25, 2],
    baoa: [1, 1.5],
    baoab: [1, 1.5, 2.5],
    oabao: [1.25, 2],
    obabo: [1, 1.5, 2.5],
  };
  for (const [name, expected] of Object.entries(times)) {
    for (const splitting of splittings.filter((s) => s.name === name))
      assert.equal(asked(splitting), expected);
  }
});

/** Positions and momenta after n steps of h without friction, from a start with the momentum set by `kick`. */
function orbit(splitting: Splitting, grid: Arrays, kick = (p: Arrays, _q: Arrays) => p) {
  const process = splitting.bind(plane, undamped, freshNoise(plane, 3n));
  let state = process.start(normalStart(plane, 3n), grid[0]);
  state = { ...state, momentum: kick(momentum(state), state.position) };
  const path = [[state.position.slice(), momentum(state).slice()]];
  for (const at of intervals(grid)) {
    state = process.step(state, at);
    path.push([state.position.slice(), momentum(state).slice()]);
  }
  return { path, state, process };
}

test(`without friction baoab is velocity Verlet, on the ${well.name}`, () => {
  const h = 0.05;
  const { path } = orbit(baoab, uniformGrid(0, 40 * h, 40));
  const [q, v] = path[0].map((x) => x.slice());
  let F = kinetic.force(0, q, plane.scratch());
  for (const [position, speed] of path.slice(1)) {
    for (let i = 0; i < q.length; i++) q[i] += h * v[i] + ((h * h) / 2) * F[i];
    const next = kinetic.force(0, q, plane.scratch());
    for (let i = 0; i < q.length; i++) v[i] += (h / 2) * (F[i] + next[i]);
    F = next;
    for (const [i, x] of q.entries()) near(position[i], x, 1e-12);
    for (const [i, x] of v.entries()) near(speed[i], x, 1e-12);
  }
});

test("without friction baoa is the same leapfrog, its momentum half a step behind", () => {
  const h = 0.05;
  const grid = uniformGrid(0, 40 * h, 40);
  const behind = (p: Arrays, q: Arrays) => {
    const F = kinetic.force(0, q, plane.scratch());
    return p.map((x, i) => x - (h / 2) * F[i]);
  };
  const [ahead, late] = [orbit(baoab, grid), orbit(baoa, grid, behind)];
  for (const [k, [q]] of ahead.path.entries())
    for (const [i, x] of q.entries()) near(late.path[k][0][i], x, 1e-12);
});

for (const splitting of splittings.filter(({ name }) => name === [...name].reverse().join(""))) {
  test(`${splitting.name}: without friction it is reversible to 1e-10`, () => {
    const { path, state, process } = orbit(splitting, uniformGrid(0, 10, 200));
    assert.ok(state.position.some((x, i) => Math.abs(x - path[0][0][i]) > 0.1));
    let back = state;
    for (const at of intervals(uniformGrid(10, 0, 200))) back = process.step(back, at);
    for (const [i, x] of path[0][0].entries()) near(back.position[i], x, 1e-10);
    for (const [i, x] of path[0][1].entries()) near(momentum(back)[i], x, 1e-10);
  });
}

for (const splitting of splittings) {
  test(`${splitting.name}: without friction the energy does not drift, and swings with h to the order claimed`, () => {
    const energies = (h: number): number[] =>
      orbit(splitting, uniformGrid(0, 100, Math.round(100 / h))).path.map(([q, p]) => {
        const potential = target.logDensity(0, q, plane.scratch(1));
        return p.reduce((sum, v) => sum + (v * v) / 2, 0) - potential.reduce((sum, l) => sum + l, 0);
      });
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const swing = (h: number) => {
      const all = energies(h);
      const half = Math.floor(all.length / 2);
      const size = Math.max(...all.map((e) => Math.abs(e - all[0])));
      near(mean(all.slice(0, half)), mean(all.slice(half)), size / 5, "energy");
      return size;
    };
    near(Math.log2(swing(0.05) / swing(0.025)), splitting.order as number, 0.2);
  });
}

const free: Kinetic["force"] = (_, _q, out) => one.combine(out);
for (const splitting of splittings) {
  test(`${splitting.name}: a free particle's mean square displacement grows as T h coth(gamma h / 2)`, () => {
    for (const [h, friction, temperature] of [
      [0.1, 1, 1],
      [1, 0.5, 2],
      [2, 3, 0.7],
    ]) {
      let slope = 0;
      for (const source of sources) {
        const first = unit(source, ({ k }) => (k === 0 ? 1 : 0));
        const p = splitting.bind(one, underdamped(free, { friction, temperature }), first);
        let state = { ...p.start(new Float64Array(1), 0), momentum: new Float64Array(1) } as State<Arrays>;
        for (let k = 0; k * h * friction < 50; k++) state = p.step(state, interval(h, k));
        slope += state.position[0] ** 2 / (source === "increment" ? 1 : h);
      }
      near(slope, (temperature * h) / Math.tanh((friction * h) / 2), 1e-12 * slope);
      if (h < 0.2) near(slope, (2 * temperature) / friction, 2e-3);
    }
  });
}

test.run();
