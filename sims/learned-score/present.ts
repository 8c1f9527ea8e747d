import { type Block, type NamedFigure, samplers } from "../../plots/index.ts";
import { type DiffusedDensity, densityGrid } from "../../src/index.ts";
import { numbersOf } from "../sampling/grid-values.ts";
import type { Context } from "../simulation.ts";
import type { BothSamples } from "./both-samples.ts";
import type { Fitted } from "./by-network.ts";
import { errorTable } from "./error-table.ts";
import type { ByLevel } from "./errors-by-level.ts";
import { byLevel, fields } from "./figures.ts";

const word = (value: number): string => Number(value.toPrecision(3)).toString();

export interface Found {
  readonly fitted: Fitted;
  readonly density: DiffusedDensity;
  readonly levels: ByLevel;
  readonly samples: BothSamples;
  /** What both scores were sampled by, in words. */
  readonly method: string;
}

/** Loss, floor and error by noise level: to run.json and to the summary. */
function giveErrors(context: Context, { errors, floors }: ByLevel): void {
  context.number(
    "levels",
    errors.map((e, k) => ({
      sigma: e.sigma,
      loss: { ...e.loss },
      floor: { ...e.floor },
      excess: { ...e.excess },
      rest: { ...e.rest },
      relative: e.relative,
      ...(floors[k] !== undefined && { exactFloor: floors[k].value, exactFloorError: floors[k].error }),
    })),
  );
  const worst = errors.reduce((a, b) => (b.relative > a.relative ? b : a));
  context.say(
    `Relative error of the learned score: at most ${word(100 * worst.relative)} %, at sigma = ${word(worst.sigma)}.`,
  );
}

/** Both samples beside exact ones. */
function sampleBlocks(context: Context, { density, samples, method }: Found, least: number): Block[] {
  const { learned, exact, card, apart } = samples;
  const [byLearned, byExact] = [learned, exact].map(({ data }) => card.distance(data));
  const [smallest, largest] = [card.exact[0], card.exact[card.exact.length - 1]];
  context.number("slicedWasserstein", { learned: byLearned, exact: byExact });
  context.number("exactSlicedWasserstein", { smallest, largest, sets: card.exact.length });
  context.number("apart", apart);
  const said = `Sliced W2 from the exact law: by the learned score ${word(byLearned)}, by the exact score ${word(byExact)}; ${card.exact.length} sets of as many exact samples have ${word(smallest)} to ${word(largest)}.`;
  const pairs = `A particle's two ends are ${word(apart)} apart (root mean square).`;
  context.say(said);
  context.say(pairs);
  return [
    `${learned.shape[0]} particles from the exact law at the largest noise level, by ${method}, along each score: start, solver and grid are the same.`,
    ...figureOf(density, samples, [byLearned, byExact], least),
    said,
    pairs,
  ];
}

/** Exact samples, and those by each score, over the density at the least noise level. */
function figureOf(
  { dimension, window, diffused }: DiffusedDensity,
  { learned, exact, truth }: BothSamples,
  [byLearned, byExact]: readonly number[],
  least: number,
): NamedFigure[] {
  if (dimension !== 2) return [];
  const law = diffused(least);
  const figure = samplers({
    truth: { points: truth },
    samplers: [
      { name: "reverse-sde", label: "Exact score", points: exact, distance: byExact },
      { name: "flow", label: "Learned score", points: learned, distance: byLearned },
    ],
    density: densityGrid(law, numbersOf(law, { alpha: 1, sigma: least }), window),
    window,
    metric: "sliced W2",
  });
  return [
    {
      name: "samples",
      figure,
      caption: "Exact samples, and the ends of the flow along the exact score and along the learned one.",
    },
  ];
}

/** The rest of the report: the error by noise level, the fields, the samples. */
export async function present(context: Context, found: Found): Promise<void> {
  const { fitted, density, levels } = found;
  const { floors, errors } = levels;
  const curves: NamedFigure = {
    name: "levels",
    figure: byLevel(
      errors,
      errors.map(({ floor }, k) => floors[k]?.value ?? floor.value),
    ),
    caption: "The loss beside its floor, and how far above it is, by noise level.",
  };
  const drawn: NamedFigure[] =
    density.dimension !== 2
      ? []
      : [
          {
            name: "fields",
            figure: await fields(context, fitted, density),
            caption:
              "The exact score, the learned one and their difference over the noised density. Arrows are scaled in each panel.",
          },
        ];
  giveErrors(context, levels);
  const sampled = sampleBlocks(context, found, fitted.fit.least);
  const figures = [curves, ...drawn, ...sampled.filter(isFigure)];
  for (const { name, figure, caption } of figures) await context.figure(name, figure, String(caption));
  context.report({ heading: "Loss, floor and error", blocks: [curves, errorTable(levels)] });
  if (drawn.length > 0) context.report({ heading: "The field", blocks: drawn });
  context.report({ heading: "Samples", blocks: sampled });
}

const isFigure = (block: Block): block is NamedFigure => typeof block === "object" && "figure" in block;
