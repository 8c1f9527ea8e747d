import {
  arraySpace,
  type Density,
  type DiffusedDensity,
  diffusedStart,
  exactStart,
  formulas,
  isDiffused,
} from "../../src/index.ts";
import { densities as registry } from "../sampling/density-of.ts";
import { type Claim, checks } from "./claim.ts";
import { boxDeviation, integral } from "./measure/box-test.ts";
import { widen } from "./measure/boxes.ts";

type Arrays = Float64Array;
const samples = 100_000;
const noised = { alpha: () => 0.8, sigma: () => 0.6 };
const level = [0.8, 0.6] as const;

/** Points over the window, on a lattice that meets no symmetry. */
function scatter({ window, dimension: d }: Density, n = 400): Arrays {
  const roots = [2, 3, 5, 7, 11, 13, 17, 19].map(Math.sqrt);
  return Float64Array.from({ length: n * d }, (_, i) => {
    const [low, high] = window[i % d];
    return low + (high - low) * ((Math.floor(i / d + 1) * roots[(i % d) % roots.length]) % 1);
  });
}

const at = (f: formulas.Formula, numbers: readonly number[], x: Arrays, d: number): Arrays => {
  const space = arraySpace({ particles: x.length / d, dimension: d });
  return space.evaluate(f, numbers, space.scratch(f.outputs.length === 1 ? 1 : undefined), x);
};

/** The largest difference between the score and central differences of the log-density, relative to their size. */
function scoreError(density: Density): number {
  const d = density.dimension;
  const x = scatter(density);
  const score = arraySpace({ particles: x.length / d, dimension: d });
  const s = score.evaluate(formulas.gradient(density.logDensity, d), [], score.scratch(), x);
  let worst = 0;
  for (let j = 0; j < d; j++) {
    const h = 1e-5;
    const shifted = (by: number) =>
      at(
        density.logDensity,
        [],
        x.map((v, i) => (i % d === j ? v + by : v)),
        d,
      );
    const [up, down] = [shifted(h), shifted(-h)];
    up.forEach((l, i) => {
      const size = 1 + Math.abs(s[i * d + j]) + Math.abs(l) * 1e-2;
      worst = Math.max(worst, Math.abs(s[i * d + j] - (l - down[i]) / (2 * h)) / size);
    });
  }
  return worst;
}

/** How far a law under noise is from d p / d sigma = sigma laplace p, relative to the terms of that equation. */
function heatError(density: DiffusedDensity): number {
  const d = density.dimension;
  const x = scatter(density);
  let worst = 0;
  for (const sigma of [0.01, 0.1, 0.5, 2, 20]) {
    const law = density.diffused(sigma);
    const [l] = law.outputs;
    const coordinate = (j: number) => formulas.coordinate(0, j);
    const components = Array.from({ length: d }, (_, j) => formulas.derivative(l, coordinate(j)));
    const parts = [
      formulas.derivative(l, formulas.parameter("sigma")),
      formulas.sum(components.map((s, j) => formulas.derivative(s, coordinate(j)))),
      formulas.sum(components.map(formulas.square)),
    ].map((node) => at(formulas.formula({ ...law, outputs: [node] }), [1, sigma], x, d));
    const [slope, divergence, squares] = parts;
    slope.forEach((value, i) => {
      const size = 1 + sigma * (Math.abs(divergence[i]) + squares[i]);
      worst = Math.max(worst, Math.abs(value - sigma * (divergence[i] + squares[i])) / size);
    });
  }
  return worst;
}

/** Claims that are tested with boxes, which take a law in one or two dimensions. */
function boxClaims(density: Density): Claim[] {
  const { dimension, logDensity, window } = density;
  if (dimension > 2) return [];
  const space = arraySpace({ particles: samples, dimension });
  const claims: Claim[] = [];
  if (density.normalised) {
    const measure = () => integral({ logDensity, window });
    claims.push({ claim: "integral", claimed: 1, tolerance: 2e-3, measure });
  }
  if (density.sampler !== undefined) {
    const measure = () =>
      boxDeviation({ logDensity, window: widen(window, 1.1) }, exactStart(space, 0n, density));
    claims.push({ claim: "sampler, standard deviations of chi-square", claimed: 0, tolerance: 6.2, measure });
  }
  if (density.sampler !== undefined && isDiffused(density)) {
    const law = density.diffused(level[1] / level[0]);
    const numbers = law.parameters.map((name) => level[name === "alpha" ? 0 : 1]);
    const measure = () =>
      boxDeviation(
        { logDensity: law, numbers, window: widen(window, 1.3) },
        diffusedStart(space, 0n, density, noised, 1),
      );
    claims.push({ claim: "law under noise, the same", claimed: 0, tolerance: 6.2, measure });
  }
  return claims;
}

/** All that a density claims. */
export const densities = checks<Density>({
  group: "densities",
  entries: Object.values(registry),
  claims: (density) => [
    { claim: "score against differences", claimed: 0, tolerance: 1e-5, measure: () => scoreError(density) },
    ...boxClaims(density),
    ...(isDiffused(density)
      ? [{ claim: "heat equation", claimed: 0, tolerance: 1e-8, measure: () => heatError(density) }]
      : []),
  ],
});
