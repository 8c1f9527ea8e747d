import {
  arraySpace,
  denoisingFromScore,
  grids,
  integrate,
  probabilityFlow,
  type Schedule,
  schedules,
  semilinear,
} from "../../../src/index.ts";
import { type AnySolver, bound } from "./bound.ts";
import { flowSpans } from "./flow-spans.ts";
import { gaussianData } from "./gaussian-data.ts";
import { prescribedNoise } from "./prescribed-noise.ts";
import { slope } from "./slope.ts";

const data = gaussianData();
const space = arraySpace({ particles: 1, dimension: 1 });
/** An adaptive method takes every step when its tolerance is large. */
const settingsOf = ({ settings = {} }: AnySolver) => ("rtol" in settings ? { rtol: 1e6, atol: 1e6 } : {});

/** The solver on the flow of Gaussian data, put as a problem of any kind, without noise. */
function flowOf(solver: AnySolver, schedule: Schedule) {
  const score = data.score(space, schedule);
  const still = semilinear(space, {
    rate: schedule.drift,
    weight: (t) => -(schedule.diffusion(t) ** 2) / 2,
    remainder: score,
    diffusion: () => 0,
  });
  const denoising = denoisingFromScore(space, schedule, score);
  const problems = {
    ode: probabilityFlow(space, schedule, score),
    general: still,
    stratonovich: still,
    commutative: still,
    additive: still,
    semilinear: still,
    denoising,
  };
  return bound(solver, space, problems, prescribedNoise({}), settingsOf(solver));
}

/** Steps by the order that is claimed: enough to be asymptotic, few enough to stay above rounding. */
const steps: Readonly<Record<number, number>> = { 1: 200, 2: 200, 3: 600 };

/** The order of a method on the probability flow of Gaussian data, whose solution is known. */
export function flowOrder(solver: AnySolver, name: keyof typeof flowSpans): number {
  const schedule = schedules[name];
  const [from, to] = flowSpans[name];
  const x = data.mean(schedule, from) + 0.7 * Math.sqrt(data.variance(schedule, from));
  const exact = data.flow(schedule, x, from, to);
  const error = (n: number): number => {
    const frames = integrate(space, flowOf(solver, schedule), Float64Array.of(x), grids.uniform(from, to, n));
    let end = x;
    for (const { state } of frames) end = state.position[0];
    return end - exact;
  };
  return slope(error, steps[solver.order ?? 1] ?? 50);
}
