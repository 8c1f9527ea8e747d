import { test } from "uvu";
import * as assert from "uvu/assert";
import { prescribedNoise } from "../../sims/check/measure/prescribed-noise.ts";
import { arraySpace } from "../../src/array-space.ts";
import { coordinates, formula, square } from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import { integrate } from "../../src/integrate.ts";
import { brownianPath } from "../../src/noise/brownian-path.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { additive } from "../../src/problems/additive.ts";
import type { Problems } from "../../src/problems/problem.ts";
import { isAdditive, sde } from "../../src/problems/sde.ts";
import { sra1 } from "../../src/solvers/sra1.ts";
import type { Ensemble } from "../../src/space.ts";
import { catches, checkMean, component, near, seeded } from "../support.ts";

type Arrays = Float64Array;
type Additive = Problems<Arrays>["additive"];
type Solver = Pick<typeof sra1, "bind">;

/** dX1 = dW, dX2 = X1^2 dt: what a method of order 1.5 lacks is made of f'', which is here. */
function squared(space: Ensemble<Arrays>): Additive {
  const [x] = coordinates(0, 2);
  const of = (outputs: Parameters<typeof formula>[0]["outputs"]) => formula({ inputs: 1, outputs });
  const problem = sde(space, { drift: of([0, square(x)]), diffusion: of([1, 0]), calculus: "ito" });
  assert.ok(isAdditive(problem));
  return problem;
}

const plane = arraySpace({ particles: 1, dimension: 2 });
const [h, T] = [0.2, 1];
/** X2 after a step from (x, 0). */
function step(x: number, I1: number, I10: number, { bind }: Solver = sra1): number {
  const p = bind(plane, squared(plane), prescribedNoise({ increment: () => [I1, 0], area: () => [I10, 0] }));
  return p.step(p.start(Float64Array.of(x, 0), 0), { t0: 0, t1: h, before: 0, k: 0, last: true }).position[1];
}

// The exact X2 is h x^2 + 2 x I10 + Q, Q the integral of W^2 over the step, with E I10^2 = h^3/3, E Q = h^2/2,
// Var I10^2 = 2 h^6/9, Var Q = h^4/3, Cov(I10^2, Q) = 4 h^5/15
test("on dX1 = dW, dX2 = X1^2 dt a step is h x^2 + 2 x I10 + c I10^2 with the c of the exact mean", () => {
  const c = step(0, 0, 1);
  for (const [x, I1, I10] of [
    [0.7, 0.3, -0.2],
    [-1.1, -0.5, 0.4],
  ]) {
    near(step(x, I1, I10), h * x * x + 2 * x * I10 + c * I10 * I10, 1e-14);
  }
  near((c * h ** 3) / 3, h ** 2 / 2, 1e-15);
  const variance = (c * c * 2 * h ** 6) / 9 - (2 * c * 4 * h ** 5) / 15 + h ** 4 / 3;
  near(variance, h ** 4 / 30, 1e-15);
});

seeded("so its RMS error is sqrt(T h^3 / 30): strong order 1.5, on one Brownian path", (seed) => {
  const space = arraySpace({ particles: 1_500, dimension: 2 });
  const law = (bug: (n: Noise<Arrays>) => Partial<Noise<Arrays>> = () => ({}), scale = 1) => {
    const path = brownianPath(space, seed, [0, T]);
    const at = (steps: number, noise: Noise<Arrays>) => {
      const p = sra1.bind(space, squared(space), noise);
      let end: Arrays = new Float64Array();
      for (const { state } of integrate(space, p, space.combine(space.scratch()), uniformGrid(0, T, steps)))
        end = component(state.position, 2, 1);
      return end;
    };
    const fine = at(256, path); // its own error is 1/500 of the coarse one's
    const errors = at(4, { ...path, ...bug(path) }).map((v, i) => (v - fine[i]) ** 2);
    checkMean(errors, (scale * T * (T / 4) ** 3) / 30);
  };
  law();
  catches("the integral over the step left out", () => law(() => ({ area: (_, out) => out.fill(0) })));
  catches("its independent part left out", () =>
    law((n) => ({
      area: (at, out) => n.increment(at, out).map((w) => (w * (at.t1 - at.t0)) / 2),
    })),
  );
  catches("twice the mean square", () => law(undefined, 2));
});

test("noise that grows linearly in time is integrated exactly, forwards and backwards", () => {
  const one = arraySpace({ particles: 1, dimension: 1 });
  const g = (t: number) => 0.3 + 2 * t;
  const problem = additive(one, { drift: (_, _x, out) => out.fill(0), diffusion: g });
  for (const [t0, t1] of [
    [0.4, 1.1],
    [1.1, 0.4],
  ]) {
    const h = t1 - t0;
    const [I1, I10] = [0.37, -0.21];
    const p = sra1.bind(one, problem, prescribedNoise({ increment: () => I1, area: () => I10 }));
    const { position } = p.step(p.start(Float64Array.of(0), t0), { t0, t1, before: t0, k: 0, last: true });
    // the integral of g dW = g(t1) I1 - g' I10
    near(position[0], g(t1) * I1 - 2 * I10, 1e-15 * (1 + 1 / Math.abs(h)));
  }
});

test.run();
