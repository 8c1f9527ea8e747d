import type { Exercise } from "../exercise.ts";

const { sqrt } = Math;

/** What a chain x' = a x + b z settles at. */
const stationary = (a: number, b: number): number => (b * b) / (1 - a * a);

const eps = 0.1;

export const langevinUpdate: Exercise = {
  task: "Write the Langevin update for a score: one step takes x to its new place.",
  imports: { langevin: ["arraySpace", "freshNoise", "moments"] },
  script: `/** One step: from x with score s (the gradient of log p at x), step eps and a standard normal z. */
export function step(x, s, eps, z) {
  return ___;
}

// N(0, 1) has the score -x. 20,000 chains from x = 2, and where they settle.
const eps = 0.1;
const space = arraySpace({ particles: 20_000, dimension: 1 });
const noise = freshNoise(space, 7n);
let x = new Float64Array(20_000).fill(2);
for (let k = 0; k < 200; k++) {
  const z = noise.normal({ k }, 0, new Float64Array(20_000));
  x = x.map((xi, i) => step(xi, -xi, eps, z[i]));
}
console.log("variance", moments(x, 1).covariance[0][0], "expected", 1 / (1 - eps / 4));
`,
  call: "step",
  probes: [
    [1, -1, eps, 0],
    [0, 0, eps, 1],
    [0.7, 1.3, 0.4, -0.6],
  ],
  answer: (x: number, s: number, eps: number, z: number) => x + (eps / 2) * s + sqrt(eps) * z,
  mistakes: [
    {
      answer: (x: number, s: number, eps: number, z: number) => x + eps * s + sqrt(eps) * z,
      hint: "the score has the factor eps/2: is the 1/2 missing?",
    },
    {
      answer: (x: number, s: number, eps: number, z: number) => x + (eps / 2) * s + sqrt(2 * eps) * z,
      hint: "the noise has the factor sqrt(eps): the 2 belongs to the other form, dx = -grad E dt + sqrt(2T) dW with step h = eps/2",
    },
    {
      answer: (x: number, s: number, eps: number, z: number) => x + eps * s + sqrt(2 * eps) * z,
      hint: "this is a right step of twice the size: eps here is 2h, the score has eps/2 and the noise sqrt(eps)",
    },
    {
      answer: (x: number, s: number, eps: number, z: number) => x + (eps / 2) * s + eps * z,
      hint: "the noise has the factor sqrt(eps): is the root missing?",
    },
    {
      answer: (x: number, s: number, eps: number, z: number) => x - (eps / 2) * s + sqrt(eps) * z,
      hint: "the score points to where p grows: is its sign wrong?",
    },
    {
      answer: (x: number, s: number, eps: number) => x + (eps / 2) * s,
      hint: "without its noise this is gradient descent: is sqrt(eps) z missing?",
    },
    {
      answer: (_: number, s: number, eps: number, z: number) => (eps / 2) * s + sqrt(eps) * z,
      hint: "a step starts from where the particle is: is x missing?",
    },
  ],
  consequence: ([a, b]) => {
    const variance = stationary(a as number, b as number);
    if (!(variance > 0 && variance < Infinity)) return undefined;
    return (
      `a chain on N(0, 1) then settles at the variance ${variance.toPrecision(4)} where 1/(1 - eps/4) = ` +
      `${(1 / (1 - eps / 4)).toPrecision(4)} is expected at eps = ${eps}`
    );
  },
};
