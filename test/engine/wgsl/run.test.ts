import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../../src/array-space.ts";
import { energyDensity } from "../../../src/energy.ts";
import { compileWgsl, type WgslProgram } from "../../../src/engine/wgsl/compile-wgsl.ts";
import { uniformGrid } from "../../../src/grids/uniform.ts";
import { diffusedScore } from "../../../src/problems/diffused-score.ts";
import { overdamped } from "../../../src/problems/overdamped.ts";
import { probabilityFlow } from "../../../src/problems/probability-flow.ts";
import { reverse } from "../../../src/problems/reverse.ts";
import { target } from "../../../src/problems/target.ts";
import { underdamped } from "../../../src/problems/underdamped.ts";
import { vp } from "../../../src/schedules/variance-preserving.ts";
import * as solvers from "../../../src/solvers/index.ts";
import { normalStart } from "../../../src/start.ts";
import { checkerboard, eightGaussians, muellerBrown, swissRoll } from "../../../toy-distributions/index.ts";
import { catches } from "../../support.ts";
import { type Case, difference, first, reference, seed } from "../agree.ts";
import { runInPage, testOnGpu } from "./gpu-page.ts";

const steps = 100;
const start = (deviation: number) => normalStart(arraySpace({ particles: 150, dimension: 2 }), 3n, deviation);
const typed = await energyDensity("(x^2 - 1)^2 + y^2 / 2 + 0.3 * sin(3 x) * tanh(y) + log(1 + x^2)");
const falling = uniformGrid(1, 1e-3, steps);

const cases: Readonly<Record<string, Case>> = {
  "Langevin on eight Gaussians": {
    make: (space, noise) =>
      solvers.eulerMaruyama.bind(space, overdamped(space, target(space, eightGaussians).score), noise),
    grid: uniformGrid(0, 0.5, steps),
    start: start(4),
  },
  "BAOAB on Mueller-Brown": {
    make: (space, noise) =>
      solvers.baoab.bind(space, underdamped(target(space, muellerBrown).score, { friction: 2 }), noise),
    grid: uniformGrid(0, 0.01, steps),
    start: start(0.3),
  },
  "MALA on eight Gaussians": {
    make: (space, noise) => solvers.mala.bind(space, target(space, eightGaussians), noise),
    grid: uniformGrid(0, 5, steps),
    start: start(4),
  },
  "reverse SDE on the Swiss roll": {
    make: (space, noise) =>
      solvers.eulerMaruyama.bind(space, reverse(space, vp, diffusedScore(space, swissRoll, vp)), noise),
    grid: falling,
    start: start(1),
  },
  "probability flow on the Swiss roll": {
    make: (space, noise) =>
      solvers.heun.bind(space, probabilityFlow(space, vp, diffusedScore(space, swissRoll, vp)), noise),
    grid: falling,
    start: start(1),
  },
  "Langevin on the checkerboard": {
    make: (space, noise) =>
      solvers.eulerMaruyama.bind(space, overdamped(space, target(space, checkerboard).score), noise),
    grid: uniformGrid(0, 0.02, steps),
    start: start(1),
  },
  "Langevin on a typed energy": {
    make: (space, noise) =>
      solvers.eulerMaruyama.bind(space, overdamped(space, target(space, typed).score, 0.8), noise),
    grid: uniformGrid(0, 1, steps),
    start: start(1),
  },
};

const compile = ({ make, grid }: Case): Promise<WgslProgram> =>
  compileWgsl(make, { dimension: 2, grid, times: [...grid] });

/** The difference from the array space after each step. */
async function errors(program: WgslProgram, run: Case): Promise<number[]> {
  const { frames } = await runInPage(program, { seed, start: run.start, first });
  const expected = await reference(run);
  const n = run.start.length;
  const at = <A extends { subarray(from: number, to: number): A }>(x: A, k: number) =>
    x.subarray(k * n, (k + 1) * n);
  return Array.from(run.grid, (_, k) => difference(Float64Array.from(at(frames, k)), at(expected, k)));
}

function close([, one, ...rest]: readonly number[]): void {
  assert.ok(one <= 1e-6, `off by ${one} after a step`);
  const last = rest[rest.length - 1];
  assert.ok(last <= 3e-5, `off by ${last} after ${steps} steps`);
}

for (const [name, run] of Object.entries(cases)) {
  testOnGpu(`${name}: 1e-6 from the array space after a step, 3e-5 after a hundred`, async () => {
    const off = await errors(await compile(run), run);
    console.log(
      `${name}: ${off[1].toExponential(1)} after a step, ${off[steps].toExponential(1)} after ${steps}`,
    );
    close(off);
  });
}

const bugs: readonly (readonly [bug: string, name: string, right: string, wrong: string])[] = [
  ["another step's noise", "Langevin on eight Gaussians", "table[row + 0u]", "(table[row + 0u] + 1u)"],
  ["the pair exchanged", "Langevin on eight Gaussians", "radius * cosSin(", "radius * sinCos("],
  ["the high byte left out", "Langevin on eight Gaussians", " | high", ""],
  ["a row left out", "reverse SDE on the Swiss roll", "k < data[1u]", "k + 3u < data[1u]"],
  ["weights that are not summed", "probability flow on the Swiss roll", "z0 += w;", "z0 = max(z0, w);"],
  ["another uniform", "MALA on eight Gaussians", "= uniformOf(", "= 1f - uniformOf("],
];
for (const [bug, name, right, wrong] of bugs) {
  testOnGpu(`caught: ${bug}`, async () => {
    const run = cases[name];
    const program = await compile(run);
    const tasks = program.tasks.map((task) => {
      const text = task.code.text
        .replaceAll(right, wrong)
        .concat("fn sinCos(q: i32, r: f32) -> vec2f { return cosSin(q, r).yx; }");
      return { ...task, code: { ...task.code, text } };
    });
    assert.ok(program.tasks.some(({ code }) => code.text.includes(right)));
    const off = await errors({ ...program, tasks }, run);
    catches(bug, () => close(off));
  });
}

test.run();
