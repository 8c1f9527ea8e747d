import { test } from "uvu";
import * as assert from "uvu/assert";
import { ends } from "../../sims/convergence/ends.ts";
import { orders } from "../../sims/convergence/orders.ts";
import { sampledPath } from "../../sims/convergence/sampled-path.ts";
import { arraySpace, grids } from "../../src/index.ts";
import { catches, checkMean, checkVariance, near, seeded, zLimit } from "../support.ts";
import { emptyFolder, langevin } from "./command.ts";

const of = (
  solvers: string[],
  steps: number[],
  seed: bigint,
  particles: number,
  problem = "geometric-brownian-motion",
) => ends({ problem, solvers, steps, seed, first: 0, particles }, () => {});

seeded(
  "strong errors of Euler-Maruyama and Milstein on geometric Brownian motion are the closed forms",
  async (seed) => {
    // mu = 0.5, sigma = 0.8, T = 1, N = 256
    const particles = 20_000;
    const found = await of(["euler-maruyama", "milstein"], [256], seed, particles);
    const squares = [0, 1].map((s) => found.slice(s * particles, (s + 1) * particles).map((d) => d * d));
    checkMean(squares[0], 0.064369869 ** 2);
    checkMean(squares[1], 0.005598611 ** 2);
    catches("one for the other", () => checkMean(squares[0], 0.005598611 ** 2));
  },
);

seeded("a coarse increment and area of a sampled path are those of the path", (seed) => {
  const particles = 20_000;
  const space = arraySpace({ particles, dimension: 1 });
  const grid = grids.uniform(0, 1, 8);
  const path = sampledPath(space, seed, grid);
  const at = { t0: 0.25, t1: 1, before: 0.25, k: 0, last: true };
  const [w, a] = [path.increment(at, space.scratch()), path.area(at, space.scratch())];
  checkVariance(w, 0.75);
  checkVariance(a, 0.75 ** 3 / 3);
  checkMean(
    w.map((v, i) => v * a[i]),
    0.75 ** 2 / 2,
  );
  catches("the area from another point", () => checkVariance(a, 1 / 3));
  const parts = [0.25, 0.5, 0.75].map((t0) =>
    path.increment({ t0, t1: t0 + 0.25, before: t0, k: 0, last: false }, space.scratch()),
  );
  for (const [i, v] of w.entries()) near(parts[0][i] + parts[1][i] + parts[2][i], v, 1e-12);
  assert.throws(() => path.increment({ ...at, t0: 0.3 }, space.scratch()), /point of its grid/);
});

seeded("orders of errors that are known, with intervals that hold them; a lost error has none", (seed) => {
  const [steps, n] = [[8, 16, 32, 64], 4000];
  const z = sampledPath(arraySpace({ particles: n, dimension: 1 }), seed, grids.uniform(0, 1, 4));
  const normals = [0, 1, 2, 3].map((k) =>
    z.increment({ t0: k / 4, t1: (k + 1) / 4, before: 0, k, last: false }, new Float64Array(n)),
  );
  const differences = (bias: number) =>
    Float64Array.from(steps.flatMap((N, k) => [...normals[k]].map((v) => bias / N + (2 * v) / N ** 1.5)));
  const { strongOrder, weakOrder } = orders(steps, differences(0));
  near(strongOrder?.value ?? NaN, 1.5, zLimit * (strongOrder?.error ?? NaN));
  assert.is(weakOrder, undefined);
  const biased = orders(steps, differences(3)).weakOrder;
  near(biased?.value ?? NaN, 1, zLimit * (biased?.error ?? NaN));
  assert.ok((biased?.error ?? 1) < 0.05 && (strongOrder?.error ?? 1) < 0.05);
});

test("the flow of Gaussian data and what solves it", async () => {
  const steps = [32, 64, 128];
  const found = await of(["heun", "rk4"], steps, 3n, 100, "flow");
  const order = (s: number) =>
    orders(steps, found.subarray(s * 300, (s + 1) * 300)).strongOrder?.value ?? NaN;
  near(order(0), 2, 0.1);
  near(order(1), 4, 0.15);
});

/** The lines of the terminal that tell orders, without what npm or a progress says. */
async function told(...words: string[]): Promise<string[]> {
  const { out, err } = await langevin(["run", "convergence", "--particles", "40", ...words], {
    cwd: emptyFolder(),
  });
  const lines = `${out}${err}`.split("\n");
  return lines.filter((line) => line.includes(": order "));
}

for (const problem of ["flow", "flow-ve"]) {
  test(`by default every order that ${problem} tells is within 0.1 of what is claimed, and settled`, async () => {
    const lines = await told("--problem", problem);
    assert.ok(lines.length >= 8, "all that solve the flow");
    for (const line of lines) {
      const [, order, claimed] = /order (\S+) \+- \S+ \(claimed (\d)\)$/.exec(line) ?? [];
      near(Number(order), Number(claimed), 0.1);
    }
  });
}

test("an order that still changes with the step is told as such", async () => {
  const [line] = await told("--problem", "flow", "--steps", "256", "--solvers", "dpm-solver-3m");
  assert.match(line, /\(claimed 3; not settled, 2\.\d+ then 2\.\d+: take more --steps\)$/);
  const [short] = await told("--problem", "flow", "--steps", "16", "--fewest", "8", "--solvers", "heun");
  assert.match(short, /\(claimed 2; not enough steps to tell whether it has settled\)$/);
});

test.run();
