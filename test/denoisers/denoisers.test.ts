import { test } from "uvu";
import * as assert from "uvu/assert";
import { dataMoments } from "../../mnist/data-moments.ts";
import { arraySpace } from "../../src/array-space.ts";
import {
  classifierFree,
  type DataMoments,
  edmPrediction,
  noisePrediction,
  type Prediction,
  preconditionedDenoiser,
  scorePrediction,
  vPrediction,
  x0Prediction,
} from "../../src/denoisers/index.ts";
import * as schedules from "../../src/schedules/index.ts";
import type { Schedule } from "../../src/schedules/schedule.ts";
import { catches, near } from "../support.ts";

const space = arraySpace({ particles: 4, dimension: 1 });
const [m, s2] = [-0.7, 0.36];

test("EDM's preconditioning with the best network is the exact denoiser of a normal law, under any schedule", () => {
  const edm = edmPrediction({ mean: m, deviation: Math.sqrt(s2) });
  const { vp } = schedules;
  // For N(m, s^2) the denoiser is m + skip (y - m): the best network says zero.
  const D = preconditionedDenoiser(space, vp, edm, (_x, _sigma, out) => out.fill(0));
  for (const t of [0.01, 0.3, 0.9]) {
    const [a, noise] = [vp.alpha(t), vp.sigma(t) ** 2];
    const got = D(t, Float64Array.of(-2, -0.5, 0, 3), space.scratch());
    [-2, -0.5, 0, 3].forEach((x, k) => {
      near(got[k], m + ((a * s2) / (a * a * s2 + noise)) * (x - m * a), 1e-12);
    });
  }
});

test("EDM's preconditioning for MNIST keeps what the network sees and says near 1 for Fashion-MNIST too", () => {
  const worst = ({ mean, deviation }: DataMoments): number => {
    const { coefficients } = edmPrediction({ mean, deviation });
    // mean square of x_0 - m over the pixels of Fashion-MNIST, of mean 0.2860 and deviation 0.3530 from 0 to 1
    const V = (2 * 0.286 - 1 - mean) ** 2 + (2 * 0.353) ** 2;
    const squares = [0.002, 0.05, 0.3, 1, 5, 80].flatMap((sigma) => {
      const { skip, out, in: scale } = coefficients(sigma);
      const seen = scale ** 2 * (V + sigma ** 2);
      const told = ((1 - skip) ** 2 * V + skip ** 2 * sigma ** 2) / out ** 2;
      return [seen, told];
    });
    return Math.max(...squares.map((square) => Math.max(square, 1 / square)));
  };
  const check = (moments: DataMoments) => near(worst(moments), 1, 0.57);
  check(dataMoments);
  catches("the deviation of pixels from 0 to 1", () => check({ ...dataMoments, deviation: 0.308 }));
});

/** What a network says that knows x_0 and z, in the words of its publication. */
const answers: readonly (readonly [Prediction, (x0: number, z: number, sigma: number) => number])[] = [
  [noisePrediction, (_, z) => z],
  [scorePrediction, (_, z) => -z],
  [x0Prediction, (x0) => x0],
  [vPrediction, (x0, z, sigma) => (z - sigma * x0) / Math.sqrt(1 + sigma ** 2)],
  [
    edmPrediction({ mean: 0, deviation: 0.5 }),
    (x0, z, sigma) => (sigma * x0 - 0.25 * z) / (0.5 * Math.sqrt(sigma ** 2 + 0.25)),
  ],
];

for (const [prediction, F] of answers) {
  const { name } = prediction;
  for (const schedule of Object.values<Schedule>(schedules)) {
    test(`${name} prediction under ${schedule.name}: a network that knows data and noise gives back the data`, () => {
      const [x0, z] = [Float64Array.of(-1, 0.2, 0.7, 1), Float64Array.of(0.3, -2, 1, 0)];
      for (const t of [0.1, 0.5, 1].map((u) => u * schedule.end)) {
        const [a, s] = [schedule.alpha(t), schedule.sigma(t)];
        const told = (shift: number) =>
          preconditionedDenoiser(space, schedule, prediction, (x, sigma, out) => {
            near(sigma, s / a, 1e-12 * sigma);
            if (name !== "edm") near(x[1], (a * x0[1] + s * z[1]) / Math.hypot(a, s), 1e-12);
            return out.map((_, k) => F(x0[k], z[k], sigma) + shift);
          });
        const x = () => x0.map((value, k) => a * value + s * z[k]);
        const D = told(0)(t, x(), space.scratch());
        D.forEach((value, k) => {
          near(value, x0[k], 1e-9 * (1 + s / a));
        });
        const wrong = told(0.01)(t, x(), space.scratch());
        catches("an answer that is off", () => near(wrong[0], x0[0], 1e-9 * (1 + s / a)));
      }
    });
  }
  test(`${name} prediction: a noise level that is none is refused`, () => {
    for (const sigma of [0, -1, Number.NaN, Infinity]) {
      assert.throws(() => prediction.coefficients(sigma), "noise level sigma");
    }
  });
}

test("guidance adds (1 + w) of one and -w of the other; none asks the first alone", () => {
  const space = arraySpace({ particles: 2, dimension: 1 });
  let asked = 0;
  const conditional = (_: number, x: Float64Array, out: Float64Array) => space.combine(out, [3, x]);
  const unconditional = (_: number, x: Float64Array, out: Float64Array) => {
    asked++;
    return space.combine(out, [1, x]);
  };
  const x = () => Float64Array.of(1, 2);
  assert.equal(
    classifierFree(space, conditional, unconditional, 0.5)(0, x(), space.scratch()),
    Float64Array.of(4, 8),
  );
  assert.is(asked, 1);
  assert.equal(
    classifierFree(space, conditional, unconditional, 0)(0, x(), space.scratch()),
    Float64Array.of(3, 6),
  );
  assert.is(asked, 1);
});

test.run();
