import { test } from "uvu";
import * as assert from "uvu/assert";
import { arraySpace } from "../../../src/array-space.ts";
import type { Make } from "../../../src/engine/trace.ts";
import { compileWgsl, type WgslProgram } from "../../../src/engine/wgsl/compile-wgsl.ts";
import { runWgsl } from "../../../src/engine/wgsl/run-wgsl.ts";
import type { GpuPart } from "../../../src/engine/wgsl/stream-wgsl.ts";
import { uniformGrid } from "../../../src/grids/uniform.ts";
import { intervals } from "../../../src/integrate.ts";
import { fillUniforms } from "../../../src/noise/draw.ts";
import { freshNoise } from "../../../src/noise/fresh.ts";
import { purposes } from "../../../src/noise/purposes.ts";
import { overdamped } from "../../../src/problems/overdamped.ts";
import { target } from "../../../src/problems/target.ts";
import * as solvers from "../../../src/solvers/index.ts";
import { normalStart } from "../../../src/start.ts";
import { eightGaussians, quartic } from "../../../toy-distributions/index.ts";
import { catches, same } from "../../support.ts";
import { difference, reference } from "../agree.ts";
import { lineInPage, runInPage, testOnGpu } from "./gpu-page.ts";

const langevin: Make = (space, noise) =>
  solvers.eulerMaruyama.bind(space, overdamped(space, target(space, eightGaussians).score), noise);
const cloud = (particles: number, dimension = 2) => normalStart(arraySpace({ particles, dimension }), 3n, 1);

/** Each position becomes the uniforms of the 4th draw of the step, whose address the table holds. */
const uniforms: Make = (_, noise) => ({
  start: (position) => ({ position }),
  step: ({ position }, at) => ({ position: noise.uniform(at, 3, position) }),
});

/** Words of 40 bits, each with other high bytes. */
const wide = (i: number): number => (i * 0x9e3779b97f) % 2 ** 38;

function atAddresses(program: WgslProgram): WgslProgram {
  const tasks = program.tasks.map((task) => {
    const address = task.table.address.map((_, i) => wide(i + 1));
    return { ...task, table: { ...task.table, address } };
  });
  return { ...program, tasks };
}

testOnGpu("the noise of any particle, step and draw of 40 bits is that of src/noise exactly", async () => {
  const [dimension, seed] = [6, 0xfedcba9876543210n];
  const grid = uniformGrid(0, 1, 40);
  const program = atAddresses(await compileWgsl(uniforms, { dimension, grid, times: [...grid] }));
  const start = new Float64Array(100 * dimension);
  for (const first of [0, 2 ** 32 - 50, 2 ** 40 - 100, 987654321987]) {
    const { frames } = await runInPage(program, { seed, start, first });
    let k = 1;
    for (const { table } of program.tasks) {
      for (let r = 0; r < table.address.length; r += table.addresses, k++) {
        const expected = new Float64Array(start.length);
        const [step, draw] = table.address.subarray(r);
        fillUniforms(expected, { seed, purpose: purposes.uniform, first, width: dimension, step, draw });
        same(Float64Array.from(frames.subarray(k * start.length, (k + 1) * start.length)), expected);
        const [other, also] = [new Float64Array(start.length), step + 2 ** 32];
        fillUniforms(other, { seed, purpose: purposes.uniform, first, width: dimension, step: also, draw });
        catches("a step's high byte", () => same(other, expected));
      }
    }
    assert.is(k, 41);
  }
});

testOnGpu("blocks of any size give the same bytes, and so does every run", async () => {
  const grid = uniformGrid(0, 0.1, 20);
  const program = await compileWgsl(langevin, { dimension: 2, grid, times: [grid[7], grid[20]] });
  const part = { seed: 5n, start: cloud(200), first: 2 ** 32 - 100 };
  const { frames, state } = await runInPage(program, part);
  for (const block of [7, 64, 1000]) {
    const again = await runInPage(program, { ...part, block });
    assert.equal(again.frames, frames);
    assert.equal(again.state, state);
  }
  assert.equal(state.position, frames.subarray(400));
});

testOnGpu("other entries of the state come back: MALA's choices", async () => {
  const make: Make = (space, noise) => solvers.mala.bind(space, target(space, eightGaussians), noise);
  const options = { dimension: 2, grid: uniformGrid(0, 3, 10), entries: ["accepted"] };
  const start = cloud(300);
  const { state } = await runInPage(await compileWgsl(make, options), { seed: 5n, start });
  const space = arraySpace({ particles: 300, dimension: 2 });
  const process = make(space, freshNoise(space, 5n));
  let expected = process.start(start, 0);
  for (const at of intervals(options.grid)) expected = process.step(expected, at);
  same(Float64Array.from(state.accepted), expected.accepted as Float64Array);
  const accepted = state.accepted.reduce((sum, a) => sum + a, 0);
  assert.ok(accepted > 30 && accepted < 3000, `${accepted}`);
});

testOnGpu(
  "a run that leaves the numbers of float32 names the first step, and its first particle",
  async () => {
    const make: Make = (space, noise) =>
      solvers.eulerMaruyama.bind(space, overdamped(space, target(space, quartic).score), noise);
    const program = await compileWgsl(make, { dimension: quartic.dimension, grid: uniformGrid(0, 1, 4) });
    const from = async (...far: readonly (readonly [particle: number, x: number])[]): Promise<string> => {
      const start = new Float64Array(100 * quartic.dimension);
      for (const [particle, x] of far) start[particle * quartic.dimension] = x;
      const run = runInPage(program, { seed: 5n, start, first: 1000 });
      return run.then(() => "finite").catch((error: Error) => error.message);
    };
    assert.is(await from(), "finite");
    assert.match(
      await from([70, 1e5]),
      /DivergenceError: particle 1070 is not finite after step 1 from t = 0.25/,
    );
    assert.match(
      await from([70, 1e5], [90, 1e20], [95, 1e20]),
      /particle 1090 is not finite after step 0 from/,
    );
  },
);

testOnGpu("more workgroups than one dimension holds", async () => {
  const double: Make = (space) => ({
    start: (position) => ({ position }),
    step: ({ position }) => ({ position: space.combine(position, [2, position]) }),
  });
  const program = await compileWgsl(double, { dimension: 1, grid: uniformGrid(0, 1, 1) });
  const particles = 65535 * 64 + 1000;
  assert.is(await lineInPage(program, particles, 2), 0);
  assert.is(await lineInPage(program, 1000, 3), 999, "another factor is caught");
});

testOnGpu(
  "a million particles: the first and the last thousand are where the array space has them",
  async () => {
    const [particles, n] = [1e6, 2000];
    const grid = uniformGrid(0, 0.01, 2);
    const start = new Float32Array(2 * particles).map((_, i) => Math.sin(i) * 4);
    const { state } = await runInPage(await compileWgsl(langevin, { dimension: 2, grid }), {
      seed: 20n,
      start,
    });
    for (const begin of [0, 2 * particles - n]) {
      const own = Float64Array.from(start.subarray(begin, begin + n));
      const expected = await reference({ make: langevin, grid, start: own }, begin / 2);
      const end = expected.subarray(2 * n);
      assert.ok(difference(Float64Array.from(state.position.subarray(begin, begin + n)), end) <= 1e-6);
    }
  },
);

test("what cannot be run is refused before anything is asked of a device", async () => {
  const program = await compileWgsl(langevin, { dimension: 2, grid: uniformGrid(0, 1, 4) });
  const refused = async (part: Partial<GpuPart>): Promise<string> =>
    runWgsl({} as GPUDevice, program, { seed: 1n, start: cloud(3), ...part }).then(
      () => "done",
      (error: Error) => `${error.name} ${error.message}`,
    );
  assert.match(await refused({ start: new Float32Array(5) }), /^UsageError start: got "5 numbers"/);
  assert.match(await refused({ start: new Float32Array(0) }), /^UsageError start: got "0 numbers"/);
  assert.match(await refused({ seed: -1n }), /^UsageError seed/);
  assert.match(await refused({ first: 2 ** 40 - 2 }), /^UsageError first particle/);
  assert.match(await refused({ block: 0 }), /^UsageError block/);
});

testOnGpu("a kernel that a device refuses says where", async () => {
  const program = await compileWgsl(langevin, { dimension: 2, grid: uniformGrid(0, 1, 4) });
  const [task] = program.tasks;
  const tasks = [{ ...task, code: { ...task.code, text: `${task.code.text}\nno WGSL` } }];
  const error = await runInPage({ ...program, tasks }, { seed: 1n, start: cloud(3) }).catch((e: Error) => e);
  assert.match(String(error), /the GPU refuses a kernel: line \d+: /);
});

test.run();
