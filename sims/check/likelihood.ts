import {
  arraySpace,
  differentiableScore,
  diffusedLogDensity,
  diffusedStart,
  type Ensemble,
  flowLikelihood,
  type Schedule,
  schedules,
  solvers,
} from "../../src/index.ts";
import { gaussianMixture as mixture } from "../../toy-distributions/index.ts";
import { checks } from "./claim.ts";

/** The noise-to-signal ratio of the first time of the flow. */
const first = 0.02;

/** The largest error of the log-density of 50 samples of a mixture through the flow, from the exact law at its end. */
function largestError(schedule: Schedule): number {
  const space: Ensemble<Float64Array> = arraySpace({ particles: 50, dimension: 2 });
  const from = schedule.time(first);
  const exact = diffusedLogDensity(space, mixture, schedule);
  const x = diffusedStart(space, 0n, mixture, schedule, from);
  const wanted = exact(from, x, space.scratch(1));
  const flow = { schedule, ...differentiableScore(space, mixture, schedule), prior: exact };
  const grid = Float64Array.of(from, schedule.end);
  const tolerances = { rtol: 1e-9, atol: 1e-9 };
  const { logDensity } = flowLikelihood(space, flow, x, grid, solvers.dormandPrince, tolerances);
  return logDensity.reduce((worst, l, i) => Math.max(worst, Math.abs(l - wanted[i])), 0);
}

/** The likelihood through the flow of each schedule. */
export const likelihood = checks<Schedule>({
  group: "likelihood",
  entries: Object.values(schedules),
  claims: (schedule) => [
    {
      claim: "log p of a mixture at rtol 1e-9, largest error",
      claimed: 0,
      tolerance: 1e-6,
      measure: () => largestError(schedule),
    },
  ],
});
