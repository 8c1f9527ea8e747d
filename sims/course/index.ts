// The registry of the course: a new entry is one file and one line here.

export { annealed } from "./annealed.ts";
export { ddpm } from "./ddpm.ts";
export { elbo } from "./elbo.ts";
export { energy } from "./energy.ts";
export { exerciseNoise } from "./exercise-noise.ts";
export { flow } from "./flow.ts";
export { ganOptimum } from "./gan-optimum.ts";
export { gibbs } from "./gibbs.ts";
export { langevin } from "./langevin.ts";
export { naiveScore } from "./naive-score.ts";
export { notebook } from "./notebook.ts";
export { notebookConditional } from "./notebook-conditional.ts";
export { scoreMatching } from "./score-matching.ts";
export { sdeLimit } from "./sde-limit.ts";
export { slow } from "./slow.ts";
export { smallSteps } from "./small-steps.ts";
export { swissRoll } from "./swiss-roll.ts";
export { threeConditions } from "./three-conditions.ts";
