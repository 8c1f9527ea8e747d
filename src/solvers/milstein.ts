import { solver } from "../define-solver.ts";
import { add, div, formula, input, mul, parameter, square, sub } from "../formula/index.ts";
import { process } from "../solver.ts";

const [b, bb, w, h] = [input(0), input(1), input(2), parameter("h")];
const noiseTerm = formula({ inputs: 3, outputs: [add(mul(b, w), div(mul(bb, sub(square(w), h)), 2))] });

/** x + h f + b dW + b b' (dW^2 - h) / 2, for noise that acts on each component alone. */
export const milstein = solver<"diagonal">({
  name: "milstein",
  kind: "diagonal",
  about: "x + h f + b dW + b b' (dW^2 - h) / 2",
  order: 1,
  strong: 1,
  weak: 1,
  evaluations: 1,
  reference: "Milstein (1974), doi:10.1137/1119062",
  bind(space, { drift, noise, correction }, { increment }) {
    let f = space.scratch();
    let g = space.scratch();
    let c = space.scratch();
    let dW = space.scratch();
    return process({
      start: (position) => ({ position }),
      step({ position: x }, at) {
        const h = at.t1 - at.t0;
        f = drift(at.t0, x, f);
        g = noise(at.t0, x, g);
        c = correction(at.t0, x, c);
        dW = increment(at, dW);
        g = space.map(noiseTerm, [Math.abs(h)], g, g, c, dW);
        return { position: space.combine(x, [1, x], [h, f], [1, g]) };
      },
    });
  },
});
