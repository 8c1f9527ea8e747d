import { test } from "uvu";
import * as assert from "uvu/assert";
import { lineMixture } from "../../../sims/course/line-mixture.ts";
import {
  estimatedLosses,
  estimatedSlopes,
  noisedBatch,
} from "../../../sims/course/score-matching/estimates.ts";
import {
  explicitByQuadrature,
  fisherInformation,
  lossesOf,
  minimiser,
} from "../../../sims/course/score-matching/losses.ts";
import { catches, near, seeded, zLimit } from "../../support.ts";

const components = [
  { weight: 0.6, mean: -2, deviation: 0.5 },
  { weight: 0.4, mean: 1.5, deviation: 0.8 },
];
const forms = ["explicit", "implicit", "denoising"] as const;

test("a Gaussian has 1 / v of Fisher information, and its own score costs nothing", () => {
  const law = lineMixture([{ weight: 1, mean: 0.7, deviation: 1.2 }], 0.5);
  const information = fisherInformation(law);
  near(information, 1 / (1.44 + 0.25), 1e-12);
  near(lossesOf(law, minimiser(law), information).explicit, 0, 1e-12);
});

test("the closed form of the explicit loss is its quadrature, at any line and noise", () => {
  for (const sigma of [0.1, 0.5, 2]) {
    const law = lineMixture(components, sigma);
    const information = fisherInformation(law);
    for (const line of [minimiser(law), { a: -1, b: 0.3 }, { a: 0.5, b: -2 }]) {
      const exact = explicitByQuadrature(law, line);
      near(lossesOf(law, line, information).explicit, exact, 1e-10 * (1 + exact), `sigma ${sigma}`);
    }
  }
});

test("no line near the minimiser is better, in any form", () => {
  const law = lineMixture(components, 0.5);
  const { a, b } = minimiser(law);
  const best = lossesOf(law, { a, b }, 0);
  for (const [da, db] of [
    [1e-3, 0],
    [-1e-3, 0],
    [0, 1e-3],
    [0, -1e-3],
    [1e-3, 1e-3],
  ]) {
    const other = lossesOf(law, { a: a + da, b: b + db }, 0);
    for (const form of forms) assert.ok(other[form] > best[form], form);
  }
});

seeded("what a batch says of losses and slopes is within its errors, and a wrong noise is seen", (seed) => {
  const law = lineMixture(components, 0.5);
  const line = { a: -0.4, b: 0.2 };
  const exact = lossesOf(law, line, fisherInformation(law));
  const batch = noisedBatch(law, 50_000, seed);
  const held = (given: typeof batch) => {
    const losses = estimatedLosses(law, line, given);
    const slopes = estimatedSlopes(law, given);
    for (const form of forms) {
      near(losses[form].value, exact[form], zLimit * losses[form].error, `loss, ${form}`);
      near(slopes[form].value, minimiser(law).a, zLimit * slopes[form].error, `slope, ${form}`);
    }
  };
  held(batch);
  catches("noise of the wrong sign", () => held({ ...batch, z: batch.z.map((z) => -z) }));
  catches("half the noise", () => held({ ...batch, x: batch.x.map((x, i) => x - 0.25 * batch.z[i]) }));
});

test.run();
