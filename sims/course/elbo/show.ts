import { type Figure, lines, type Table } from "../../../plots/index.ts";
import type { Estimate } from "./estimate.ts";
import { type DataLaw, type GaussianChain, gaussianChain } from "./gaussian-chain.ts";
import { bound, boundTerms, exactBound, type Form } from "./terms.ts";

export const formNames: Readonly<Record<Form, string>> = {
  pairs: "pairs",
  posterior: "posterior",
  printed: "pairs as a KL",
};
const forms = Object.keys(formNames) as Form[];
const colours: Readonly<Record<Form, string>> = {
  pairs: "annealed",
  posterior: "reverse-sde",
  printed: "langevin",
};

/** The terms of each form in closed form, and what they add up to. */
export function termsTable(chain: GaussianChain): Table {
  const { logLikelihood, gap } = exactBound(chain);
  return {
    columns: ["form", "reconstruction", "prior", "consistency", "bound"],
    rows: [
      ...forms.map((form) => {
        const terms = boundTerms(chain, form);
        return [formNames[form], terms.reconstruction, -terms.prior, -terms.consistency, bound(terms)];
      }),
      ["E log p minus KL(p_T || N(0, 1))", null, null, null, logLikelihood - gap],
    ],
    digits: 6,
    caption: `Nats a pixel, T = ${chain.T}, in closed form.`,
  };
}

/** The variance of an estimate against the number of steps, measured at each of `sizes`. */
export function varianceFigure(
  data: DataLaw,
  sizes: readonly number[],
  measured: Readonly<Record<Form, readonly Estimate[]>>,
): Figure {
  const [low, high] = [sizes[0], sizes[sizes.length - 1]];
  const T = [...new Set(Array.from({ length: 41 }, (_, i) => Math.round(low * (high / low) ** (i / 40))))];
  return lines({
    x: { label: "number of steps T", log: true },
    panels: [
      {
        y: { label: "variance of an estimate", log: true },
        series: forms.flatMap((form) => [
          {
            label: formNames[form],
            x: T,
            y: T.map((t) => boundTerms(gaussianChain(data, t), form).estimateVariance),
            name: colours[form],
          },
          {
            label: `${formNames[form]}, measured`,
            x: sizes,
            y: measured[form].map(({ variance }) => variance.value),
            error: measured[form].map(({ variance }) => variance.error),
            look: "points" as const,
            name: colours[form],
          },
        ]),
      },
    ],
  });
}
