import ndarray from "ndarray";
import { z } from "zod";
import type { EnergyFit } from "../../mnist/energy-fit.ts";
import { cells } from "../../src/index.ts";
import { scoreCard } from "../sampling/score-card.ts";
import { seed } from "../seed.ts";
import type { EnergyInput, FittedEnergy } from "../tasks/fit-energy.ts";
import { exactLogDensity } from "./energy/exact-log-density.ts";
import { chainsFigure, type Kind, kinds, lawsFigure, sectionFigure, window } from "./energy/figures.ts";
import { lawOnGrid } from "./energy/law-on-grid.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { exactDistance } from "./exact-distance.ts";

const config = z.object({
  updates: z.int().min(10).max(100_000).default(300).describe("updates of the weights"),
  steps: z.int().min(1).max(1000).default(10).describe("Langevin steps an update"),
  eps: z.number().positive().max(0.1).default(0.03).describe("step: x' = x - (eps/2) grad E + sqrt(eps) z"),
  level: z.number().min(0.1).max(1).default(0.2).describe("noise added to the Swiss roll"),
  judged: z
    .int()
    .min(50)
    .max(100_000)
    .default(1000)
    .describe("chains that the fitted energies are judged by"),
  seed,
});

const cellsAcross = 140;
const batch = 128;
/** Steps of the long chains that judge. */
const long = 200;

export const energy: CourseEntry<typeof config> = {
  name: "energy",
  place: 18,
  title: "An energy learned by its own chains",
  about:
    "A network is the energy of a Gibbs law. It is lowered at the data and raised where Langevin chains in it end; chains that go on from update to update, and short ones that begin anew. " +
    "In the plane its law can be normalised, and held against the exact one.",
  lecture: "Machine learning in physics, Oslo, summary: energy-based models trained with Langevin sampling",
  formulas: [
    "p_\\theta(x) = \\frac{e^{-E_\\theta(x)}}{Z_\\theta}, \\qquad \\nabla_\\theta\\, \\mathbb{E}_p [-\\log p_\\theta] = \\mathbb{E}_{p} \\nabla_\\theta E_\\theta - \\mathbb{E}_{p_\\theta} \\nabla_\\theta E_\\theta",
    "x^- \\leftarrow x^- - \\tfrac{\\varepsilon}{2} \\nabla_x E_\\theta(x^-) + \\sqrt{\\varepsilon}\\, z",
  ],
  question: {
    asked:
      "Short chains begin in the same noise each time. The update compares the data with where they are after a few steps. Why may the samples be good and the energy wrong?",
    answer: [
      "When data and ends agree, it is the law after so many steps that is right, not exp(-E)/Z: the chain has become a generator, and the energy is whatever makes it arrive in time. Let it run on and it leaves the " +
        "data. Persistent chains have time to forget their beginning, so their ends come near the law of the energy itself. In the plane the two differ little, because a few steps go a long way here: " +
        "try --steps 2. In images the chains never forget.",
    ],
  },
  references: [
    "Y. Du and I. Mordatch (2019), arXiv:1903.08689",
    "E. Nijkamp, M. Hill, S.-C. Zhu and Y. N. Wu (2019), arXiv:1904.09770",
    "T. Tieleman (2008), doi:10.1145/1390156.1390290",
  ],
  config,
  quick: { updates: 30, judged: 200 },
  async run({ updates, steps, eps, level, judged, seed }, context) {
    const law = { density: { name: "swiss-roll" }, noised: { schedule: { name: "edm" }, t: level }, seed };
    const { x, y, points: at } = cells(window, cellsAcross);
    const lengths = [steps, Math.max(long, steps)];
    const fitOf = (chains: Kind): Promise<FittedEnergy> => {
      const fit: EnergyFit = { width: 48, chains, steps, eps, updates, rate: 1e-3, seed };
      const input: EnergyInput = {
        backend: { name: "wasm" },
        fit,
        law,
        batch,
        snapshots: 40,
        at,
        judged,
        lengths,
      };
      return context.compute<FittedEnergy>("fitEnergy", input);
    };
    const [persistent, short] = await Promise.all(kinds.map(fitOf));
    const fitted = { persistent, short };
    const card = await scoreCard(context, law, { size: judged, count: 100_000 });
    const exact = exactDistance(card);
    const logDensity = exactLogDensity(level, at);
    const area = window.reduce((product, [low, high]) => (product * (high - low)) / cellsAcross, 1);
    const laws = {
      exact: lawOnGrid(
        logDensity.map((l) => -l),
        logDensity,
        area,
      ),
      persistent: lawOnGrid(persistent.energy, logDensity, area),
      short: lawOnGrid(short.energy, logDensity, area),
    };
    const numbers: CourseNumber[] = [];
    for (const kind of kinds) {
      const { ends, loss, energy } = fitted[kind];
      await context.array(`ends-${kind}`, ndarray(ends, [lengths.length, judged, 2]));
      await context.array(`energy-${kind}`, ndarray(energy, [cellsAcross, cellsAcross]));
      await context.array(`loss-${kind}`, ndarray(loss));
      numbers.push({
        key: `${kind}Divergence`,
        quantity: `KL(exact || fitted law), ${kind} chains, by quadrature, nats`,
        value: laws[kind].divergence,
        error: 0,
      });
      for (const [k, length] of lengths.entries()) {
        numbers.push({
          key: `${kind}Distance${k === 0 ? "Trained" : "Long"}`,
          quantity: `sliced W2 of ${length} steps in the energy of ${kind} chains`,
          value: card.distance(ends.subarray(k * judged * 2, (k + 1) * judged * 2)),
          error: exact.error,
        });
      }
    }
    numbers.push({
      key: "exactDistance",
      quantity: "the same of exact samples (median)",
      ...exact,
    });
    return {
      blocks: [
        `The data is the Swiss roll with noise of ${level}. Each of ${updates} updates takes ${batch} points of it and ${batch} chains of ${steps} Langevin steps with eps = ${eps}.`,
        {
          name: "chains",
          figure: chainsFigure(persistent.chains, batch, { x, y, z: laws.exact.p }),
          caption: "The persistent chains in training, over the exact density.",
        },
        {
          name: "laws",
          figure: lawsFigure({ x, y }, laws, fitted, lengths, judged),
          caption:
            "The exact law and the fitted ones, normalised on the grid; below, chains in the fitted energies from noise.",
        },
        "Far from the data no chain goes, and nothing says what the energy should be there: it grows only by the |x|^2 / 2 that it was given.",
        {
          name: "section",
          figure: sectionFigure({ x, y }, laws),
          caption: "Energies along a line through the roll, with their constants: -log p.",
        },
      ],
      numbers,
    };
  },
};
