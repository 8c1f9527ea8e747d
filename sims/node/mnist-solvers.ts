import { z } from "zod";
import { digitSolvers } from "../../mnist/digit-solvers.ts";
import { moments } from "../../mnist/frechet-distance.ts";
import { judgeFeatures } from "../../mnist/judge.ts";
import { frechetReferences } from "../evaluation/frechet-references.ts";
import { judgeAll } from "../evaluation/judging.ts";
import { presentSolvers } from "../evaluation/present-solvers.ts";
import { realDistances } from "../evaluation/real-distances.ts";
import { solverOf } from "../sampling/bind.ts";
import type { Simulation } from "../simulation.ts";
import { checkCount } from "./check-count.ts";
import { data } from "./data-flag.ts";
import { testDigits, trainingDigits } from "./digits-data.ts";
import { drawingFlags } from "./drawing-flags.ts";
import { judge } from "./judge-flag.ts";
import { type Drawing, readDrawing } from "./read-drawing.ts";
import { readJudge } from "./read-judge.ts";
import { rowsBeside } from "./rows-beside.ts";
import { digest } from "./run-folder.ts";
import { solverPlans } from "./solver-plans.ts";
import { solverRows } from "./solver-rows.ts";

const { label, guide, classifier, weights, grid, backend, seed } = drawingFlags;
const config = z.object({
  solvers: z
    .string()
    .default("euler-maruyama,heun,ddim,dpm-solver-2m")
    .meta({ metavar: "name,...", description: `solvers, among ${digitSolvers.join(", ")}` }),
  evaluations: z
    .string()
    .regex(/^[0-9]{1,6}(,[0-9]{1,6})*$/, "numbers with commas between them, such as 10,20,50")
    .default("10,20,50,100")
    .meta({
      metavar: "n,...",
      description: "passes of the network an image, at most; each solver takes as many steps as they allow",
    }),
  count: z.int().min(10).max(60_000).default(5000).describe("digits that are drawn and judged for each"),
  beside: z.string().min(1).optional().meta({
    metavar: "run,...",
    description:
      "folders of earlier runs of the same network, count, guidance and classifier, whose rows stand in the table and figure too",
  }),
  guidance: z
    .number()
    .min(0)
    .max(20)
    .default(0)
    .describe("w of guidance; by labels each evaluation is two passes"),
  ...{ label, guide, classifier, weights, grid },
  judge,
  data,
  backend,
  seed,
});
type Config = z.infer<typeof config>;

const list = (text: string | undefined): string[] => [
  ...new Set(text?.split(",").map((word) => word.trim())),
];
const sha256 = (of: Uint8Array | Float32Array): string =>
  digest([new Uint8Array(of.buffer, of.byteOffset, of.byteLength)]).sha256;

/** The drawing for each row, all of them checked. */
function drawings(asked: Config, drawing: Drawing): Drawing[] {
  const { guidance, classifier, trained } = drawing;
  const wish = {
    solvers: list(asked.solvers),
    evaluations: list(asked.evaluations).map(Number),
    spacing: asked.grid,
    passes: guidance > 0 && classifier === undefined ? (2 as const) : (1 as const),
  };
  return solverPlans(trained.recipe, wish).map((sampling) => ({ ...drawing, sampling }));
}

/** `langevin mnist solvers` */
export const mnistSolvers: Simulation<typeof config> = {
  name: "mnist-solvers",
  title: "How many evaluations does a solver need?",
  about:
    "Draws digits with several solvers and numbers of evaluations, and shows the Frechet distance to the test images against the evaluations",
  config,
  async run(asked, context) {
    const drawing = await readDrawing(asked, context);
    const all = drawings(asked, drawing);
    const judge = await readJudge(asked.judge, context);
    const { count } = asked;
    const training = await trainingDigits(asked.data, context.input);
    const tests = await testDigits(asked.data, context.input);
    checkCount(count, training);
    const drawnFrom = {
      network: sha256(drawing.weights),
      judge: sha256(judge),
      tests: sha256(tests.images),
      ...{ count, guidance: drawing.guidance, label: [...new Set(drawing.labels)].join(",") },
      classifier: drawing.classifier === undefined ? "none" : sha256(drawing.classifier),
    };
    const earlier = await rowsBeside(list(asked.beside), drawnFrom, context);
    context.number("drawnFrom", drawnFrom);
    context.number("backend", drawing.backend.name);
    const judging = { ...drawing, weights: judge };
    context.progress("judging test images", 0, 1);
    const { features } = await judgeAll(context, judging, tests.images);
    const reference = moments(features, judgeFeatures);
    const real = await realDistances(context, judging, reference, training, count, asked.seed);
    const rows = await solverRows(context, all, { judge, tests: reference }, earlier);
    const methods = all.map(({ sampling }) => solverOf(sampling.solver).reference);
    context.cite(drawing.trained.recipe.reference, ...methods, ...frechetReferences);
    await presentSolvers(context, rows, real);
  },
};
