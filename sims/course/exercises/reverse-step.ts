import type { Exercise } from "../exercise.ts";

const { sqrt } = Math;

/** x + (a x + b beta s) dt + c z with the weights that an answer gives. */
type Step = (x: number, s: number, beta: number, dt: number, z: number) => number;

const answer: Step = (x, s, beta, dt, z) => x + ((beta / 2) * x + beta * s) * dt + sqrt(beta * dt) * z;

const mistakes: readonly { readonly answer: Step; readonly hint: string }[] = [
  {
    answer: (x, s, beta, dt, z) => x + ((beta / 2) * x + (beta / 2) * s) * dt + sqrt(beta * dt) * z,
    hint: "the reverse SDE has the whole of g^2 s = beta s; half of it belongs to the probability flow, which adds no noise",
  },
  {
    answer: (x, s, beta, dt) => x + ((beta / 2) * x + (beta / 2) * s) * dt,
    hint: "this is the probability flow; the reverse SDE has beta s and the noise sqrt(beta dt) z",
  },
  {
    answer: (x, s, beta, dt) => x + ((beta / 2) * x + beta * s) * dt,
    hint: "is the noise sqrt(beta dt) z missing?",
  },
  {
    answer: (x, s, beta, dt, z) => x - ((beta / 2) * x + beta * s) * dt + sqrt(beta * dt) * z,
    hint: "time runs back: x(t - dt) = x - (f - g^2 s) dt + ..., and f = -beta x/2. Is the sign of the drift turned?",
  },
  {
    answer: (x, s, beta, dt, z) => x + ((-beta / 2) * x + beta * s) * dt + sqrt(beta * dt) * z,
    hint: "f = -beta x/2 pulls inwards on the way into noise; on the way back its sign turns",
  },
  {
    answer: (x, s, beta, dt, z) => x + ((beta / 2) * x - beta * s) * dt + sqrt(beta * dt) * z,
    hint: "the score leads to where p grows: is its sign wrong?",
  },
  {
    answer: (x, s, beta, dt, z) => x + ((beta / 2) * x + beta * s) * dt + beta * dt * z,
    hint: "the noise of a step is sqrt(beta dt) z: is the root missing?",
  },
  {
    answer: (x, s, beta, dt, z) => x + ((beta / 2) * x + beta * s) * dt + sqrt(beta) * dt * z,
    hint: "the noise of a step is sqrt(beta dt) z: it grows as the root of dt",
  },
  {
    answer: (x, s, beta, dt, z) => x + beta * s * dt + sqrt(beta * dt) * z,
    hint: "is the drift f = -beta x/2 of the forward SDE missing? Back in time it is +beta x/2",
  },
];

export const reverseStep: Exercise = {
  task: "Forth, dx = f dt + g dW with f = -beta x/2 and g^2 = beta. Back, dx = [f - g^2 s] dt + g dW with dt < 0. Write one Euler step back, from t to t - dt, dt > 0.",
  imports: { langevin: ["arraySpace", "freshNoise", "grids", "moments", "normalStart", "schedules"] },
  script: `/** From x at time t, with the score s there and a standard normal z, to x at time t - dt. */
export function reverseStep(x, s, beta, dt, z) {
  return ___;
}

// The data is N(1, 1/4), so p_t is N(alpha, alpha^2/4 + sigma^2). 50,000 particles from N(0, 1).
const { vp } = schedules;
const space = arraySpace({ particles: 50_000, dimension: 1 });
const noise = freshNoise(space, 7n);
const t = grids.uniform(1, 1e-3, 100);
let x = normalStart(space, 7n);
for (let k = 0; k < 100; k++) {
  const [alpha, variance] = [vp.alpha(t[k]), vp.alpha(t[k]) ** 2 / 4 + vp.sigma(t[k]) ** 2];
  const z = noise.normal({ k }, 0, space.scratch());
  x = x.map((xi, i) => reverseStep(xi, (alpha - xi) / variance, vp.diffusion(t[k]) ** 2, t[k] - t[k + 1], z[i]));
}
const { mean, covariance } = moments(x, 1);
console.log("mean", mean[0], "expected 1.0059; variance", covariance[0][0], "expected 0.2539");
`,
  call: "reverseStep",
  probes: [
    [1, 0, 2, 0.1, 0],
    [0, 1, 2, 0.1, 0],
    [0, 0, 2, 0.1, 1],
    [0.7, -0.4, 5, 0.01, 1.2],
  ],
  answer,
  mistakes,
  consequence: ([drift, score, noise]) =>
    `at beta = 2 and dt = 0.1 its x, s and z count ${[drift, score, noise].map((v) => Number((v as number).toPrecision(4))).join(", ")} ` +
    `where 1.1, 0.2 and ${sqrt(0.2).toPrecision(4)} are expected`,
};
