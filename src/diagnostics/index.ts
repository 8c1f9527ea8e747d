export { againstNull } from "./against-null.ts";
export { type AutocorrelationTime, autocorrelationTime } from "./autocorrelation-time.ts";
export { cellProbabilities } from "./cell-probabilities.ts";
export { curveDistance, rootMeanSquare } from "./curve-distance.ts";
export { effectiveSampleSize } from "./effective-sample-size.ts";
export { energyDistance } from "./energy-distance.ts";
export { type Axis, type Histogram, histogram } from "./histogram.ts";
export { jensenShannon } from "./jensen-shannon.ts";
export { kernelSteinDiscrepancy } from "./kernel-stein-discrepancy.ts";
export { kullbackLeibler } from "./kullback-leibler.ts";
export { maximumMeanDiscrepancy } from "./maximum-mean-discrepancy.ts";
export type { Measured, Tested } from "./measured.ts";
export { type Moments, moments } from "./moments.ts";
export { fold, rankNormalise } from "./rank-normalise.ts";
export type { Resampling } from "./resampling.ts";
export {
  directions,
  makeReference,
  quantiles,
  type Reference,
  slicedWasserstein,
  sortedProjections,
} from "./sliced-wasserstein.ts";
export { rankNormalisedSplitRHat, splitRHat } from "./split-r-hat.ts";
export { wilsonInterval } from "./wilson-interval.ts";
