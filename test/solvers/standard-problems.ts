import type { Density } from "../../src/density.ts";
import {
  add,
  coordinates,
  div,
  formula,
  gradient,
  input,
  mul,
  neg,
  parameter,
  sin,
  square,
  sub,
  tanh,
} from "../../src/formula/index.ts";
import { uniformGrid } from "../../src/grids/uniform.ts";
import type { Noise } from "../../src/noise/noise.ts";
import { additive } from "../../src/problems/additive.ts";
import { denoisingFromScore } from "../../src/problems/denoising.ts";
import { diagonal } from "../../src/problems/diagonal.ts";
import type { Field, Kind, Problems } from "../../src/problems/problem.ts";
import { sde } from "../../src/problems/sde.ts";
import { semilinear } from "../../src/problems/semilinear.ts";
import { target } from "../../src/problems/target.ts";
import { underdamped } from "../../src/problems/underdamped.ts";
import { vp } from "../../src/schedules/variance-preserving.ts";
import type { BatchSolver, Process, Settings, Solver } from "../../src/solver.ts";
import * as registry from "../../src/solvers/index.ts";
import type { Ensemble, Space } from "../../src/space.ts";

const [x, y] = coordinates(0, 2);
/** A wall that is not quadratic, on a well with two minima, in the plane. */
const energy = add(div(square(sub(square(x), 1)), 4), add(square(y), mul(mul(0.3, x), y)));
const logDensity = formula({ inputs: 1, outputs: [neg(energy)] });
export const well: Density = {
  name: "well",
  title: "well",
  about: "for the laws that every solver obeys",
  dimension: 2,
  logDensity,
  normalised: false,
  window: [
    [-3, 3],
    [-3, 3],
  ],
};
const force = gradient(logDensity, 2);
const swirl = formula({ inputs: 1, outputs: [sub(y, mul(0.5, sin(x))), neg(add(x, tanh(y)))] });
const ripple = formula({ inputs: 1, outputs: [add(1, mul(0.3, sin(input(0))))] });
const stretched = formula({ inputs: 2, outputs: [mul(add(1, square(tanh(input(0)))), input(1))] });
/** The score of a curved density, at every time the same: enough for laws that hold for any field. */
const curve = formula({
  inputs: 1,
  outputs: [sub(mul(sin(x), tanh(y)), div(add(square(x), square(y)), 2))],
});
const curved = gradient(curve, 2);
/** Noise that does not commute, by rows. */
const twisting = formula({
  inputs: 1,
  parameters: ["t"],
  outputs: [1, mul(0.2, sin(y)), mul(0.5, x), add(1, mul(0.1, parameter("t")))],
});

const field =
  <S>(space: Space<S>, f: typeof force): Field<S> =>
  (_, q, out) =>
    space.evaluate(f, [], out, q);

/** One problem of each kind in the plane, nonlinear in every part. */
export const standardProblems = <S>(space: Space<S>): { [K in Kind]: Problems<S>[K] } => ({
  ode: { drift: field(space, swirl) },
  general: {
    drift: field(space, swirl),
    product: (_, q, w, out) => space.map(stretched, [], out, q, w),
  },
  additive: additive(space, { drift: field(space, force), diffusion: (t) => 1 + t / 2 }),
  stratonovich: sde(space, { drift: swirl, diffusion: twisting, calculus: "stratonovich" }),
  commutative: diagonal(space, { drift: field(space, swirl), noise: ripple, calculus: "stratonovich" }),
  semilinear: semilinear(space, {
    rate: (t) => -1 - t,
    weight: (t) => 1 / (1 + t),
    remainder: field(space, swirl),
    diffusion: (t) => 1 + t / 2,
  }),
  kinetic: underdamped(field(space, force), { temperature: 0.7, friction: 1.3 }),
  denoising: denoisingFromScore(space, vp, field(space, curved)),
  diffused: {
    ...denoisingFromScore(space, vp, field(space, curved)),
    logDensity: (_, q, out) => space.evaluate(curve, [], out, q),
  },
  target: target(space, well),
});

/** Where each kind is walked; denoising goes from noise to data, and so does not reach sigma = 0. */
export const standardGrid = (kind: Kind, steps = 8): Float64Array =>
  kind === "denoising" || kind === "diffused" ? uniformGrid(0.6, 0.1, steps) : uniformGrid(0, 0.7, steps);

export type AnySolver = { [K in Kind]: Solver<K> | BatchSolver<K> }[Kind];
/** Every solver that there is: a new one comes under every law by its line in the registry. */
export const everySolver: readonly AnySolver[] = Object.values(registry);

/** Binds a solver of whatever kind to the problem of its kind. */
export const bind = <S>(
  solver: AnySolver,
  space: Ensemble<S>,
  problems: { [K in Kind]: Problems<S>[K] },
  noise: Noise<S>,
  settings?: Settings,
): Process<S> => (solver.bind as Bind)(space, problems[solver.kind], noise, settings);
type Bind = <S>(space: Ensemble<S>, problem: unknown, noise: Noise<S>, settings?: Settings) => Process<S>;
