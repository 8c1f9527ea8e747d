import { solver } from "../define-solver.ts";
import { gaussLegendre } from "../quadrature.ts";
import { process } from "../solver.ts";

const { nodes, weights } = gaussLegendre(16);
/** The integral of f from a to b. */
const integral = (f: (s: number) => number, a: number, b: number): number =>
  nodes.reduce((sum, x, i) => sum + weights[i] * f(a + ((1 + x) / 2) * (b - a)), 0) * ((b - a) / 2);

/** Where to cut (0, 1) for an integrand that may fall or rise by a factor e^size: ever finer towards both ends. */
function cuts(size: number): number[] {
  const inner = [0.5];
  for (let rest = size; rest > 1; rest /= 2) {
    const x = inner[0] / 2;
    inner.unshift(x);
    inner.push(1 - x);
  }
  return [0, ...inner, 1];
}

/**
 * A x + C F(t0, x) + S z, where A(s) is the growth exp(int a) from s to t1, C the integral of A(s) c(s) over the step and
 * S^2 that of A(s)^2 g(s)^2: the linear part and the noise are exact in law at every step, and
 * so is an Ornstein-Uhlenbeck process. The integrals are Gauss-Legendre sums; z is the increment over sqrt(h). It runs
 * either way in time.
 */
export const exponentialEuler = solver<"semilinear">({
  name: "exponential-euler",
  kind: "semilinear",
  about: "the linear part and the noise exactly in law, the rest frozen at the start of the step",
  calculus: "both",
  order: 1,
  strong: 1,
  weak: 1,
  evaluations: 1,
  reference: "Jentzen and Kloeden (2009), doi:10.1098/rspa.2008.0325",
  bind(space, { rate, weight, remainder, diffusion }, noise) {
    let F = space.scratch();
    let dW = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        const { t0, t1 } = at;
        const A = (s: number) => Math.exp(integral(rate, s, t1));
        const parts = cuts(2 * Math.abs(integral(rate, t0, t1))).map((x) => t0 + x * (t1 - t0));
        const overStep = (f: (s: number) => number) =>
          parts.slice(1).reduce((sum, b, i) => sum + integral(f, parts[i], b), 0);
        const C = overStep((s) => A(s) * weight(s));
        const SS = overStep((s) => (A(s) * diffusion(s)) ** 2);
        F = remainder(t0, x, F);
        dW = noise.increment(at, dW);
        return { position: space.combine(x, [A(t0), x], [C, F], [Math.sqrt(SS / (t1 - t0)), dW]) };
      },
    });
  },
});
