import {
  arraySpace,
  denoisingFromScore,
  type Field,
  grids,
  integrate,
  schedules,
  semilinear,
  underdamped,
} from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { prescribedNoise } from "./prescribed-noise.ts";

const space = arraySpace({ particles: 1, dimension: 1 });
const steps = 4;

/** Evaluations of drift, force, score or denoiser a step, once the run has started. */
export function evaluations(solver: AnySolver): number {
  let count = 0;
  const field: Field<Float64Array> = (_, x, out) => {
    count++;
    return space.combine(out, [-1, x]);
  };
  const sde = semilinear(space, { rate: () => -1, weight: () => 1, remainder: field, diffusion: () => 1 });
  const denoising = { ...denoisingFromScore(space, schedules.vp, field) };
  const logDensity: Field<Float64Array> = (_, x, out) => space.dot(out, x, x);
  const problems = {
    ode: { drift: field },
    general: sde,
    stratonovich: sde,
    commutative: sde,
    additive: sde,
    semilinear: sde,
    kinetic: underdamped(field),
    denoising,
    diffused: { ...denoising, logDensity },
    target: { score: field, logDensity },
  };
  const p = bound(solver, space, problems, prescribedNoise({}));
  const falls = solver.kind === "denoising" || solver.kind === "diffused";
  const grid = falls ? grids.uniform(0.6, 0.1, steps) : grids.uniform(0, 0.7, steps);
  let started = 0;
  for (const { k } of integrate(space, p, Float64Array.of(0.3), grid)) if (k === 1) started = count;
  return (count - started) / (steps - 1);
}
