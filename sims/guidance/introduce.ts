import { html, mathml } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";

const free = "s_w = (1 + w) \\nabla \\log p_t(x | y) - w \\nabla \\log p_t(x)";
const byClassifier = "s_w = \\nabla \\log p_t(x) + (1 + w) \\nabla \\log p_t(y | x)";
const tilted = "\\frac{p(x) \\, p(y | x)^{1 + w}}{\\int p(x') \\, p(y | x')^{1 + w} \\, \\mathrm dx'}";

const why = html`${mathml("s_w")} is the score of the tilted law at t = 0. At t > 0 it is not the score of the tilted law under noise: to average over what
${mathml("x_t")} may have come from and to raise to the power ${mathml("1 + w")} do not commute. So for w > 0 nothing says that the flow along ${mathml("s_w")}
ends in the tilted law, nor that the reverse SDE along it ends where the flow does. Two Gaussians show it by hand: for
${mathml("p(x) = N(0, b^2)")} and ${mathml("p(x | y) = N(0, a^2)")} the guided flow from a large noise level ends with the variance
${mathml("a^2 (a^2 / b^2)^w")}, and the tilted law has ${mathml("1 / ((1 + w) / a^2 - w / b^2)")}.`;

/** What guidance is, and what it is said to sample: the first part of the report. */
export function introduce(context: Context): void {
  context.report({
    heading: "The claim",
    blocks: [
      html`A class y is asked for with the strength w. Guidance adds to the score of ${mathml("p_t(x)")} the gradient of a classifier (Dhariwal and Nichol), or
      extrapolates from the unconditional score beyond the conditional one (Ho and Salimans). Here both scores are exact at every noise level, and so is the
      classifier, by Bayes' rule:`,
      { formula: free },
      { formula: byClassifier },
      "It is said to sample the tilted law, which sharpens the classifier by the power 1 + w:",
      { formula: tilted },
      why,
    ],
  });
}
