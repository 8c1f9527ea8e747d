import { arraySpace, type Density, formulas, target } from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { prescribedNoise } from "./prescribed-noise.ts";

type Arrays = Float64Array;
const { add, coordinate, formula, mul, neg, pow, square } = formulas;
const x = coordinate(0, 0);
const energy = add(mul(0.25, pow(x, 4)), add(mul(-0.5, square(x)), mul(0.3, x)));
/** exp(-x^4/4 + x^2/2 - 0.3 x): two modes of different weight. */
const density: Density = {
  name: "tilted-well",
  title: "Tilted well",
  about: "A quartic well with a tilt.",
  dimension: 1,
  logDensity: formula({ inputs: 1, outputs: [neg(energy)] }),
  normalised: false,
  window: [[-5, 5]],
};

const [cells, reach, widest] = [160, 5, 6];
const midpoint = (i: number, half: number): number => ((i + 0.5) / cells - 0.5) * 2 * half;
const n = cells * cells;
const space = arraySpace({ particles: n, dimension: 1 });
const starts = Float64Array.from({ length: n }, (_, i) => midpoint(Math.floor(i / cells), reach));
const normals = Float64Array.from({ length: n }, (_, i) => midpoint(i % cells, widest));

/** Where a step of h goes from each start with each normal, for uniforms u. */
function step(solver: AnySolver, h: number, u: Arrays): Arrays {
  const noise = prescribedNoise({ normal: () => normals, uniform: () => u });
  const p = bound(solver, space, { target: target(space, density) }, noise);
  return p.step(p.start(starts.slice(), 0), { t0: 0, t1: h, before: 0, k: 0, last: true }).position;
}

/** Each proposal with the probability of its acceptance, by bisection over the uniform that decides. */
function moves(solver: AnySolver, h: number): { readonly proposal: Arrays; readonly accepted: Arrays } {
  const proposal = step(solver, h, new Float64Array(n).fill(1e-300));
  const low = new Float64Array(n);
  const high = new Float64Array(n).fill(1);
  for (let bit = 0; bit < 24; bit++) {
    const middle = low.map((l, i) => (l + high[i]) / 2);
    const moved = step(solver, h, middle);
    for (let i = 0; i < n; i++) {
      if (moved[i] !== starts[i]) low[i] = middle[i];
      else high[i] = middle[i];
    }
  }
  return { proposal, accepted: low };
}

/**
 * E[f(X) g(X')] - E[g(X) f(X')] for f = x, g = x^2 over one step from the exact law, which is zero where detailed balance holds,
 * divided by the same without signs; by quadrature over start and normal, to about 1e-4.
 */
export function imbalance(solver: AnySolver, h: number): number {
  const { proposal, accepted } = moves(solver, h);
  const logDensity = space.evaluate(density.logDensity, [], space.scratch(1), starts);
  let [flow, size] = [0, 0];
  for (let i = 0; i < n; i++) {
    const weight = Math.exp(logDensity[i] - normals[i] ** 2 / 2) * accepted[i];
    const [a, b] = [starts[i], proposal[i]];
    if (!(weight > 0) || !Number.isFinite(b)) continue;
    flow += weight * (a * b * b - a * a * b);
    size += weight * Math.abs(a * b * (b - a));
  }
  return flow / size;
}
