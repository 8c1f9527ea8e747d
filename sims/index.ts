// The registry of simulations: a new one is one file and one line here.
export { annealedLangevin } from "./annealed-langevin.ts";
export { convergence } from "./convergence.ts";
export { doubleWellEscape } from "./double-well-escape.ts";
export { guidance } from "./guidance.ts";
export { kineticLangevin } from "./kinetic-langevin.ts";
export { langevin } from "./langevin.ts";
export { learnedScore } from "./learned-score.ts";
export { likelihood } from "./likelihood.ts";
export { muellerBrown } from "./mueller-brown.ts";
export { ornsteinUhlenbeck } from "./ornstein-uhlenbeck.ts";
export { probabilityFlow } from "./probability-flow.ts";
export { reverseDiffusion } from "./reverse-diffusion.ts";
export { sde } from "./sde.ts";
export { swissRoll } from "./swiss-roll.ts";
