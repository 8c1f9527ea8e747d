export { banana, bananaOf } from "./banana.ts";
export { doubleWell, doubleWellOf } from "./double-well.ts";
export { eightGaussians } from "./eight-gaussians.ts";
export { gaussian, gaussianOf } from "./gaussian.ts";
export { gaussianMixture } from "./gaussian-mixture.ts";
export { mixtureOf } from "./mixture-of.ts";
export { swissRoll } from "./swiss-roll.ts";
