import { grids, underdamped } from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { type Make, type Responses, responses, varianceOf } from "./impulses.ts";
import { slope } from "./slope.ts";
import { strongError } from "./strong-error.ts";

// The damped oscillator q'' = -q - gamma q' + sqrt(2 gamma T) dW, from q = 1 at rest, at the time 2.
const [gamma, temperature, end] = [0.8, 1.5, 2];
const frequency = (friction: number): number => Math.sqrt(1 - friction ** 2 / 4);
const kernel = (r: number): number => {
  const [w, tau] = [frequency(gamma), end - r];
  return (Math.sqrt(2 * gamma * temperature) * Math.exp((-gamma * tau) / 2) * Math.sin(w * tau)) / w;
};
function freeMotion(friction: number): number {
  const w = frequency(friction);
  return Math.exp((-friction * end) / 2) * (Math.cos(w * end) + (friction / (2 * w)) * Math.sin(w * end));
}
/** The exact variance of the position, by Gauss's rule on 64 parts: a scheme that knows nothing has this error. */
const exactVariance = (): number =>
  strongError({ mean: 0, stretch: 0, impulses: [] }, kernel, grids.uniform(0, end, 64)) ** 2;

const make =
  (solver: AnySolver, friction: number): Make =>
  (space, noise) =>
    bound(
      solver,
      space,
      { kinetic: underdamped((_, q, out) => space.combine(out, [-1, q]), { temperature, friction }) },
      noise,
    );

function run(solver: AnySolver, steps: number, friction = gamma): { grid: Float64Array; law: Responses } {
  const grid = grids.uniform(0, end, steps);
  const law = responses(make(solver, friction), grid, 1);
  // the first draw is the momentum at the start, which is at rest here
  const impulses = law.impulses.filter(({ source, k, draw }) => source !== "normal" || k > 0 || draw > 0);
  return { grid, law: { ...law, impulses } };
}

/** The order without friction, where the dynamics is Hamilton's. */
export const frictionlessOrder = (solver: AnySolver): number =>
  slope((steps) => run(solver, steps, 0).law.mean - freeMotion(0), 40);

export const kineticStrongOrder = (solver: AnySolver): number =>
  slope((steps) => {
    const { law, grid } = run(solver, steps);
    return strongError(law, kernel, grid);
  }, 40);

/** The weak order of the position's mean and variance: the lower of the two. */
export function kineticWeakOrder(solver: AnySolver): number {
  const mean = slope((steps) => run(solver, steps).law.mean - freeMotion(gamma), 40);
  const variance = slope((steps) => varianceOf(run(solver, steps).law) - exactVariance(), 40);
  return Math.min(mean, variance);
}
