import { arraySpace, type Density, diffusedStart, exactStart, isDiffused } from "../../src/index.ts";
import { densities as registry } from "../sampling/density-of.ts";
import { type Claim, checks } from "./claim.ts";
import { boxDeviation, integral } from "./measure/box-test.ts";
import { widen } from "./measure/boxes.ts";
import { heatError } from "./measure/heat-error.ts";
import { quadratureErrors } from "./measure/quadrature-errors.ts";
import { scoreError } from "./measure/score-error.ts";

const samples = 100_000;
const noised = { alpha: () => 0.8, sigma: () => 0.6 };
const level = [0.8, 0.6] as const;

/** Claims that are tested with boxes, which take a law in one or two dimensions. */
function boxClaims(density: Density): Claim[] {
  const { dimension, logDensity, window } = density;
  if (dimension > 2) return [];
  const space = arraySpace({ particles: samples, dimension });
  const claims: Claim[] = [];
  if (density.normalised) {
    const measure = () => integral({ logDensity, window });
    claims.push({ claim: "integral", claimed: 1, tolerance: 2e-3, measure });
  }
  if (density.sampler !== undefined) {
    const measure = () =>
      boxDeviation({ logDensity, window: widen(window, 1.1) })(exactStart(space, 0n, density));
    claims.push({ claim: "sampler, standard deviations of chi-square", claimed: 0, tolerance: 6.2, measure });
  }
  if (density.sampler !== undefined && isDiffused(density)) {
    const law = density.diffused(level[1] / level[0]);
    const numbers = law.parameters.map((name) => level[name === "alpha" ? 0 : 1]);
    const measure = () =>
      boxDeviation({ logDensity: law, numbers, window: widen(window, 1.3) })(
        diffusedStart(space, 0n, density, noised, 1),
      );
    claims.push({ claim: "law under noise, the same", claimed: 0, tolerance: 6.2, measure });
  }
  return claims;
}

/** What a density by quadrature says of its errors. */
function quadratureClaims(density: Density): Claim[] {
  const { quadratureError, sampler } = density;
  if (quadratureError === undefined || sampler === undefined || !isDiffused(density)) return [];
  let found: typeof quadratureError | undefined;
  const measure = (of: keyof typeof quadratureError) => () => {
    found ??= quadratureErrors({ ...density, sampler });
    return found[of];
  };
  const { logDensity, score } = quadratureError;
  return [
    {
      claim: "log density by quadrature, error",
      claimed: 0,
      tolerance: logDensity,
      measure: measure("logDensity"),
    },
    {
      claim: "score by quadrature, error in its width",
      claimed: 0,
      tolerance: score,
      measure: measure("score"),
    },
  ];
}

/** All that a density claims. */
export const densities = checks<Density>({
  group: "densities",
  entries: Object.values(registry),
  claims: (density) => [
    { claim: "score against differences", claimed: 0, tolerance: 1e-5, measure: () => scoreError(density) },
    ...boxClaims(density),
    ...quadratureClaims(density),
    ...(isDiffused(density)
      ? [{ claim: "heat equation", claimed: 0, tolerance: 1e-8, measure: () => heatError(density) }]
      : []),
  ],
});
