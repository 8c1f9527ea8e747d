import ndarray from "ndarray";
import { type Figure, type Grid, trajectories } from "../../plots/index.ts";
import { cells, type Density, relativeDensity } from "../../src/index.ts";
import { frame, type Samples } from "../sampling/ensemble.ts";
import { boundingWindow } from "../sampling/window.ts";

/** exp(-(E(x) + p^2 / 2) / T) over the plane of x and p. */
function law(density: Density, T: number, window: ReturnType<typeof boundingWindow>): Grid {
  const { x, y: p, points } = cells(window, 160);
  const rows = points.filter((_, i) => i % 2 === 0);
  const positions = relativeDensity(density.logDensity, [], rows, 1).p;
  return { x, y: p, z: positions.map((value, i) => value * Math.exp(-(points[2 * i + 1] ** 2) / (2 * T))) };
}

/** The particles in the plane of the first coordinate (across) and its momentum (up), over the exact law in one dimension. */
export function phaseSpace(run: Samples, times: readonly number[], density: Density, T: number): Figure {
  const d = run.dimension;
  const n = run.frames.shape[1];
  const pairs = times.map((_, k) => {
    const q = frame(run, k).data;
    const p = frame({ frames: run.momenta ?? run.frames }, k).data;
    return Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? q : p)[(i >> 1) * d]);
  });
  const window = boundingWindow(Float64Array.from(pairs.flatMap((pair) => [...pair])), 2, 0.05);
  return trajectories({
    frames: pairs.map((pair, k) => ({
      label: `t = ${Number(times[k].toPrecision(3))}`,
      points: ndarray(pair, [n, 2]),
    })),
    ...(d === 1 && { density: law(density, T, window) }),
    window,
    name: "langevin",
  });
}
