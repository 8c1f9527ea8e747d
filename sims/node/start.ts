import { z } from "zod";
import { swissRoll } from "../index.ts";
import { seed } from "../seed.ts";
import type { Simulation } from "../simulation.ts";
import { command } from "./complain.ts";
import { parts } from "./parts.ts";
import { runSimulation } from "./run.ts";

const config = z.object({ seed });

/** The tour: two simulations with their defaults, one after the other, in one folder and one report. */
const tour: Simulation<typeof config> = {
  name: "start",
  title: "The Swiss roll by its exact score, digits by a learned one",
  about: "Runs the simulation swiss-roll and draws 20 digits with the trained network, with their defaults.",
  config,
  async run({ seed }, context) {
    await swissRoll.run({ ...swissRoll.config.parse({}), seed }, context);
    const { mnistSample } = await import("./mnist.ts");
    await mnistSample.run({ ...mnistSample.config.parse({}), seed }, context);
  },
};

const next = (report: string): readonly string[] => [
  "",
  `The report: ${report}`,
  "Two commands to try next:",
  '  npx langevin run langevin --energy "(x^2-1)^2 + y^2/2" --temperature 0.5',
  "  npx langevin run reverse-diffusion --density eight-gaussians --open",
];

/** `langevin start`, which is `npm start` */
export const start = (flags: readonly string[]): Promise<number> =>
  command(() => runSimulation(tour, "langevin start", flags, parts, next));
