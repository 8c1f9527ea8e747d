export { curveDistance, rootMeanSquare } from "./curve-distance.ts";
export { type Moments, moments } from "./moments.ts";
export {
  directions,
  makeReference,
  quantiles,
  type Reference,
  slicedWasserstein,
  sortedProjections,
} from "./sliced-wasserstein.ts";
