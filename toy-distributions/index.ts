/**
 * Analytic densities, each with its exact score; most with an exact sampler, many with a closed form under noise. A new
 * one is one file and one line here.
 *
 * @module langevin/toy-distributions
 */
export { banana, bananaOf } from "./banana.ts";
export { checkerboard } from "./checkerboard.ts";
export { doubleWell, doubleWellOf } from "./double-well.ts";
export { eightGaussians } from "./eight-gaussians.ts";
export { empiricalOf } from "./empirical-of.ts";
export { funnel, funnelOf } from "./funnel.ts";
export { gaussian, gaussianOf } from "./gaussian.ts";
export { gaussianMixture } from "./gaussian-mixture.ts";
export { heart } from "./heart.ts";
export { mixtureOf } from "./mixture-of.ts";
export { muellerBrown, muellerBrownOf } from "./mueller-brown.ts";
export { pinwheel } from "./pinwheel.ts";
export { quartic, quarticOf } from "./quartic.ts";
export { rings } from "./rings.ts";
export { swissRoll } from "./swiss-roll.ts";
export { tiltedSine, tiltedSineOf } from "./tilted-sine.ts";
export { twentyFiveGaussians } from "./twenty-five-gaussians.ts";
export { twoModes } from "./two-modes.ts";
export { twoMoons } from "./two-moons.ts";
export { twoSpirals } from "./two-spirals.ts";
