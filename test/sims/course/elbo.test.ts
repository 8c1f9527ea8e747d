import { test } from "uvu";
import * as assert from "uvu/assert";
import { estimateOf, estimates } from "../../../sims/course/elbo/estimate.ts";
import { gaussianChain, reverseKernel } from "../../../sims/course/elbo/gaussian-chain.ts";
import { priorTerm } from "../../../sims/course/elbo/prior-term.ts";
import { bound, boundTerms, exactBound } from "../../../sims/course/elbo/terms.ts";
import { trainingDigits } from "../../../sims/node/digits-data.ts";
import { schedules } from "../../../src/index.ts";
import { ddpmSchedule } from "../../../src/schedules/ddpm.ts";
import { catches, near, seeded, zLimit } from "../../support.ts";

const data = { mean: 0.7, variance: 0.3 };
const forms = ["pairs", "posterior"] as const;
const all = [...forms, "printed"] as const;

test("the chain is the core's discrete schedule", () => {
  const { alphaBar } = gaussianChain(data);
  const { alpha } = ddpmSchedule({ steps: 300 });
  for (const t of [1, 10, 150, 300]) near(alphaBar[t], alpha(t) ** 2, 1e-12);
  assert.is(alphaBar[300].toFixed(3), "0.048");
  assert.is.not(schedules.ddpm.alpha(300) ** 2, alphaBar[300]);
});

test("a step forwards and the exact step back leave the joint law", () => {
  const chain = gaussianChain(data, 20);
  for (let t = 1; t <= 20; t++) {
    const { slope, offset, variance } = reverseKernel(chain, t);
    const mean = (i: number) => Math.sqrt(chain.alphaBar[i]) * data.mean;
    near(slope * mean(t) + offset, mean(t - 1), 1e-14);
    near(slope ** 2 * chain.variance[t] + variance, chain.variance[t - 1], 1e-14);
    near(slope * chain.variance[t], Math.sqrt(1 - chain.beta[t]) * chain.variance[t - 1], 1e-14);
  }
});

test("both forms are the same bound, which loses KL(p(x_T) || N(0, 1)) and nothing else", () => {
  for (const law of [data, { mean: 0, variance: 1 }, { mean: -3, variance: 0.01 }]) {
    for (const T of [7, 30, 300]) {
      const chain = gaussianChain(law, T);
      const { logLikelihood, gap } = exactBound(chain);
      for (const form of forms) {
        near(bound(boundTerms(chain, form)), logLikelihood - gap, 1e-9, `${form}, T = ${T}`);
      }
      const printed = bound(boundTerms(chain, "printed"));
      assert.ok(printed < logLikelihood - gap - 0.1 * T, `as printed ${printed}: about a nat a step is lost`);
      if (law.mean === 0) near(gap, 0, 1e-15);
    }
  }
});

test("the variance of the form with pairs grows with T, that of the other falls", () => {
  const [pairs, posterior, printed] = all.map((form) =>
    [30, 100, 300, 1000].map((T) => boundTerms(gaussianChain(data, T), form).estimateVariance),
  );
  for (const k of [1, 2, 3]) {
    assert.ok(pairs[k] > 2 * pairs[k - 1], `pairs ${pairs}`);
    assert.ok(printed[k] > 2 * printed[k - 1], `as printed ${printed}`);
    assert.ok(posterior[k] < posterior[k - 1], `posterior ${posterior}`);
  }
});

seeded(
  "draws of the chain have the mean and the variance in closed form, and a wrong kernel is seen",
  (seed) => {
    const chain = gaussianChain(data, 40);
    const held = (given: typeof chain) => {
      for (const form of all) {
        const { mean, variance } = estimateOf(estimates(given, form, 5000, seed));
        const exact = boundTerms(chain, form);
        near(mean.value, exact.consistency, zLimit * mean.error, `${form}, mean`);
        near(variance.value, exact.estimateVariance, zLimit * variance.error, `${form}, variance`);
      }
    };
    held(chain);
    catches("alpha-bar off by one", () => {
      const alphaBar = chain.alphaBar.map((_, t) => chain.alphaBar[Math.max(0, t - 1)]);
      held({ ...chain, alphaBar });
    });
    catches("half the noise", () => held({ ...chain, beta: chain.beta.map((b) => b / 2) }));
  },
);

test("the prior term that is said to vanish is 17.9 nats an image of MNIST", async () => {
  const { images, count } = await trainingDigits();
  const squares = images.reduce((sum, p) => sum + ((2 * p) / 255 - 1) ** 2, 0);
  const { alphaBar } = gaussianChain(data);
  assert.is(priorTerm(alphaBar[300], squares / count, 784).toFixed(1), "17.9");
  near(priorTerm(1e-9, 0, 1), 0, 1e-15);
});

test.run();
