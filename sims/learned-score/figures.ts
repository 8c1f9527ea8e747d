import { type Figure, type GalleryPanel, gallery, lines } from "../../plots/index.ts";
import {
  arraySpace,
  cells,
  type DiffusedDensity,
  densityGrid,
  diffusedScore,
  schedules,
} from "../../src/index.ts";
import { numbersOf } from "../sampling/grid-values.ts";
import type { Context } from "../simulation.ts";
import type { ScoreAtInput } from "../tasks/learned-score.ts";
import type { Fitted } from "./by-network.ts";
import type { ScoreErrors } from "./score-errors.ts";

const { edm } = schedules;

/** Noise levels at which the fields are drawn. */
const drawn = [0.05, 0.3, 1];
/** Arrows along each axis. */
const n = 15;

/** What is shown at one noise level: the window widened by the noise, the density, the lattice, both scores on it. */
async function fieldsAt(context: Context, fitted: Fitted, density: DiffusedDensity, sigma: number) {
  const window = density.window.map(([low, high]): [number, number] => [low - sigma, high + sigma]);
  const { points } = cells(window, n);
  const space = arraySpace({ particles: n * n, dimension: 2 });
  const exact = diffusedScore(space, density, edm)(sigma, points, space.scratch());
  const input: ScoreAtInput = { ...fitted, sigma, points };
  const learned = await context.compute<Float64Array>("scoreAt", input, true);
  const law = density.diffused(sigma);
  const shade = densityGrid(law, numbersOf(law, { alpha: 1, sigma }), window, 120);
  const pick = (values: Float64Array, j: number) => values.filter((_, i) => i % 2 === j);
  const panel = (name: string, s: Float64Array): GalleryPanel => ({
    name,
    density: shade,
    arrows: { x: pick(points, 0), y: pick(points, 1), u: pick(s, 0), v: pick(s, 1) },
  });
  const difference = learned.map((s, i) => s - exact[i]);
  return { window, panels: [panel("truth", exact), panel("flow", learned), panel("langevin", difference)] };
}

/** The exact score, the learned one and their difference over the noised density, a column each noise level. */
export async function fields(context: Context, fitted: Fitted, density: DiffusedDensity): Promise<Figure> {
  const columns = await Promise.all(drawn.map((sigma) => fieldsAt(context, fitted, density, sigma)));
  return gallery({
    columns: drawn.map((sigma) => `σ = ${sigma}`),
    window: columns.map(({ window }) => window),
    rows: ["Exact", "Learned", "Difference"].map((label, r) => ({
      label,
      ...(r === 2 && { about: "learned − exact" }),
      panels: columns.map(({ panels }) => panels[r]),
    })),
  });
}

/** Loss beside its floor, and the error, against the noise level. */
export function byLevel(errors: readonly ScoreErrors[], floors: readonly number[]): Figure {
  const x = errors.map(({ sigma }) => sigma);
  const measured = (pick: "loss" | "excess") => ({
    x,
    y: errors.map((e) => e[pick].value),
    error: errors.map((e) => e[pick].error),
  });
  return lines({
    x: { label: "noise level σ", log: true },
    panels: [
      {
        y: { label: "mean square a coordinate" },
        series: [
          { label: "floor", name: "truth", x, y: floors },
          { label: "loss of the learned score", name: "flow", look: "points", ...measured("loss") },
        ],
      },
      {
        y: { label: "loss above the floor", log: true },
        series: [{ label: "σ²|s_θ − s|²", name: "langevin", look: "both", ...measured("excess") }],
      },
    ],
  });
}
