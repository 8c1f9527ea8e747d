import { solver } from "../define-solver.ts";
import { process } from "../solver.ts";

/**
 * x + (h/2) (f(t0, x) + f(t1, y)) + (1/2) (B(t0, x) + B(t1, y)) dW at the predictor y = x + h f(t0, x) + B(t0, x) dW,
 * with f the drift in the Stratonovich sense. Strong order 1 where the noise commutes.
 */
export const stochasticHeun = solver<"stratonovich">({
  name: "stochastic-heun",
  kind: "stratonovich",
  about:
    "the mean of drift and noise at x and at Euler's prediction; strong order 1 where the noise commutes",
  calculus: "stratonovich",
  order: 2,
  strong: 0.5,
  weak: 1,
  evaluations: 2,
  reference: "Rümelin (1982), doi:10.1137/0719041",
  bind(space, { stratonovich: f, product: B }, noise) {
    let [f0, f1] = [space.scratch(), space.scratch()];
    let [B0, B1] = [space.scratch(), space.scratch()];
    let y = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        const { t0, t1 } = at;
        const h = t1 - t0;
        const dW = noise.increment(at, B1);
        f0 = f(t0, x, f0);
        B0 = B(t0, x, dW, B0);
        y = space.combine(y, [1, x], [h, f0], [1, B0]);
        f1 = f(t1, y, f1);
        B1 = B(t1, y, dW, dW);
        return { position: space.combine(x, [1, x], [h / 2, f0], [h / 2, f1], [0.5, B0], [0.5, B1]) };
      },
    });
  },
});
