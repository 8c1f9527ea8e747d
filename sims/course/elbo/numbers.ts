import type { Digits } from "../../../mnist/index.ts";
import type { CourseNumber } from "../entry.ts";
import type { Estimate } from "./estimate.ts";
import { gaussianChain } from "./gaussian-chain.ts";
import { priorTerm } from "./prior-term.ts";
import { formNames } from "./show.ts";
import { bound, boundTerms, exactBound, type Form } from "./terms.ts";

/** One pixel of the data. */
export const data = { mean: 0.5, variance: 0.25 };
const forms = Object.keys(formNames) as Form[];

/** The mean over all images of |x0|^2, pixels from -1 to 1. */
const meanSquaredNorm = ({ images, count }: Digits): number =>
  images.reduce((sum, p) => sum + ((2 * p) / 255 - 1) ** 2, 0) / count;

/** What the lecture says of its chain, on the real images. */
export function ofTheLecture(T: number, digits: Digits): CourseNumber[] {
  const alphaBar = gaussianChain(data, T).alphaBar[T];
  const at = (lecture: number, rounding: number) => (T === 300 ? { lecture, rounding } : {});
  return [
    {
      key: "priorTerm",
      quantity: `prior term of an MNIST image, nats, T = ${T}`,
      value: priorTerm(alphaBar, meanSquaredNorm(digits), 784),
      error: 0,
      ...at(17.9, 0.05),
    },
    { key: "alphaBar", quantity: "alpha-bar at T", value: alphaBar, error: 0, ...at(0.048, 0.0005) },
    {
      key: "signal",
      quantity: "share of the signal that the last state keeps",
      value: Math.sqrt(alphaBar),
      error: 0,
      ...at(0.22, 0.005),
    },
  ];
}

/** The consistency terms at T, estimated and exact, and the bound that they make. */
export function ofThePixel(T: number, measured: Readonly<Record<Form, Estimate>>): CourseNumber[] {
  const chain = gaussianChain(data, T);
  const { logLikelihood, gap } = exactBound(chain);
  return forms.flatMap((form): CourseNumber[] => {
    const terms = boundTerms(chain, form);
    const { mean, variance } = measured[form];
    return [
      {
        key: `${form}Bound`,
        quantity: `the bound, ${formNames[form]}`,
        value: terms.reconstruction - terms.prior - mean.value,
        error: mean.error,
        exact: form === "printed" ? bound(terms) : logLikelihood - gap,
      },
      {
        key: `${form}Variance`,
        quantity: `variance of one estimate, ${formNames[form]}`,
        ...variance,
        exact: terms.estimateVariance,
      },
    ];
  });
}
