import ndarray from "ndarray";
import { z } from "zod";
import { html, mathml } from "../../plots/index.ts";
import { seed } from "../seed.ts";
import type { BoundInput } from "../tasks/bound-estimates.ts";
import { type Estimate, estimateOf, type Twins } from "./elbo/estimate.ts";
import { gaussianChain } from "./elbo/gaussian-chain.ts";
import { data, ofTheLecture, ofThePixel } from "./elbo/numbers.ts";
import { formNames, termsTable, varianceFigure } from "./elbo/show.ts";
import type { Form } from "./elbo/terms.ts";
import type { CourseEntry } from "./entry.ts";

const config = z.object({
  steps: z
    .int()
    .min(10)
    .max(3000)
    .default(300)
    .describe("T; beta is the lecture's at 300, and scaled by 300 / T"),
  images: z
    .int()
    .min(100)
    .max(100_000)
    .default(2000)
    .describe("one-pixel images that the bound is estimated from"),
  seed,
});

const ladder = [10, 30, 100, 300, 1000];
const forms = Object.keys(formNames) as Form[];

export const elbo: CourseEntry<typeof config> = {
  name: "elbo",
  place: 10,
  title: "The variational bound, term by term",
  about:
    "Reconstruction, prior matching and consistency, in two forms, for a Gaussian pixel and the exact reverse model: every term is a closed form. And the prior " +
    "term of the real digits, which is said to vanish.",
  lecture: "Machine learning in physics, Oslo: the ELBO of the variational diffusion model",
  formulas: [
    "\\log p(x_0) \\ge \\mathbb{E} \\log p(x_0 | x_1) - \\mathrm{KL}(q(x_T | x_0) \\| p(x_T)) - C",
    "C = \\sum_{t=2}^{T} \\mathbb{E}_{q(x_t | x_0)}\\, \\mathrm{KL}(q(x_{t-1} | x_t, x_0) \\| p(x_{t-1} | x_t))",
    "\\text{with pairs:} \\quad C = \\sum_{t=1}^{T-1} \\mathbb{E}_{q(x_{t-1}, x_t, x_{t+1} | x_0)} \\log \\frac{q(x_t | x_{t-1})}{p(x_t | x_{t+1})}",
    "\\mathrm{KL}(q(x_T | x_0) \\| \\mathcal{N}(0, I)) = \\tfrac12 \\left( \\bar\\alpha_T |x_0|^2 - d\\, \\bar\\alpha_T - d \\log(1 - \\bar\\alpha_T) \\right)",
  ],
  question: {
    asked:
      "The reverse model here is exact, and still the bound is below E log p(x_0). What is lost, and how much of the 17.9 nats of a digit is it?",
    answer: [
      "With the exact reverse kernels the bound loses KL(p(x_T) || N(0, I)) and nothing else: what the law of all noised data differs from the prior by. The prior term is more, because it looks at one " +
        "image: it is that loss plus the information that x_T still has about x_0, which the other terms use. For data with mean 0 and variance 1 a pixel the loss is 0 while the prior term is not.",
      "Two cures: more noise (a larger T at the same beta, or beta up to 20 / T), or a sampler that starts from the law of x_T instead of N(0, I).",
    ],
  },
  references: [
    "C. Luo (2022), arXiv:2208.11970",
    "D. P. Kingma, T. Salimans, B. Poole and J. Ho (2021), arXiv:2107.00630",
    "J. Ho, A. Jain and P. Abbeel (2020), arXiv:2006.11239",
  ],
  config,
  quick: { images: 300 },
  async run({ steps: T, images, seed }, context) {
    const digits = await context.digits("training");
    const sizes = [...new Set([...ladder, T])].sort((a, b) => a - b);
    const measure = async (form: Form): Promise<Estimate[]> => {
      const runs = sizes.map((T) => {
        const input: BoundInput = { data, T, form, images, seed };
        return context.compute<Twins>("boundEstimates", input);
      });
      const twins = await Promise.all(runs);
      const { one } = twins[sizes.indexOf(T)];
      await context.array(`consistency-${form}`, ndarray(one, [images, 1]));
      return twins.map(estimateOf);
    };
    const [pairs, posterior, printed] = await Promise.all(forms.map(measure));
    const measured = { pairs, posterior, printed };
    const k = sizes.indexOf(T);
    return {
      blocks: [
        `The data is N(${data.mean}, ${data.variance}), one pixel; the model is the exact reverse kernel of the chain, so that only the bound itself is looked at.`,
        { table: termsTable(gaussianChain(data, T)) },
        "Both forms are the same bound. The estimate with one draw a step is not the same: with pairs each step adds a variance of about one, and their sum grows as T; with the posterior, where a KL is done by " +
          "hand and x_t alone is drawn, it falls.",
        {
          name: "variance",
          figure: varianceFigure(data, sizes, measured),
          caption:
            "Variance of one estimate of the consistency terms, given the image: closed form (lines) and measured (points).",
        },
        html`The third row of the table is a warning. The term of the pairs is often printed as ${mathml("\\mathrm{KL}(q(x_t | x_{t-1}) \\| p(x_t | x_{t+1}))")}, averaged over ${mathml("x_{t-1}")} and ${mathml("x_{t+1}")}. In that KL ${mathml("x_t")} no longer knows ${mathml("x_{t+1}")}, while in the chain the two are neighbours: a step costs about a nat too much, and the sum is no longer the bound.`,
      ],
      numbers: [
        ...ofTheLecture(T, digits),
        ...ofThePixel(T, { pairs: pairs[k], posterior: posterior[k], printed: printed[k] }),
      ],
    };
  },
};
