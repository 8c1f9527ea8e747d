import { type Figure, lines } from "../../plots/index.ts";
import { grids } from "../../src/index.ts";
import type { EngineName } from "../engine/engine-flag.ts";
import { frame, sampleEnsemble } from "../sampling/ensemble.ts";
import { spaced } from "../sampling/spaced.ts";
import type { Context } from "../simulation.ts";
import type { PassageLaw } from "./passage-law.ts";

interface Settings {
  readonly temperature: number;
  readonly from: number;
  readonly steps: number;
  readonly engine: EngineName;
  readonly seed: bigint;
}

/** One particle over time, over some ten passages, or as long as is cheap. */
export async function paths(
  context: Context,
  { temperature, steps, from, engine, seed }: Settings,
  { mean }: PassageLaw,
): Promise<Figure> {
  const count = Math.min(100_000, Math.ceil(10 * mean * steps));
  const grid = grids.uniform(0, count / steps, count);
  const times = spaced(grid, 1500);
  const run = await sampleEnsemble(
    context,
    {
      density: { energy: "(x^2 - 1)^2", temperature },
      motion: { kind: "langevin", temperature },
      solver: "euler-maruyama",
      grid,
      start: { at: [from], deviation: 0 },
      particles: 1,
      seed,
      times,
      engine,
    },
    "paths",
  );
  return lines({
    x: { label: "t" },
    panels: [
      {
        y: { label: "x" },
        series: [
          { label: "x", name: "reverse-sde", x: times, y: times.map((_, k) => frame(run, k).data[0]) },
        ],
      },
    ],
  });
}
