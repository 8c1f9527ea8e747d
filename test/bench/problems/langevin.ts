import { grids, overdamped, solvers, target } from "../../../src/index.ts";
import { eightGaussians } from "../../../toy-distributions/index.ts";
import { type Problem, stepsFor } from "../problem.ts";

const eps = 0.01;
const [radius, width] = [4, 0.5];
const centres = Array.from({ length: 8 }, (_, k) => [
  radius * Math.cos((k * Math.PI) / 4),
  radius * Math.sin((k * Math.PI) / 4),
]);

/**
 * x + (eps/2) score + sqrt(eps) z with eps = 0.01, from the centres of the modes. Around its mode a particle is an
 * autoregression with variance v_n = v (1 - a^(2n)), a = 1 - eps / (2 width^2), v = eps / (1 - a^2), so that
 * E|x|^2 = radius^2 + 2 v_n, which tends to 16.5 but for the scheme's bias of 0.005.
 */
export const langevin: Problem = {
  name: "langevin",
  title: "Langevin, eight Gaussians",
  dimension: 2,
  steps: stepsFor(2e7, 20, 4000),
  grid: (steps) => grids.uniform(0, (steps * eps) / 2, steps),
  make: (space, noise) =>
    solvers.eulerMaruyama.bind(space, overdamped(space, target(space, eightGaussians).score), noise),
  start: (particles) => Float64Array.from({ length: 2 * particles }, (_, i) => centres[(i >> 1) % 8][i % 2]),
  moment(steps) {
    const a = 1 - eps / (2 * width ** 2);
    const v = (eps / (1 - a * a)) * (1 - a ** (2 * steps));
    return {
      mean: radius ** 2 + 2 * v,
      deviation: Math.sqrt(4 * radius ** 2 * v + 4 * v * v),
      tolerance: 0.02,
    };
  },
  data: () => ({ eps, width, centres }),
};
