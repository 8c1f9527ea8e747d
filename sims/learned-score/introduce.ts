import type { ScoreFit } from "../../mnist/score-fit.ts";
import { html, mathml } from "../../plots/index.ts";
import type { Context } from "../simulation.ts";

/** What is learned, and why its loss has a floor. */
export function introduce(
  context: Context,
  { size, steps, batch, least, most }: ScoreFit,
  weights: number,
): void {
  context.report({
    heading: "What is learned",
    blocks: [
      {
        formula:
          "L(\\sigma) = \\tfrac1d \\, \\mathrm E \\left| \\sigma s_\\theta(x_0 + \\sigma z, \\sigma) + z \\right|^2",
      },
      html`A perceptron of ${size.layers} hidden layers with ${size.width} units, ${weights} weights, is trained by ${steps} steps of Adam on ${batch} exact samples each, at noise
      levels from ${least} to ${most}. It never sees a score: it learns to tell which noise ${mathml("z")} was added. Many ${mathml("z")} lead to the same point, so
      the best that it can say is their mean, ${mathml("\\mathrm E[z | y] = -\\sigma s(y, \\sigma)")}, and the loss has a floor that is not zero:`,
      {
        formula:
          "L(\\sigma) = 1 - \\tfrac{\\sigma^2}{d} \\, \\mathrm E |s|^2 + \\tfrac{\\sigma^2}{d} \\, \\mathrm E |s_\\theta - s|^2",
      },
      "The first two terms are the floor, the last one is the error. A loss says how well a score is learned only beside its floor. Here the exact score is known, and with it both.",
    ],
  });
}
