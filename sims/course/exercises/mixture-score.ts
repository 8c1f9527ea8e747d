import type { Exercise, Value } from "../exercise.ts";

const { exp } = Math;

type Point = (x: number, y: number) => Value;

/** The score where the modes count as `a` and `b`. */
const withShares =
  (a: (x: number, y: number) => number, b: (x: number, y: number) => number): Point =>
  (x, y) => {
    const [p, q] = [a(x, y), b(x, y)];
    return Float64Array.of((-p * (x - 5) - q * (x + 5)) / (p + q), (-p * (y - 5) - q * (y + 5)) / (p + q));
  };
const large = (x: number, y: number) => exp(-((x - 5) ** 2 + (y - 5) ** 2) / 2);
const small = (x: number, y: number) => exp(-((x + 5) ** 2 + (y + 5) ** 2) / 2);
const score = withShares(
  (x, y) => 0.8 * large(x, y),
  (x, y) => 0.2 * small(x, y),
);

export const mixtureScore: Exercise = {
  task: "Write the score, the gradient of log p, of the mixture p = 0.8 N((5,5), I) + 0.2 N((-5,-5), I) in the plane.",
  imports: { langevin: ["formulas"], "langevin/toy-distributions": ["twoModes"] },
  script: `/** Up to a constant that both have: the density of the mode at (m, m). */
const bump = (x, y, m) => Math.exp(-((x - m) ** 2 + (y - m) ** 2) / 2);

/** The score of the mixture at (x, y): two numbers. */
export function score(x, y) {
  const [a, b] = [0.8 * bump(x, y, 5), 0.2 * bump(x, y, -5)];
  return [___, ___];
}

// Beside differences of log p at three points.
for (const [x, y] of [[4, 5], [0.1, -0.1], [-6, -4]]) {
  const log = (x, y) => formulas.evaluate(twoModes.logDensity, [], [x, y])[0];
  const h = 1e-5;
  const beside = [(log(x + h, y) - log(x - h, y)) / (2 * h), (log(x, y + h) - log(x, y - h)) / (2 * h)];
  console.log([x, y], "score", score(x, y), "differences", beside);
}
`,
  call: "score",
  probes: [
    [4.2, 5.9],
    [0.1, -0.3],
    [-6.1, -4.4],
    [-0.2, 0.1],
  ],
  answer: score,
  mistakes: [
    {
      answer: withShares(large, small),
      hint: "without the weights 0.8 and 0.2 the ridge between the modes is in the wrong place: are they missing?",
    },
    {
      answer: withShares(
        () => 0.8,
        () => 0.2,
      ),
      hint: "each mode counts by its share of p at (x, y), a/(a + b) and b/(a + b), not by its weight alone",
    },
    {
      answer: (x: number, y: number) => (score(x, y) as Float64Array).map((s) => -s),
      hint: "the score points to where p grows: is its sign wrong?",
    },
    {
      answer: (x: number, y: number) => {
        const p = 0.8 * large(x, y) + 0.2 * small(x, y);
        return (score(x, y) as Float64Array).map((s) => s * p);
      },
      hint: "this is the gradient of p; that of log p is divided by p = a + b",
    },
  ],
};
