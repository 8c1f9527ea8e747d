import ndarray from "ndarray";
import { type Figure, landscape, lines, trajectories } from "../../plots/index.ts";
import { arraySpace, cells } from "../../src/index.ts";
import { muellerBrown } from "../../toy-distributions/index.ts";
import { frame, type Samples } from "../sampling/ensemble.ts";
import type { Occupation } from "./exact-occupation.ts";
import { sharesOver } from "./occupation.ts";
import { energy, minima, saddles } from "./surface.ts";

const { window } = muellerBrown;
const n = 200;

/** V on a grid of the window. */
function values() {
  const { x, y, points } = cells(window, n);
  const space = arraySpace({ particles: n * n, dimension: 2 });
  return { x, y, z: space.evaluate(energy, [], space.scratch(1), points) };
}

/** The surface with its minima and saddles, the particles at the end, and the path of another run of one. */
export function surfaceFigure(run: Samples, one: Samples): Figure {
  const { data, shape } = one.frames;
  return landscape({
    values: values(),
    levels: [-150, 60, 15],
    label: "V",
    marks: [
      ...minima.map(({ x, y, label }) => ({ x, y, label })),
      ...saddles.map(({ x, y }) => ({ x, y, label: "", symbol: "cross" as const })),
    ],
    points: frame(run, run.frames.shape[0] - 1),
    paths: [ndarray(data, [shape[0], 2])],
    window,
  });
}

/** Particles on their way, over the density at T. */
export function movingFigure(run: Samples, times: readonly number[], T: number): Figure {
  const { x, y, z } = values();
  const low = z.reduce((a, b) => Math.min(a, b), Infinity);
  return trajectories({
    frames: times.map((t, k) => ({ label: `t = ${Number(t.toPrecision(3))}`, points: frame(run, k) })),
    density: { x, y, z: z.map((V) => Math.exp((low - V) / T)) },
    window,
    trails: 2,
    name: "langevin",
  });
}

/** The share of the particles in each basin over time, beside the exact shares. */
export function sharesFigure(
  basins: readonly Float64Array[],
  times: readonly number[],
  exact?: Occupation,
): Figure {
  const shares = sharesOver(basins);
  const ends = [times[0], times[times.length - 1]];
  return lines({
    x: { label: "t" },
    panels: [
      {
        y: { label: "share of the particles" },
        series: minima.flatMap(({ label }, b) => [
          { label: `in ${label}`, x: times, y: shares.map((share) => share[b]) },
          ...(exact === undefined
            ? []
            : [
                {
                  label: "exact",
                  name: "truth",
                  look: "guide" as const,
                  x: ends,
                  y: [exact.shares[b], exact.shares[b]],
                },
              ]),
        ]),
      },
    ],
  });
}
