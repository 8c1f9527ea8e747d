import ndarray from "ndarray";
import { z } from "zod";
import { suggestion } from "../src/check.ts";
import { choose, UsageError } from "../src/index.ts";
import { able } from "./convergence/able.ts";
import { type ExactProblem, exactProblems } from "./convergence/exact-problems.ts";
import { figure, type Measured } from "./convergence/figure.ts";
import { measure } from "./convergence/measure.ts";
import { orderTable } from "./convergence/order-table.ts";
import { orders } from "./convergence/orders.ts";
import { engine } from "./engine/engine-flag.ts";
import { referenceOnly } from "./engine/reference-only.ts";
import { solverOf } from "./sampling/bind.ts";
import { seed } from "./seed.ts";
import type { Simulation } from "./simulation.ts";

const names = Object.values(exactProblems).map(({ name }) => name);
const config = z.object({
  problem: z
    .enum(names as [string, ...string[]])
    .default("geometric-brownian-motion")
    .describe(
      "a problem whose solution is known path by path; flow (under VP) and flow-ve take the methods of ODEs",
    ),
  solvers: z
    .string()
    .transform((text) => text.split(",").map((name) => name.trim()))
    .optional()
    .meta({
      metavar: "names",
      description: "solvers, commas between; all that can serve the problem unless told",
    }),
  particles: z
    .int()
    .min(40)
    .max(1_000_000)
    .optional()
    .describe(
      "Brownian paths, or starts of a flow, the same for all solvers and steps; 20000, of a flow 1000, unless told",
    ),
  steps: z
    .int()
    .min(4)
    .max(65_536)
    .optional()
    .describe("most steps; halved again and again, down to --fewest; 256, of a flow 4096, unless told"),
  fewest: z.int().min(1).max(65_536).default(8).describe("fewest steps"),
  engine,
  seed,
});

/** Numbers of steps, rising. */
function ladder(most: number, fewest: number): number[] {
  const rungs = [most];
  while (rungs[0] % 2 === 0 && rungs[0] / 2 >= fewest) rungs.unshift(rungs[0] / 2);
  if (rungs.length >= 2) return rungs;
  throw new UsageError({
    what: "--steps",
    got: most,
    expected: `a number that can be halved down to --fewest ${fewest}`,
  });
}

/** The solvers that were asked for, each able to serve the problem. */
async function solversAsked(asked: readonly string[] | undefined, problem: ExactProblem): Promise<string[]> {
  const known = await able(problem);
  for (const name of asked ?? []) {
    if (known.includes(name)) continue;
    throw new UsageError({
      what: `--solvers for ${problem.name}`,
      got: name,
      expected: `one of ${known.join(", ")}`,
      advice: suggestion(name, known),
    });
  }
  return asked === undefined ? known : [...new Set(asked)];
}

const onPaths =
  "paths; every solver and every step sees the same Brownian path, and is compared with the solution on it";
const fromStarts =
  "starts, the same for every solver and every step, each compared with the solution from it";

export const convergence: Simulation<typeof config> = {
  name: "convergence",
  title: "Orders of convergence",
  about:
    "Strong and weak error of solvers against the step, on one Brownian path each particle whose solution is known; fitted orders beside the claimed ones.",
  group: "stochastic differential equations",
  references: ["Kloeden and Platen (1992), doi:10.1007/978-3-662-12616-5, chapter 9"],
  config,
  async run(settings, context) {
    const problem = choose("problem", settings.problem, exactProblems);
    const flow = problem.flow === true;
    const { particles = flow ? 1000 : 20_000, steps: most = flow ? 4096 : 256, fewest, seed } = settings;
    const steps = ladder(most, fewest);
    context.number("particles", particles);
    context.number("steps", most);
    const solvers = await solversAsked(settings.solvers, problem);
    referenceOnly(context, {
      engine: settings.engine,
      run: "paths",
      why: "solvers and solution share one Brownian path, which is refined on arrays",
    });
    const h = steps.map((n) => Math.abs(problem.to - problem.from) / n);
    const found = await measure(context, { problem: problem.name, solvers, steps, seed, particles });
    const measured: Measured[] = [];
    for (const [s, solver] of solvers.entries()) {
      await context.array(`differences-${solver}`, ndarray(found[s], [steps.length, particles, 1]));
      const all = orders(steps, found[s]);
      context.number(solver, { h, ...all });
      measured.push({ solver, orders: all });
    }
    const curves = figure(measured, h, flow);
    const caption = `${problem.title}: errors at the end, with standard errors; dotted lines of known slope.`;
    await context.figure("convergence", curves, caption);
    context.cite(problem.reference, ...solvers.map((name) => solverOf(name).reference));
    context.report({
      heading: problem.title,
      blocks: [
        { formula: problem.latex },
        `${particles} ${flow ? fromStarts : onPaths}. Standard errors by the jackknife over groups of particles.`,
        { name: "convergence", figure: curves, caption },
        orderTable(context, measured, flow ? steps : undefined),
      ],
    });
  },
};
