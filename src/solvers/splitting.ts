import { solver } from "../define-solver.ts";
import type { Interval } from "../interval.ts";
import { process, type Solver, type State } from "../solver.ts";

interface Kinetic<S> extends State<S> {
  readonly momentum: S;
  /** The force at the position, where it is known at the end of a step. */
  readonly force?: S;
}
type Claimed = Pick<Solver<"kinetic">, "about" | "order" | "strong" | "weak" | "stationary" | "reference">;

/**
 * A splitting of dq = p dt, dp = (F - gamma p) dt + sqrt(2 gamma T) dW, read from left to right: B a kick by F, A a drift
 * along p, O the exact Ornstein-Uhlenbeck process of p; a letter that occurs n times takes h / n each time. The force is
 * evaluated once a step. A single O takes the increment of the Brownian motion, several take normals of their
 * own. The momentum starts from its law N(0, T). With friction time runs forwards.
 */
export function splitting(letters: string, claims: Claimed): Solver<"kinetic"> {
  const times = (letter: string) => letters.split(letter).length - 1;
  const [nA, nB, nO] = ["A", "B", "O"].map(times);
  const carried = letters.lastIndexOf("B") > letters.lastIndexOf("A");
  return solver<"kinetic">({
    name: letters.toLowerCase(),
    kind: "kinetic",
    calculus: "both",
    evaluations: 1,
    ...claims,
    bind(space, { force, temperature, friction }, noise) {
      let [w, spare] = [space.scratch(), space.scratch()];
      const momentumStep = (p: typeof w, at: Interval, draw: number) => {
        const h = (at.t1 - at.t0) / nO;
        w = nO === 1 ? noise.increment(at, w) : noise.normal(at, draw, w);
        const variance = -temperature * Math.expm1(-2 * friction * h);
        return space.combine(
          p,
          [Math.exp(-friction * h), p],
          [Math.sqrt(nO === 1 ? variance / h : variance), w],
        );
      };
      return process<typeof w, Kinetic<typeof w>>({
        start(position, t) {
          const z = noise.normal({ t0: t, t1: t, before: t, k: 0, last: false }, 0, space.scratch());
          const momentum = space.combine(z, [Math.sqrt(temperature), z]);
          return { position, momentum, ...(carried && { force: force(t, position, space.scratch()) }) };
        },
        step({ position: q, momentum: p, force: F = spare }, at) {
          const h = at.t1 - at.t0;
          let [drifts, draws, known] = [0, 0, carried];
          for (const letter of letters) {
            if (letter === "A") {
              q = space.combine(q, [1, q], [h / nA, p]);
              drifts++;
              known = false;
            } else if (letter === "B") {
              if (!known) F = force(drifts === nA ? at.t1 : at.t0 + (drifts / nA) * h, q, F);
              known = true;
              p = space.combine(p, [1, p], [h / nB, F]);
            } else p = momentumStep(p, at, ++draws);
          }
          if (carried) return { position: q, momentum: p, force: F };
          spare = F;
          return { position: q, momentum: p };
        },
      });
    },
  });
}
