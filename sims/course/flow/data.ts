import { lineMixture } from "../line-mixture.ts";

const deviation = 0.3;
/** 0.8 N(1, 0.3^2) + 0.2 N(-1, 0.3^2), as points with a kernel: the core's own density, closed under noise. */
export const density = { points: Float64Array.of(1, 1, 1, 1, -1), dimension: 1, width: deviation };
const components = [
  { weight: 0.8, mean: 1, deviation },
  { weight: 0.2, mean: -1, deviation },
];
/** The law of alpha x_0 + sigma z at a time. */
export const lawAt = (alpha: number, sigma: number) =>
  lineMixture(
    components.map((c) => ({ ...c, mean: alpha * c.mean, deviation: alpha * c.deviation })),
    sigma,
  );
